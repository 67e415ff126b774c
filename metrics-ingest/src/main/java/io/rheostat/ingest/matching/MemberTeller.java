package io.rheostat.ingest.matching;

import io.rheostat.config.MemberRule;
import io.rheostat.config.SignalPreset;
import io.rheostat.ingest.exposition.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Knows which series tell that something belongs to a workload, as declared.
final class MemberTeller {
  private final Map<String, List<RuleOfPreset>> rulesByMetric = new HashMap<>();
  private final Map<String, Bindings> bindingsByPreset = new HashMap<>();
  private final Set<List<String>> keys = new LinkedHashSet<>();

  private record RuleOfPreset(SignalPreset preset, MemberRule rule) {}

  /// One workload's use for a series that tells of members.
  ///
  /// @param workload whose member it tells of
  /// @param preset how its page is read
  /// @param rule what makes it tell
  record Telling(String workload, SignalPreset preset, MemberRule rule) {}

  void add(SignalPreset preset) {
    for (MemberRule rule : preset.members()) {
      rulesByMetric
          .computeIfAbsent(rule.metric(), _ -> new ArrayList<>())
          .add(new RuleOfPreset(preset, rule));
      keys.add(rule.key());
    }
  }

  /// The workloads that one preset tells of.
  Bindings bindings(SignalPreset preset) {
    return bindingsByPreset.computeIfAbsent(preset.name(), _ -> new Bindings());
  }

  boolean tells(String metric) {
    return rulesByMetric.containsKey(metric);
  }

  /// The labels by which members are named, each way of naming them once.
  Set<List<String>> keys() {
    return keys;
  }

  /// Whose members a series tells of.
  List<Telling> tellings(String metric, Labels labels) {
    List<Telling> tellings = new ArrayList<>();
    for (RuleOfPreset one : rulesByMetric.getOrDefault(metric, List.of())) {
      Bindings bindings = bindingsByPreset.get(one.preset.name());
      if (bindings != null && labels.equalsAll(one.rule.labels())) {
        for (Bindings.Binding binding : bindings.of(labels)) {
          tellings.add(new Telling(binding.workload().name(), one.preset, one.rule));
        }
      }
    }
    return tellings;
  }
}
