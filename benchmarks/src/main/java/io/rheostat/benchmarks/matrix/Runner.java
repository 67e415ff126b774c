package io.rheostat.benchmarks.matrix;

import io.rheostat.simulator.bound.Clairvoyant;
import io.rheostat.simulator.contest.Contender;
import io.rheostat.simulator.contest.Contest;
import io.rheostat.simulator.contest.Halves;
import io.rheostat.simulator.contest.Result;
import io.rheostat.simulator.contest.Trial;
import java.util.ArrayList;
import java.util.List;

/// Runs policies on trials and reports the progress.
final class Runner {
  private final Progress progress;

  Runner(Progress progress) {
    this.progress = progress;
  }

  /// Runs one policy on all trials.
  List<Halves> all(Contender contender, List<Entrant> entrants) {
    List<Halves> runs = new ArrayList<>();
    for (Entrant entrant : entrants) {
      runs.add(one(contender, entrant));
    }
    return List.copyOf(runs);
  }

  private Halves one(Contender contender, Entrant entrant) {
    Trial trial = entrant.trial();
    Halves halves = Contest.halves(trial, contender, entrant.seed());
    progress.ran(trial.scenario().traces().getOrDefault(trial.workload(), List.of()).size());
    return halves;
  }

  /// Runs the clairvoyant's schedules and returns the best one for each trial.
  List<Halves> foreseen(List<Entrant> entrants, Extent extent) {
    List<Halves> runs = new ArrayList<>();
    for (Entrant entrant : entrants) {
      List<Halves> tried = new ArrayList<>();
      List<Result> results = new ArrayList<>();
      for (Clairvoyant schedule :
          Extent.spread(Clairvoyant.grid(entrant.trial()), extent.schedules())) {
        Halves halves = one(schedule, entrant);
        tried.add(halves);
        results.add(halves.whole());
      }
      Result best = Clairvoyant.best(results, extent.foreseen());
      runs.add(tried.get(results.indexOf(best)));
    }
    return List.copyOf(runs);
  }
}
