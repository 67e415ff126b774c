package io.rheostat.benchmarks.matrix;

import io.rheostat.simulator.contest.Halves;
import io.rheostat.simulator.contest.Result;
import java.util.List;

/// What the first half is, which the honest user tunes on.
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

  /// What is tuned on, of one policy's runs on all trials.
  abstract List<Result> first(List<Halves> runs);

  /// What is not.
  abstract List<Result> second(List<Halves> runs);
}
