package io.rheostat.ingest.matching;

import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.Ingest;
import io.rheostat.config.settings.SeriesRule;
import io.rheostat.config.settings.SignalPreset;
import io.rheostat.ingest.account.FamilyNames;
import io.rheostat.ingest.account.IngestAccounts;
import io.rheostat.ingest.account.WorkloadAccount;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.matching.membership.MemberKey;
import io.rheostat.ingest.matching.membership.Members;
import io.rheostat.ingest.matching.membership.MembershipRules;
import io.rheostat.ingest.matching.membership.PresetBindings;
import io.rheostat.ingest.matching.membership.SeriesMember;
import io.rheostat.ingest.matching.membership.WorkloadUse;
import io.rheostat.ingest.matching.membership.WorkloadUses;
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
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Matcher of series to workloads and signals, by the declaration and the reported members of the
/// workloads. Shared by all sources; a new configuration makes a new one with the same members.
public final class SeriesMatcher {
  private static final int RULES_PER_SIGNAL = 64;

  /// Limit of names with remembered rules; the rules of others are searched for each time.
  private static final int MOST_NAMES = 20_000;

  private static final int SPELLED_OTHERWISE = RULES_PER_SIGNAL / 2;

  private final Map<String, List<RuleOfPreset>> rulesByMetric = new HashMap<>();
  private final Map<String, List<RuleOfPreset>> rulesByPlainName = new HashMap<>();
  private final Map<String, List<RuleOfPreset>> rulesWithoutUnit = new HashMap<>();
  private final Map<String, List<RuleOfPreset>> rulesFound = new ConcurrentHashMap<>();
  private final Map<String, PresetBindings> bindingsByPreset = new HashMap<>();
  private final SortedMap<String, Workload> workloads;
  private final MembershipRules teller = new MembershipRules();
  private final Members members;
  private final IngestAccounts accounts;

  /// Creates a matcher from the workloads' bindings and the presets they name.
  ///
  /// @throws IllegalArgumentException when a workload names an undeclared preset
  public SeriesMatcher(Configuration configuration) {
    this(configuration, new IngestAccounts());
  }

  /// Creates a matcher from the workloads' bindings and the presets they name.
  ///
  /// @param accounts counters of unread samples with a workload's labels
  /// @throws IllegalArgumentException when a workload names an undeclared preset
  public SeriesMatcher(Configuration configuration, IngestAccounts accounts) {
    this(configuration, accounts, new Members());
  }

  /// Returns a matcher of another configuration with the members known so far: sources report them
  /// only now and then.
  ///
  /// @throws IllegalArgumentException when a workload names an undeclared preset
  public SeriesMatcher redeclared(Configuration configuration) {
    return new SeriesMatcher(configuration, accounts, members);
  }

  private SeriesMatcher(Configuration configuration, IngestAccounts accounts, Members members) {
    this.accounts = accounts;
    this.members = members;
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
    PresetBindings bindings =
        bindingsByPreset.computeIfAbsent(preset.name(), _ -> new PresetBindings());
    if (binding.members()) {
      bindings.addOfMembers(workload, order, binding.match());
    } else if (preset.members().isEmpty()) {
      bindings.add(workload, order);
    } else {
      teller.bindings(preset).add(workload, order);
      bindings.addOfMembers(workload, order, new TreeMap<>());
    }
  }

  /// Returns the readings of one target's pages.
  ///
  /// @param targetLabels labels added to every series of the target
  public TargetReadings target(Labels targetLabels) {
    return new TargetReadings(new SeriesResolver(this, targetLabels));
  }

  /// Returns the readings of samples pushed by sources.
  ///
  /// @param declared limits, and labels to be dropped
  public PushReadings pushed(Ingest declared) {
    return new PushReadings(new SeriesResolver(this, Labels.EMPTY), declared);
  }

  /// Tells whether any preset names this metric.
  boolean reads(String metric) {
    return !rules(metric).isEmpty() || teller.tells(metric);
  }

  /// Returns the accounts of the workloads.
  IngestAccounts accounts() {
    return accounts;
  }

  /// Returns the rules of a metric: those of its very name, and of presets without any, those of
  /// another spelling of it.
  private List<RuleOfPreset> rules(String metric) {
    List<RuleOfPreset> known = rulesFound.get(metric);
    if (known != null) {
      return known;
    }
    List<RuleOfPreset> found = new ArrayList<>(rulesByMetric.getOrDefault(metric, List.of()));
    addOthers(rulesByPlainName.getOrDefault(FamilyNames.plain(metric), List.of()), found);
    addOthers(rulesWithoutUnit.getOrDefault(FamilyNames.withoutUnit(metric), List.of()), found);
    if (rulesFound.size() < MOST_NAMES) {
      rulesFound.put(metric, List.copyOf(found));
    }
    return found;
  }

