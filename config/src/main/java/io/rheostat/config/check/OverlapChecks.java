package io.rheostat.config.check;

import io.rheostat.config.read.Declarations;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.MemberRule;
import io.rheostat.config.settings.SeriesRule;
import io.rheostat.config.settings.SignalPreset;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Checks against two workloads with possible matches of one series: no label has different values
/// in both, and their presets read a metric of one name.
///
/// A preset reporting members is compared by the metrics reporting them; two bindings by members
/// are not compared, because their pods are not known before.
///
/// Bindings are split by their most common label, again and again, so that ten thousand workloads
/// with different values of a label are not compared pair by pair.
final class OverlapChecks {
  private final Configuration configuration;
  private final Declarations declarations;
  private final Problems problems;
  private final Set<String> reported = new HashSet<>();

  OverlapChecks(Configuration configuration, Declarations declarations, Problems problems) {
    this.configuration = configuration;
    this.declarations = declarations;
    this.problems = problems;
  }

  /// A binding and where it stands.
  private record Bound(Workload workload, int index, MetricsBinding binding) {}

  void run() {
    List<Bound> all = new ArrayList<>();
    for (Workload workload : configuration.fleet().workloads().values()) {
      for (int index = 0; index < workload.metrics().size(); index++) {
        all.add(new Bound(workload, index, workload.metrics().get(index)));
      }
    }
    split(all, Set.of());
  }

  private void split(List<Bound> group, Set<String> used) {
    Optional<String> label = mostUsedLabel(group, used);
    if (label.isEmpty()) {
      compare(group, group);
      return;
    }
    SortedMap<String, List<Bound>> byValue = new TreeMap<>();
    List<Bound> without = new ArrayList<>();
    for (Bound bound : group) {
      String value = bound.binding().match().get(label.get());
      if (value == null) {
        without.add(bound);
      } else {
        byValue.computeIfAbsent(value, _ -> new ArrayList<>()).add(bound);
      }
    }
    Set<String> usedNow = new HashSet<>(used);
    usedNow.add(label.get());
    byValue.values().forEach(part -> split(part, usedNow));
    split(without, usedNow);
    byValue.values().forEach(part -> compare(without, part));
  }

  /// Returns the unused label matched by most bindings, when at least two match on it.
  private static Optional<String> mostUsedLabel(List<Bound> group, Set<String> used) {
    SortedMap<String, Integer> uses = new TreeMap<>();
    for (Bound bound : group) {
      bound.binding().match().keySet().forEach(label -> uses.merge(label, 1, Integer::sum));
    }
    uses.keySet().removeAll(used);
    return uses.entrySet().stream()
        .filter(entry -> entry.getValue() > 1)
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  private void compare(List<Bound> left, List<Bound> right) {
    for (Bound one : left) {
      for (Bound other : right) {
        int order = one.workload().name().compareTo(other.workload().name());
        if (order != 0 && !differ(one.binding(), other.binding())) {
          report(order < 0 ? one : other, order < 0 ? other : one);
        }
      }
    }
  }

  private static boolean differ(MetricsBinding one, MetricsBinding other) {
    for (Map.Entry<String, String> entry : one.match().entrySet()) {
      String value = other.match().get(entry.getKey());
      if (value != null && !value.equals(entry.getValue())) {
        return true;
      }
    }
    return false;
  }

  private void report(Bound first, Bound second) {
    Optional<String> metric = sharedMetric(first.binding(), second.binding());
    Document one = declarations.document(Declarations.WORKLOAD, first.workload().name());
    Document other = declarations.document(Declarations.WORKLOAD, second.workload().name());
    if (metric.isEmpty()) {
      return;
    }
    // One report a workload is enough to act on; all pairs of a large fleet would bury the rest.
    if (reported.add(second.workload().name())) {
      String elsewhere = one.place(ReferenceChecks.metricsKey(one, first.index()) + ".match");
      problems.add(
          other.problem(
              ReferenceChecks.metricsKey(other, second.index()) + ".match",
              "workloads %s and %s (%s) may match one series of %s: no label differs."
                  .formatted(
                      second.workload().name(), first.workload().name(), elsewhere, metric.get()),
              "Add a label whose value differs, such as namespace or model_name."));
    }
  }

  private Optional<String> sharedMetric(MetricsBinding one, MetricsBinding other) {
    SignalPreset left = configuration.presets().get(one.preset());
    SignalPreset right = configuration.presets().get(other.preset());
    if (left == null || right == null || (one.members() && other.members())) {
      return Optional.empty();
    }
    Set<String> metrics = new HashSet<>(matched(right));
    return matched(left).stream().filter(metrics::contains).findFirst();
  }

  /// Returns the metrics with series selected by their labels.
  private static List<String> matched(SignalPreset preset) {
    return preset.members().isEmpty()
        ? preset.rules().stream().map(SeriesRule::metric).toList()
        : preset.members().stream().map(MemberRule::metric).toList();
  }
}
