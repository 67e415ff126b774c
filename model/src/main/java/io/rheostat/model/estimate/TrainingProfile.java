package io.rheostat.model.estimate;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.JobProfile;
import java.util.Optional;

/// Experience of a training job with widths and restarts.
///
/// @param mostWorkers most workers worth trying next; 0 without a limit
/// @param lostSeconds training since the last checkpoint: a restart now repeats it
/// @param checkpointSeconds time to write a checkpoint
/// @param restoreSeconds time to read one
/// @param learned step times for later jobs of its profile key; present once it has ended
public record TrainingProfile(
    int mostWorkers,
    double lostSeconds,
    double checkpointSeconds,
    double restoreSeconds,
    Optional<JobProfile> learned) {
  /// Profile of a job whose widths are all known, and whose restarts lose nothing.
  public static final TrainingProfile UNLIMITED = new TrainingProfile(0, 0, 0, 0);

  /// Creates the experience of a job that leaves nothing to others.
  public TrainingProfile(
      int mostWorkers, double lostSeconds, double checkpointSeconds, double restoreSeconds) {
    this(mostWorkers, lostSeconds, checkpointSeconds, restoreSeconds, Optional.empty());
  }

  public TrainingProfile {
    Require.atLeast("mostWorkers", 0, mostWorkers);
    Require.atLeastZero("lostSeconds", lostSeconds);
    Require.atLeastZero("checkpointSeconds", checkpointSeconds);
    Require.atLeastZero("restoreSeconds", restoreSeconds);
  }

  /// Returns the seconds of a restart beyond the start of the workers: the checkpoint before it,
  /// its reading, and the work done again.
  public double restartSeconds() {
    return lostSeconds + checkpointSeconds + restoreSeconds;
  }

  /// Returns whether a number of workers may be tried.
  public boolean allows(int workers) {
    return mostWorkers == 0 || workers <= mostWorkers;
  }
}