  /// Adds the rules of presets without any; of a preset's spellings the first counts.
  private static void addOthers(List<RuleOfPreset> others, List<RuleOfPreset> found) {
    List<RuleOfPreset> before = List.copyOf(found);
    for (RuleOfPreset other : others) {
      boolean there =
          before.stream().anyMatch(one -> one.preset.name().equals(other.preset.name()));
      if (!there && found.stream().noneMatch(one -> one.means(other))) {
        found.add(other.spelledOtherwise());
      }
    }
  }

  /// Returns the workloads with the labels of a series, whatever its family.
  List<WorkloadAccount> owners(Labels labels) {
    SortedSet<String> names = new TreeSet<>();
    for (PresetBindings bindings : bindingsByPreset.values()) {
      for (PresetBindings.Binding binding : bindings.of(labels)) {
        if (!binding.workload().metrics().get(binding.order()).match().isEmpty()) {
          names.add(binding.workload().name());
        }
      }
    }
    for (List<String> keys : teller.keys()) {
      MemberKey.of(keys, labels)
          .ifPresent(key -> members.of(key).forEach(member -> names.add(member.workload())));
    }
    List<WorkloadAccount> owners = new ArrayList<>(names.size());
    for (String name : names) {
      accounts.workload(name).ifPresent(owners::add);
    }
    return owners;
  }

  /// Returns the number of declared workloads.
  int workloads() {
    return workloads.size();
  }

  /// Returns the index of membership series.
  MembershipRules teller() {
    return teller;
  }

  /// Returns the known members.
  Members members() {
    return members;
  }

  /// Returns all uses of a series, each by its workload.
  WorkloadUses claims(String metric, Labels labels) {
    List<WorkloadUse> claims = new ArrayList<>();
    boolean byMembership = false;
    for (RuleOfPreset rule : rules(metric)) {
      PresetBindings bindings = bindingsByPreset.get(rule.preset.name());
      if (bindings != null && labels.equalsAll(rule.rule.labels())) {
        for (PresetBindings.Binding binding : bindings.of(labels)) {
          claims.add(rule.claim(binding, Optional.empty()));
        }
        if (bindings.readsMembers()) {
          byMembership |= claimMembers(rule, bindings, labels, claims);
        }
      }
    }
    return new WorkloadUses(claims, byMembership);
  }

  /// Adds the claims of workloads with the series' member.
  ///
  /// @return whether the series has the key of a possible member
  private boolean claimMembers(
      RuleOfPreset rule, PresetBindings bindings, Labels labels, List<WorkloadUse> claims) {
    List<SeriesMember> known = new ArrayList<>();
    boolean named = false;
    for (List<String> names : teller.keys()) {
      Optional<MemberKey> key = MemberKey.of(names, labels);
      named |= key.isPresent();
      key.ifPresent(one -> known.addAll(members.of(one)));
    }
    List<WorkloadUse> claimed = new ArrayList<>();
    boolean read = false;
    for (SeriesMember member : known) {
      List<PresetBindings.Binding> found = bindings.ofMember(member.workload(), labels);
      read |= !found.isEmpty();
      for (PresetBindings.Binding binding : found) {
        claimed.add(rule.claim(binding, Optional.of(member)));
      }
      Workload workload = workloads.get(member.workload());
      if (found.isEmpty() && workload != null) {
        // This workload does not read the series, but shares a member with a workload reading it.
        claimed.add(rule.claim(new PresetBindings.Binding(workload, 0), Optional.of(member)));
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
      String name = rule.metric() + (buckets ? "_bucket" : "");
      RuleOfPreset one = new RuleOfPreset(preset, rule, Math.min(preference, RULES_PER_SIGNAL - 1));
      rulesByMetric.computeIfAbsent(name, _ -> new ArrayList<>()).add(one);
      rulesByPlainName.computeIfAbsent(FamilyNames.plain(name), _ -> new ArrayList<>()).add(one);
      if (rule.scale() == 1) {
        // Where a rule scales, another unit in the name may be another unit of the value.
        rulesWithoutUnit
            .computeIfAbsent(FamilyNames.withoutUnit(name), _ -> new ArrayList<>())
            .add(one);
      }
    }
  }

  private record RuleOfPreset(SignalPreset preset, SeriesRule rule, int preference) {
    /// Tells whether both read the same of one preset.
    boolean means(RuleOfPreset other) {
      return preset.name().equals(other.preset.name())
          && rule.signal() == other.rule.signal()
          && rule.labels().equals(other.rule.labels());
    }

    /// Returns the rule for another spelling: less preferred than all rules of the very name, so
    /// two senders with different spellings do not count double.
    RuleOfPreset spelledOtherwise() {
      int later = Math.min(RULES_PER_SIGNAL - 1, preference + SPELLED_OTHERWISE);
      return new RuleOfPreset(preset, rule, later);
    }

    WorkloadUse claim(PresetBindings.Binding binding, Optional<SeriesMember> member) {
      // The rules of a workload's first preset before all rules of its second.
      int ordered = binding.order() * RULES_PER_SIGNAL + preference;
      return new WorkloadUse(binding.workload(), preset, rule, ordered, member);
    }
  }
}
