package io.rheostat.ingest.discovery;

import io.rheostat.ingest.exposition.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Targets that share labels: one entry of what service discovery tells.
///
/// @param targets host:port each
/// @param labels theirs, those that start with `__` say how to scrape
record TargetGroup(List<String> targets, Labels labels) {
  TargetGroup {
    targets = List.copyOf(targets);
  }

  /// Reads groups from the tree of a JSON or YAML text.
  ///
  /// @throws IllegalArgumentException that says what is wrong and where
  static List<TargetGroup> ofTree(Object tree) {
    if (!(tree instanceof List<?> entries)) {
      throw new IllegalArgumentException("a list of {targets, labels} is expected");
    }
    List<TargetGroup> groups = new ArrayList<>();
    for (int index = 0; index < entries.size(); index++) {
      groups.add(ofEntry(entries.get(index), "entry " + (index + 1)));
    }
    return groups;
  }

  private static TargetGroup ofEntry(Object entry, String where) {
    if (!(entry instanceof Map<?, ?> keys)
        || !(orWhenNull(keys, "targets", List.of()) instanceof List<?> addresses)) {
      throw new IllegalArgumentException(where + ": targets is missing; give a list of host:port");
    }
    List<String> targets = new ArrayList<>();
    for (Object address : addresses) {
      if (!(address instanceof String text) || text.isBlank()) {
        throw new IllegalArgumentException(where + ": target " + address + " is not host:port");
      }
      targets.add(text);
    }
    Object given = keys.containsKey("labels") ? orWhenNull(keys, "labels", Map.of()) : Map.of();
    if (!(given instanceof Map<?, ?> pairs)) {
      throw new IllegalArgumentException(where + ": labels is not a map");
    }
    TreeMap<String, String> labels = new TreeMap<>();
    for (Map.Entry<?, ?> pair : pairs.entrySet()) {
      if (!(pair.getKey() instanceof String name) || !(pair.getValue() instanceof String value)) {
        throw new IllegalArgumentException(where + ": label " + pair + " is not a text; quote it");
      }
      labels.put(name, value);
    }
    return new TargetGroup(targets, new Labels(labels));
  }

  /// An empty list or map of a program in Go is often written as null.
  private static @Nullable Object orWhenNull(Map<?, ?> keys, String key, Object empty) {
    return keys.containsKey(key) && keys.get(key) == null ? empty : keys.get(key);
  }
}
