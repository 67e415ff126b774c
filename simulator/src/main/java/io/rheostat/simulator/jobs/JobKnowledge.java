package io.rheostat.simulator.jobs;

/// Sources of the observations that a job's agent predicts its speed from.
public enum JobKnowledge {
  /// Its own observations.
  OWN,

  /// Also the observations of the jobs of the same application that have ended.
  ENDED,

  /// From its submission, also all observations of earlier jobs of the same application.
  SHARED,

  /// The true tables: an oracle.
  TRUE
}
