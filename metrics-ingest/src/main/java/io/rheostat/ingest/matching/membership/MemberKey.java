package io.rheostat.ingest.matching.membership;

import io.rheostat.ingest.exposition.series.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Identity of a pod, or another member of a workload.
///
/// @param names of the labels, without `exported_`
/// @param values as many
public record MemberKey(List<String> names, List<String> values) {

  /// Returns the key of a series, if it has all of its labels. A label moved to `exported_<name>`
  /// by a target's own has precedence.
  public static Optional<MemberKey> of(List<String> names, Labels labels) {
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
