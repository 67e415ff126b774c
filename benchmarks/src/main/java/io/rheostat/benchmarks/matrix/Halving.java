package io.rheostat.benchmarks.matrix;

import io.rheostat.simulator.contest.Halves;
import io.rheostat.simulator.contest.Result;
import java.util.List;

/// Definition of the first half, used by the honest user for tuning.
enum Halving {
  /// The first half of each trial's judged time.
  BY_TIME {
    @Override
    List<Result> first(List<Halves> runs) {
      return runs.stream().map(Halves::first).toList();
    }

    @Override
    List<Result> second(List<Halves> runs) {
      return runs.stream().map(Halves::second).toList();
    }
  },
  /// The first half of the trials.
  BY_TRIAL {
    @Override
    List<Result> first(List<Halves> runs) {
      return runs.subList(0, (runs.size() + 1) / 2).stream().map(Halves::whole).toList();
    }

    @Override
    List<Result> second(List<Halves> runs) {
      int half = (runs.size() + 1) / 2;
      return runs.subList(half, runs.size()).stream().map(Halves::whole).toList();
    }
  };

  /// Returns the results for tuning, of one policy's runs on all trials.
  abstract List<Result> first(List<Halves> runs);

  /// Returns the results left out of tuning.
  abstract List<Result> second(List<Halves> runs);
}
