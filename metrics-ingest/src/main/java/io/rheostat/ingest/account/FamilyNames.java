package io.rheostat.ingest.account;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Spellings of metric families: exporters and collectors write `_` or `.` for `:`, add `_total`,
/// `_ratio` or a unit, or leave them out.
public final class FamilyNames {
  /// Roles of the series of a histogram or summary, kept whatever the spelling before them.
  private static final List<String> ROLES = List.of("_bucket", "_sum", "_count");

  private static final List<String> KINDS = List.of("_total", "_ratio");

  /// Base units, without effect on the value. Others, as `_milliseconds` or `_percent`, change it.
  private static final List<String> UNITS =
      List.of(
          "_seconds", "_bytes", "_joules", "_watts", "_celsius", "_volts", "_amperes", "_hertz");

  private FamilyNames() {}

  /// Returns a name without its spelling: lower case, `_` for anything but letters and digits,
  /// without `_total` and `_ratio`.
  public static String plain(String name) {
    StringBuilder text = new StringBuilder(name.length());
    for (int index = 0; index < name.length(); index++) {
      char character = name.charAt(index);
      boolean letter =
          (character >= 'a' && character <= 'z')
              || (character >= 'A' && character <= 'Z')
              || (character >= '0' && character <= '9');
      if (letter) {
        text.append(character);
      } else if (!text.isEmpty() && text.charAt(text.length() - 1) != '_') {
        text.append('_');
      }
    }
    String written = text.toString().toLowerCase(Locale.ROOT);
    String role = role(written);
    String family = written.substring(0, written.length() - role.length());
    return without(KINDS, family) + role;
  }

  /// Returns a plain name also without its base unit.
  public static String withoutUnit(String name) {
    String written = plain(name);
    String role = role(written);
    String family = written.substring(0, written.length() - role.length());
    return without(UNITS, family) + role;
  }

  /// Returns the family of a series: its name without the role of a histogram's series.
  public static String family(String name) {
    return name.substring(0, name.length() - role(name).length());
  }

  /// Computes how alike two names are by their words: 1 for the same words, 0 for none in common.
  public static double likeness(String name, String other) {
    Set<String> words = words(name);
    Set<String> others = words(other);
    Set<String> all = new HashSet<>(words);
    all.addAll(others);
    words.retainAll(others);
    return all.isEmpty() ? 0 : (double) words.size() / all.size();
  }

  private static Set<String> words(String name) {
    Set<String> words = new HashSet<>(List.of(withoutUnit(family(name)).split("_", -1)));
    words.remove("");
    return words;
  }

  private static String role(String name) {
    for (String role : ROLES) {
      if (name.length() > role.length() && name.endsWith(role)) {
        return role;
      }
    }
    return "";
  }

  private static String without(List<String> endings, String name) {
    String rest = name;
    for (String ending : endings) {
      if (rest.length() > ending.length() && rest.endsWith(ending)) {
        rest = rest.substring(0, rest.length() - ending.length());
      }
    }
    return rest;
  }
}
