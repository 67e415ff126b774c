package io.rheostat.ingest.matching.membership;

import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Workloads of one preset, by the required labels of their series, and those with series of their
/// members. Workloads with the same label names are found by one look-up, however many they are.
public final class PresetBindings {
  private final Map<List<String>, Map<List<String>, List<Binding>>> byNames = new HashMap<>();
  private final Map<String, List<OfMembers>> byWorkload = new HashMap<>();

  /// Binding of one workload; `order` is its place among the workload's bindings.
  public record Binding(Workload workload, int order) {}

  /// Binding of the workload's members, as far as a series' labels equal `match`.
  private record OfMembers(Binding binding, SortedMap<String, String> match) {}

  /// Adds a workload under the required labels of one of its bindings.
  ///
  /// @param order place of the binding among the workload's, from 0
  public void add(Workload workload, int order) {
    MetricsBinding metrics = workload.metrics().get(order);
    byNames
        .computeIfAbsent(List.copyOf(metrics.match().keySet()), _ -> new HashMap<>())
        .computeIfAbsent(List.copyOf(metrics.match().values()), _ -> new ArrayList<>())
        .add(new Binding(workload, order));
  }

  /// Adds a binding of the workload's members.
  ///
  /// @param match further required labels of their series
  public void addOfMembers(Workload workload, int order, SortedMap<String, String> match) {
    byWorkload
        .computeIfAbsent(workload.name(), _ -> new ArrayList<>())
        .add(new OfMembers(new Binding(workload, order), match));
  }

  /// Tells whether any workload reads series of its members.
  public boolean readsMembers() {
    return !byWorkload.isEmpty();
  }

  /// Returns a workload's bindings for a series of its member.
  public List<Binding> ofMember(String workload, Labels labels) {
    List<Binding> found = new ArrayList<>();
    for (OfMembers one : byWorkload.getOrDefault(workload, List.of())) {
      if (labels.equalsAll(one.match)) {
        found.add(one.binding);
      }
    }
    return found;
  }

  /// Returns the bindings whose required labels a series has.
  public List<Binding> of(Labels labels) {
    List<Binding> found = new ArrayList<>();
    byNames.forEach(
        (names, byValues) -> found.addAll(byValues.getOrDefault(values(names, labels), List.of())));
    return found;
  }

  /// Returns the labels' values, shorter than the names when one is missing, so the list equals
  /// nothing.
  private static List<String> values(List<String> names, Labels labels) {
    List<String> values = new ArrayList<>(names.size());
    for (String name : names) {
      Optional<String> value = labels.value(name);
      value.ifPresent(values::add);
    }
    return values;
  }
}
