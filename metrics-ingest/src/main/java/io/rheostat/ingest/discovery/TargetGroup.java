package io.rheostat.ingest.discovery;

import io.rheostat.ingest.exposition.series.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Targets with common labels: one entry of service discovery.
///
/// @param targets host:port each
/// @param labels theirs; those with the prefix `__` are scrape settings
record TargetGroup(List<String> targets, Labels labels) {
  TargetGroup {
    targets = List.copyOf(targets);
  }

  /// Result of reading a list of groups.
  ///
  /// @param groups the good ones
  /// @param problems defects of the others, with their place
  record Parsed(List<TargetGroup> groups, List<String> problems) {
    Parsed {
      groups = List.copyOf(groups);
      problems = List.copyOf(problems);
    }

    /// Tells whether nothing of it is good.
    boolean isBad() {
      return groups.isEmpty() && !problems.isEmpty();
    }
  }

  /// Reads groups from the tree of a JSON or YAML text; a bad entry or target leaves the others
  /// valid.
  ///
  /// @throws IllegalArgumentException when it is no list of groups
  static Parsed ofTree(Object tree) {
    if (!(tree instanceof List<?> entries)) {
      throw new IllegalArgumentException("a list of {targets, labels} is expected");
    }
    List<TargetGroup> groups = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (int index = 0; index < entries.size(); index++) {
      int before = problems.size();
      try {
        TargetGroup group = ofEntry(entries.get(index), "entry " + (index + 1), problems);
        if (!group.targets.isEmpty() || problems.size() == before) {
          groups.add(group);
        }
      } catch (IllegalArgumentException problem) {
        // Reported by the caller; the neighbours are good.
        problems.add(String.valueOf(problem.getMessage()));
      }
    }
    return new Parsed(groups, problems);
  }

  private static TargetGroup ofEntry(Object entry, String where, List<String> problems) {
    if (!(entry instanceof Map<?, ?> keys)
        || !(orWhenNull(keys, "targets", List.of()) instanceof List<?> addresses)) {
      throw new IllegalArgumentException(where + ": targets is missing; give a list of host:port");
    }
    List<String> targets = new ArrayList<>();
    for (Object address : addresses) {
      if (address instanceof String text && !text.isBlank()) {
        targets.add(text);
      } else {
        problems.add(where + ": target " + address + " is not host:port");
      }
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

  /// Returns a key's value, or the empty one in place of null. An empty list or map of a program in
  /// Go is often written as null.
  private static @Nullable Object orWhenNull(Map<?, ?> keys, String key, Object empty) {
    Object value = keys.get(key);
    // A YAML key with nothing behind it is the empty text where all scalars are texts.
    return keys.containsKey(key) && (value == null || "".equals(value)) ? empty : value;
  }
}
