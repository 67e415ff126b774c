package io.rheostat.simulator.jobs;

/// Sources of the observations that a job's agent predicts its speed from.
public enum JobKnowledge {
  /// Its own observations.
  OWN,

  /// From its submission, also the observations of earlier jobs of the same application.
  SHARED,

  /// The true tables: an oracle.
  TRUE
}
