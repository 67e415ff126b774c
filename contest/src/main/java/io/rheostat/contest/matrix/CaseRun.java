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
import io.rheostat.contest.trial.RheostatPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Runs everything of one case, on one thread.
final class CaseRun {
  private final Case of;
  private final OfflineCapacity capacity;
  private final Runner runner;

  CaseRun(Case of, OfflineCapacity capacity, RunProgress progress) {
    this.of = of;
    this.capacity = capacity;
    this.runner = new Runner(progress);
  }

  /// Returns the case's rows, then those of its service on two types.
  List<PolicyRow> rows() {
    List<Tuned> tuned = new ArrayList<>();
    Rows rows = new Rows(of.conditions(), of.halving(), new CostBounds(of.entrants()));
    rows.add(rheostat(), runner.all(new RheostatPolicy(), of.entrants()));
    if (of.extent().shipped()) {
      for (PolicyFamily family : families(of.entrants())) {
        tuned.add(tuned(family));
      }
    }
    for (Tuned family : tuned) {
      rows.add(who(family, SettingsOrigin.SHIPPED, family.family().shipped()), family.shipped());
    }
    if (of.extent().settings() > 0) {
      hindsight(tuned, rows);
      for (Tuned family : tuned) {
        int half = family.onFirstHalf();
        rows.add(
            who(family, SettingsOrigin.HALF_TUNED, family.setting(half)), family.grid().get(half));
      }
    }
    foreseen(of.entrants(), rows);
    List<PolicyRow> all = new ArrayList<>(rows.all());
    for (TwoTypes types : of.types()) {
      all.addAll(new TwoTypesRun(of, types, capacity, runner).rows(tuned));
    }
    return all;
  }

  static Who rheostat() {
    return new Who("rheostat", SettingsOrigin.RHEOSTAT, "rheostat");
  }

  static Who who(Tuned of, SettingsOrigin kind, Contender setting) {
    return new Who(of.family().name(), kind, setting.name());
  }

  private List<PolicyFamily> families(List<SeededTrial> entrants) {
    return Baselines.families(ServiceFacts.of(entrants.getFirst().trial(), capacity));
  }

  private Tuned tuned(PolicyFamily family) {
    List<Contender> grid = RunAmount.spread(family.grid(), of.extent().settings());
    PolicyFamily part = new PolicyFamily(family.name(), family.about(), family.shipped(), grid);
    List<List<HalvesResult>> runs = new ArrayList<>();
    for (Contender setting : grid) {
      runs.add(runner.all(setting, of.entrants()));
    }
    return new Tuned(part, runner.all(family.shipped(), of.entrants()), runs, of.halving());
  }

  void foreseen(List<SeededTrial> entrants, Rows rows) {
    if (of.extent().schedules() > 0) {
      rows.add(
          new Who("clairvoyant", SettingsOrigin.CLAIRVOYANT, "clairvoyant"),
          runner.foreseen(entrants, of.extent()));
    }
  }

  /// One setting of one family.
  private record Setting(Tuned family, int index) {
    List<HalvesResult> runs() {
      return family.grid().get(index);
    }

    double usd() {
      return runs().stream().mapToDouble(run -> run.whole().costUsd()).sum();
    }

    long good() {
      return runs().stream().mapToLong(run -> run.whole().good()).sum();
    }
  }

  /// Adds the best setting of each family, and for single trials the frontier of all settings.
  private void hindsight(List<Tuned> tuned, Rows rows) {
    List<Setting> settings = new ArrayList<>();
    List<Setting> kept = new ArrayList<>();
    for (Tuned family : tuned) {
      for (int index = 0; index < family.grid().size(); index++) {
        settings.add(new Setting(family, index));
      }
      kept.add(new Setting(family, family.inHindsight()));
    }
    if (of.halving() == TuningHalf.BY_TIME) {
      for (Setting setting : frontier(settings)) {
        if (!kept.contains(setting)) {
          kept.add(setting);
        }
      }
    }
    for (Setting setting : kept) {
      Contender contender = setting.family.setting(setting.index);
      rows.add(who(setting.family, SettingsOrigin.HINDSIGHT, contender), setting.runs());
    }
  }

  /// Returns the settings not beaten by another on cost and good requests, the cheapest first.
  private static List<Setting> frontier(List<Setting> settings) {
    List<Setting> sorted = new ArrayList<>(settings);
    sorted.sort(
        Comparator.comparingDouble(Setting::usd)
            .thenComparing(Comparator.comparingLong(Setting::good).reversed()));
    List<Setting> frontier = new ArrayList<>();
    for (Setting setting : sorted) {
      if (frontier.isEmpty() || setting.good() > frontier.getLast().good()) {
        frontier.add(setting);
      }
    }
    return frontier;
  }
}
