package io.rheostat.contest.scenario;

import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.TrialResult;

/// Policy selected by name. It may depend on the trial.
public interface PolicyName {
  /// Runs it.
  ///
  /// @throws IllegalArgumentException when it cannot be run on this trial
  TrialResult run(PolicyTrial trial, long seed);
}
