package io.rheostat.ingest.exposition.series;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Labels of a series or a target, by name. A label with an empty value is the same as no label, so
/// it is left out.
///
/// @param values names and values
public record Labels(SortedMap<String, String> values) {
  /// No labels.
  public static final Labels EMPTY = new Labels(new TreeMap<>());

  public Labels {
    TreeMap<String, String> kept = new TreeMap<>(values);
    kept.values().removeIf(String::isEmpty);
    values = Collections.unmodifiableSortedMap(kept);
  }

  /// Returns the value of a label, if present.
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// Returns the value of the first of these labels that is present.
  public Optional<String> firstOf(List<String> names) {
    return names.stream().flatMap(name -> value(name).stream()).findFirst();
  }

  /// Tells whether each of the wanted labels has the wanted value.
  public boolean equalsAll(Map<String, String> wanted) {
    for (Map.Entry<String, String> label : wanted.entrySet()) {
      if (!label.getValue().equals(values.getOrDefault(label.getKey(), ""))) {
        return false;
      }
    }
    return true;
  }

  /// Returns these series labels as seen through a target. The target's labels win; where the
  /// series has the label too, its own value is kept under `exported_<label>`, as Prometheus does
  /// when it does not honour labels.
  public Labels behindTarget(Labels target) {
    TreeMap<String, String> merged = new TreeMap<>(values);
    for (String name : target.values.keySet()) {
      String own = values.get(name);
      if (own != null) {
        String exported = "exported_" + name;
        while (merged.containsKey(exported) || target.values.containsKey(exported)) {
          exported = "exported_" + exported;
        }
        merged.put(exported, own);
      }
    }
    merged.putAll(target.values);
    return new Labels(merged);
  }
}
