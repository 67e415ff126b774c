package io.rheostat.contest.matrix;

import io.rheostat.contest.trial.HalvesResult;
import io.rheostat.contest.trial.TrialResult;
import java.util.List;

/// Definition of the first half, used by the honest user for tuning.
enum TuningHalf {
  /// The first half of each trial's judged time.
  BY_TIME {
    @Override
    List<TrialResult> first(List<HalvesResult> runs) {
      return runs.stream().map(HalvesResult::first).toList();
    }

    @Override
    List<TrialResult> second(List<HalvesResult> runs) {
      return runs.stream().map(HalvesResult::second).toList();
    }
  },
  /// The first half of the trials.
  BY_TRIAL {
    @Override
    List<TrialResult> first(List<HalvesResult> runs) {
      return runs.subList(0, (runs.size() + 1) / 2).stream().map(HalvesResult::whole).toList();
    }

    @Override
    List<TrialResult> second(List<HalvesResult> runs) {
      int half = (runs.size() + 1) / 2;
      return runs.subList(half, runs.size()).stream().map(HalvesResult::whole).toList();
    }
  };

  /// Returns the results for tuning, of one policy's runs on all trials.
  abstract List<TrialResult> first(List<HalvesResult> runs);

  /// Returns the results left out of tuning.
  abstract List<TrialResult> second(List<HalvesResult> runs);
}
