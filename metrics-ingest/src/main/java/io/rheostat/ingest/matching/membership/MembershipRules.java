package io.rheostat.ingest.matching.membership;

import io.rheostat.config.settings.MemberRule;
import io.rheostat.config.settings.SignalPreset;
import io.rheostat.ingest.exposition.series.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Index of the membership series: their declared presets, rules and workloads.
public final class MembershipRules {
  private final Map<String, List<RuleOfPreset>> rulesByMetric = new HashMap<>();
  private final Map<String, PresetBindings> bindingsByPreset = new HashMap<>();
  private final Set<List<String>> keys = new LinkedHashSet<>();

  private record RuleOfPreset(SignalPreset preset, MemberRule rule) {}

  /// Use of a membership series by one workload.
  ///
  /// @param workload owner of the member
  /// @param preset reader of its page
  /// @param rule its rule of membership
  public record Telling(String workload, SignalPreset preset, MemberRule rule) {}

  /// Adds the membership rules of a preset, and their identifying labels.
  public void add(SignalPreset preset) {
    for (MemberRule rule : preset.members()) {
      rulesByMetric
          .computeIfAbsent(rule.metric(), _ -> new ArrayList<>())
          .add(new RuleOfPreset(preset, rule));
      keys.add(rule.key());
    }
  }

  /// Returns the workloads with members reported by one preset.
  public PresetBindings bindings(SignalPreset preset) {
    return bindingsByPreset.computeIfAbsent(preset.name(), _ -> new PresetBindings());
  }

  /// Returns whether any preset has a membership rule for a metric.
  public boolean tells(String metric) {
    return rulesByMetric.containsKey(metric);
  }

  /// Returns the identifying labels of members, each combination once.
  public Set<List<String>> keys() {
    return keys;
  }

  /// Returns the workloads with a member reported by a series.
  public List<Telling> tellings(String metric, Labels labels) {
    List<Telling> tellings = new ArrayList<>();
    for (RuleOfPreset one : rulesByMetric.getOrDefault(metric, List.of())) {
      PresetBindings bindings = bindingsByPreset.get(one.preset.name());
      if (bindings != null && labels.equalsAll(one.rule.labels())) {
        for (PresetBindings.Binding binding : bindings.of(labels)) {
          tellings.add(new Telling(binding.workload().name(), one.preset, one.rule));
        }
      }
    }
    return tellings;
  }
}
