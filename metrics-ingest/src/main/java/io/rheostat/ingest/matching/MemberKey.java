package io.rheostat.ingest.matching;

import io.rheostat.ingest.exposition.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What names a pod, or another member of a workload.
///
/// @param names of the labels, without `exported_`
/// @param values as many
record MemberKey(List<String> names, List<String> values) {

  /// The key that a series carries, if it has all of its labels. A label that a target's own moved
  /// to `exported_<name>` is the one that is meant.
  static Optional<MemberKey> of(List<String> names, Labels labels) {
    List<String> values = new ArrayList<>(names.size());
    for (String name : names) {
      Optional<String> value = labels.value("exported_" + name).or(() -> labels.value(name));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(new MemberKey(names, List.copyOf(values)));
  }
}
