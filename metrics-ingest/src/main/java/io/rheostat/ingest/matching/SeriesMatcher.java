package io.rheostat.ingest.matching;

import io.rheostat.config.Configuration;
import io.rheostat.config.Ingest;
import io.rheostat.config.SeriesRule;
import io.rheostat.config.SignalPreset;
import io.rheostat.ingest.exposition.Labels;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.signal.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Knows which series belong to which workload and what they mean, as declared. Immutable and
/// shared; a new configuration makes a new one.
public final class SeriesMatcher {
  private static final int RULES_PER_SIGNAL = 64;

  private final Map<String, List<RuleOfPreset>> rulesByMetric = new HashMap<>();
  private final Map<String, Bindings> bindingsByPreset = new HashMap<>();

  /// Reads the workloads' bindings and the presets they name.
  ///
  /// @throws IllegalArgumentException when a workload names a preset that is not there
  public SeriesMatcher(Configuration configuration) {
    for (SignalPreset preset : configuration.presets().values()) {
      addRules(preset);
    }
    for (Workload workload : configuration.fleet().workloads().values()) {
      for (int order = 0; order < workload.metrics().size(); order++) {
        String preset = workload.metrics().get(order).preset();
        if (!configuration.presets().containsKey(preset)) {
          throw new IllegalArgumentException(
              "workload "
                  + workload.name()
                  + " names preset "
                  + preset
                  + ", which is not declared.");
        }
        bindingsByPreset.computeIfAbsent(preset, _ -> new Bindings()).add(workload, order);
      }
    }
  }

  /// Folds the pages of one target into readings.
  ///
  /// @param targetLabels labels added to every series of the target
  public TargetReadings target(Labels targetLabels) {
    return new TargetReadings(new SeriesResolver(this, targetLabels));
  }

  /// Folds the samples that sources push into readings.
  ///
  /// @param declared limits, and labels that are dropped
  public PushReadings pushed(Ingest declared) {
    return new PushReadings(new SeriesResolver(this, Labels.EMPTY), declared);
  }

  /// Whether any preset names this metric.
  boolean reads(String metric) {
    return rulesByMetric.containsKey(metric);
  }

  /// All uses of a series, each by its workload.
  List<Claim> claims(String metric, Labels labels) {
    List<Claim> claims = new ArrayList<>();
    for (RuleOfPreset rule : rulesByMetric.getOrDefault(metric, List.of())) {
      Bindings bindings = bindingsByPreset.get(rule.preset.name());
      if (bindings != null && labels.equalsAll(rule.rule.labels())) {
        for (Bindings.Binding binding : bindings.of(labels)) {
          // The rules of a workload's first preset before all rules of its second.
          int preference = binding.order() * RULES_PER_SIGNAL + rule.preference;
          claims.add(new Claim(binding.workload(), rule.preset, rule.rule, preference));
        }
      }
    }
    return claims;
  }

  private void addRules(SignalPreset preset) {
    Map<Signal, Integer> preferences = new EnumMap<>(Signal.class);
    for (SeriesRule rule : preset.rules()) {
      int preference = preferences.merge(rule.signal(), 1, Integer::sum) - 1;
      boolean buckets = rule.signal().kind() == Signal.Kind.HISTOGRAM;
      rulesByMetric
          .computeIfAbsent(rule.metric() + (buckets ? "_bucket" : ""), _ -> new ArrayList<>())
          .add(new RuleOfPreset(preset, rule, Math.min(preference, RULES_PER_SIGNAL - 1)));
    }
  }

  private record RuleOfPreset(SignalPreset preset, SeriesRule rule, int preference) {}
}
