package io.rheostat.contest.matrix;

import io.rheostat.contest.bound.Clairvoyant;
import io.rheostat.contest.trial.Contender;
import io.rheostat.contest.trial.Contest;
import io.rheostat.contest.trial.HalvesResult;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;

/// Runs policies on trials and reports the progress.
final class Runner {
  private final RunProgress progress;

  Runner(RunProgress progress) {
    this.progress = progress;
  }

  /// Runs one policy on all trials.
  List<HalvesResult> all(Contender contender, List<SeededTrial> entrants) {
    List<HalvesResult> runs = new ArrayList<>();
    for (SeededTrial entrant : entrants) {
      runs.add(one(contender, entrant));
    }
    return List.copyOf(runs);
  }

  private HalvesResult one(Contender contender, SeededTrial entrant) {
    PolicyTrial trial = entrant.trial();
    HalvesResult halves = Contest.halves(trial, contender, entrant.seed());
    progress.ran(trial.scenario().requests(trial.workload()).size());
    return halves;
  }

  /// Runs the clairvoyant's schedules and returns the best one for each trial.
  List<HalvesResult> foreseen(List<SeededTrial> entrants, RunAmount extent) {
    List<HalvesResult> runs = new ArrayList<>();
    for (SeededTrial entrant : entrants) {
      List<HalvesResult> tried = new ArrayList<>();
      List<TrialResult> results = new ArrayList<>();
      for (Clairvoyant schedule :
          RunAmount.spread(Clairvoyant.grid(entrant.trial()), extent.schedules())) {
        HalvesResult halves = one(schedule, entrant);
        tried.add(halves);
        results.add(halves.whole());
      }
      TrialResult best = Clairvoyant.best(results, extent.foreseen());
      runs.add(tried.get(results.indexOf(best)));
    }
    return List.copyOf(runs);
  }
}
