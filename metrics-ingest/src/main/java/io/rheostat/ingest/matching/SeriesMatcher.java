package io.rheostat.ingest.matching;

import io.rheostat.config.Configuration;
import io.rheostat.config.Ingest;
import io.rheostat.config.SeriesRule;
import io.rheostat.config.SignalPreset;
import io.rheostat.ingest.exposition.Labels;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.signal.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Knows which series belong to which workload and what they mean, as declared, and what sources
/// told
/// of the workloads' members. Shared by all sources; a new configuration makes a new one, which
/// learns the members anew.
public final class SeriesMatcher {
  private static final int RULES_PER_SIGNAL = 64;

  private final Map<String, List<RuleOfPreset>> rulesByMetric = new HashMap<>();
  private final Map<String, Bindings> bindingsByPreset = new HashMap<>();
  private final SortedMap<String, Workload> workloads;
  private final MemberTeller teller = new MemberTeller();
  private final Members members = new Members();

  /// Reads the workloads' bindings and the presets they name.
  ///
  /// @throws IllegalArgumentException when a workload names a preset that is not there
  public SeriesMatcher(Configuration configuration) {
    workloads = configuration.fleet().workloads();
    for (SignalPreset preset : configuration.presets().values()) {
      addRules(preset);
      teller.add(preset);
    }
    for (Workload workload : workloads.values()) {
      for (int order = 0; order < workload.metrics().size(); order++) {
        String name = workload.metrics().get(order).preset();
        SignalPreset preset = configuration.presets().get(name);
        if (preset == null) {
          throw new IllegalArgumentException(
              "workload " + workload.name() + " names preset " + name + ", which is not declared.");
        }
        bind(workload, order, preset);
      }
    }
  }

  private void bind(Workload workload, int order, SignalPreset preset) {
    MetricsBinding binding = workload.metrics().get(order);
    Bindings bindings = bindingsByPreset.computeIfAbsent(preset.name(), _ -> new Bindings());
    if (binding.members()) {
      bindings.addOfMembers(workload, order, binding.match());
    } else if (preset.members().isEmpty()) {
      bindings.add(workload, order);
    } else {
      teller.bindings(preset).add(workload, order);
      bindings.addOfMembers(workload, order, new TreeMap<>());
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
    return rulesByMetric.containsKey(metric) || teller.tells(metric);
  }

  /// Which series tell of members.
  MemberTeller teller() {
    return teller;
  }

  /// What is known of members.
  Members members() {
    return members;
  }

  /// All uses of a series, each by its workload.
  Claims claims(String metric, Labels labels) {
    List<Claim> claims = new ArrayList<>();
    boolean byMembership = false;
    for (RuleOfPreset rule : rulesByMetric.getOrDefault(metric, List.of())) {
      Bindings bindings = bindingsByPreset.get(rule.preset.name());
      if (bindings != null && labels.equalsAll(rule.rule.labels())) {
        for (Bindings.Binding binding : bindings.of(labels)) {
          claims.add(rule.claim(binding, Optional.empty()));
        }
        if (bindings.readsMembers()) {
          byMembership |= claimMembers(rule, bindings, labels, claims);
        }
      }
    }
    return new Claims(claims, byMembership);
  }

  /// Adds the claims of workloads whose member the series is of.
  ///
  /// @return whether the series names something that may be a member
  private boolean claimMembers(
      RuleOfPreset rule, Bindings bindings, Labels labels, List<Claim> claims) {
    List<Member> known = new ArrayList<>();
    boolean named = false;
    for (List<String> names : teller.keys()) {
      Optional<MemberKey> key = MemberKey.of(names, labels);
      named |= key.isPresent();
      key.ifPresent(one -> known.addAll(members.of(one)));
    }
    List<Claim> claimed = new ArrayList<>();
    boolean read = false;
    for (Member member : known) {
      List<Bindings.Binding> found = bindings.ofMember(member.workload(), labels);
      read |= !found.isEmpty();
      for (Bindings.Binding binding : found) {
        claimed.add(rule.claim(binding, Optional.of(member)));
      }
      Workload workload = workloads.get(member.workload());
      if (found.isEmpty() && workload != null) {
        // It does not read the series, but whoever does shares a member with it.
        claimed.add(rule.claim(new Bindings.Binding(workload, 0), Optional.of(member)));
      }
    }
    if (read) {
      claims.addAll(claimed);
    }
    return named;
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

  private record RuleOfPreset(SignalPreset preset, SeriesRule rule, int preference) {
    Claim claim(Bindings.Binding binding, Optional<Member> member) {
      // The rules of a workload's first preset before all rules of its second.
      int ordered = binding.order() * RULES_PER_SIGNAL + preference;
      return new Claim(binding.workload(), preset, rule, ordered, member);
    }
  }
}
