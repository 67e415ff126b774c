package io.rheostat.contest.matrix;

import io.rheostat.contest.baseline.Baselines;
import io.rheostat.contest.baseline.PolicyFamily;
import io.rheostat.contest.baseline.service.ServiceFacts;
import io.rheostat.contest.capacity.OfflineCapacity;
import io.rheostat.contest.matrix.Case.TwoTypes;
import io.rheostat.contest.matrix.Rows.Who;
import io.rheostat.contest.report.PolicyRow;
import io.rheostat.contest.report.SettingsOrigin;
import io.rheostat.contest.trial.Contender;
import io.rheostat.contest.trial.HalvesResult;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.RheostatPolicy;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A service with two device types: families scaling one deployment run on either type, choosing
/// families on both, with the settings found best on the first type alone.
final class TwoTypesRun {
  private static final Set<String> CHOOSE = Set.of("llmd-wva-v1", "llmd-wva-v2");

  private final Case of;
  private final TwoTypes types;
  private final OfflineCapacity capacity;
  private final Runner runner;
  private final Rows rows;

  TwoTypesRun(Case of, TwoTypes types, OfflineCapacity capacity, Runner runner) {
    this.of = of;
    this.types = types;
    this.capacity = capacity;
    this.runner = runner;
    this.rows = new Rows(types.conditions(), of.halving(), new CostBounds(types.both()));
  }

  /// @param tuned families on the first type
  List<PolicyRow> rows(List<Tuned> tuned) {
    rows.add(CaseRun.rheostat(), runner.all(new RheostatPolicy(), types.both()));
    ServiceFacts both = ServiceFacts.of(types.both().getFirst().trial(), capacity);
    ServiceFacts second = ServiceFacts.of(types.second().getFirst().trial(), capacity);
    List<PolicyFamily> choosing = Baselines.families(both);
    List<PolicyFamily> onSecond = Baselines.families(second);
    for (int i = 0; i < tuned.size(); i++) {
      Tuned family = tuned.get(i);
      if (CHOOSE.contains(family.family().name())) {
        run(family, choosing.get(i), types.both(), "");
      } else {
        copy(family, " on " + device(types.both()));
        run(family, onSecond.get(i), types.second(), " on " + device(types.second()));
      }
    }
    if (of.extent().schedules() > 0) {
      rows.add(
          new Who("clairvoyant", SettingsOrigin.CLAIRVOYANT, "clairvoyant"),
          runner.foreseen(types.both(), of.extent()));
    }
    return rows.all();
  }

  /// Returns the first permitted device type.
  private static String device(List<SeededTrial> entrants) {
    PolicyTrial trial = entrants.getFirst().trial();
    var workload = trial.scenario().fleet().workloads().get(trial.workload());
    return Objects.requireNonNull(workload).placements().getFirst().device();
  }

  /// Copies the family's rows from the first type alone.
  private void copy(Tuned family, String where) {
    add(family, SettingsOrigin.SHIPPED, family.family().shipped().name() + where, family.shipped());
    int hindsight = family.inHindsight();
    String best = family.setting(hindsight).name() + where;
    add(family, SettingsOrigin.HINDSIGHT, best, family.grid().get(hindsight));
    int half = family.onFirstHalf();
    add(
        family,
        SettingsOrigin.HALF_TUNED,
        family.setting(half).name() + where,
        family.grid().get(half));
  }

  private void run(Tuned tuned, PolicyFamily family, List<SeededTrial> entrants, String where) {
    List<Contender> grid = RunAmount.spread(family.grid(), of.extent().settings());
    Contender shipped = family.shipped();
    add(tuned, SettingsOrigin.SHIPPED, shipped.name() + where, runner.all(shipped, entrants));
    Contender best = grid.get(counterpart(tuned.inHindsight(), tuned.grid().size(), grid.size()));
    List<HalvesResult> runs = runner.all(best, entrants);
    add(tuned, SettingsOrigin.HINDSIGHT, best.name() + where, runs);
    Contender half = grid.get(counterpart(tuned.onFirstHalf(), tuned.grid().size(), grid.size()));
    boolean same = half.name().equals(best.name());
    add(
        tuned,
        SettingsOrigin.HALF_TUNED,
        half.name() + where,
        same ? runs : runner.all(half, entrants));
  }

  /// Returns the index of a setting in a grid of another type, possibly with fewer distinct
  /// settings.
  static int counterpart(int place, int settings, int otherSettings) {
    return settings < 2 ? 0 : Math.round(place * (otherSettings - 1f) / (settings - 1));
  }

  private void add(Tuned family, SettingsOrigin kind, String policy, List<HalvesResult> runs) {
    rows.add(new Who(family.family().name(), kind, policy), runs);
  }
}
