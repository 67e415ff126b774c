package io.rheostat.ingest.discovery;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Files denoted by a name of `files`: the file itself, or all matches of its last part, as in
/// Prometheus' `file_sd_configs`. The file names are compared at each call, for files come and go.
final class FilePattern {
  private static final String WILD = "*?[";

  private FilePattern() {}

  /// Tells whether a name is a pattern.
  static boolean isPattern(String name) {
    String last = String.valueOf(Path.of(name).getFileName());
    return last.chars().anyMatch(character -> WILD.indexOf(character) >= 0);
  }

  /// Returns the existing files, in the order of their names; a plain name is returned as it is.
  static List<String> files(String name) {
    Path path = Path.of(name);
    if (!isPattern(name) || Files.exists(path)) {
      return List.of(name);
    }
    Path folder = path.toAbsolutePath().getParent();
    String pattern = String.valueOf(path.getFileName());
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder, entry -> fits(entry, pattern))) {
      entries.forEach(entry -> found.add(entry.toString()));
    } catch (IOException _) {
      // No folder, no files: the caller reports a pattern without a match.
      return List.of();
    }
    Collections.sort(found);
    return found;
  }

  private static boolean fits(Path entry, String pattern) {
    String name = String.valueOf(entry.getFileName());
    return matches(name, 0, pattern, 0) && Files.isRegularFile(entry);
  }

  /// Compares as Go's `filepath.Match` does: `*` is any text, `?` any character, `[a-c]` one of
  /// these, `\\` takes the next one as it is.
  private static boolean matches(String name, int at, String pattern, int from) {
    if (from == pattern.length()) {
      return at == name.length();
    }
    char wanted = pattern.charAt(from);
    if (wanted == '*') {
      for (int end = at; end <= name.length(); end++) {
        if (matches(name, end, pattern, from + 1)) {
          return true;
        }
      }
      return false;
    }
    if (at == name.length()) {
      return false;
    }
    char given = name.charAt(at);
    int close = wanted == '[' ? pattern.indexOf(']', from + 1) : -1;
    if (close > 0) {
      return isOneOf(given, pattern.substring(from + 1, close))
          && matches(name, at + 1, pattern, close + 1);
    }
    boolean escaped = wanted == '\\' && from + 1 < pattern.length();
    int next = escaped ? from + 1 : from;
    boolean same = (wanted == '?' && !escaped) || pattern.charAt(next) == given;
    return same && matches(name, at + 1, pattern, next + 1);
  }

  private static boolean isOneOf(char given, String set) {
    boolean negated = set.startsWith("^");
    String rest = negated ? set.substring(1) : set;
    boolean found = false;
    for (int index = 0; index < rest.length(); index++) {
      char first = rest.charAt(index);
      boolean range = index + 2 < rest.length() && rest.charAt(index + 1) == '-';
      char last = range ? rest.charAt(index + 2) : first;
      found |= given >= first && given <= last;
      index += range ? 2 : 0;
    }
    return found != negated;
  }
}
