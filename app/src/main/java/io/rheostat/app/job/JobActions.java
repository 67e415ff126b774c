package io.rheostat.app.job;

/// Actions on training jobs at run time. Each call returns its result, for a person; an impossible
/// action is an `IllegalArgumentException` with the reason and the remedy.
public interface JobActions {
  /// Result of a submission.
  ///
  /// @param job name of the job
  /// @param words for a person
  record Submitted(String job, String words) {}

  /// Submits a training job.
  ///
  /// @param text its declaration, a YAML or JSON document
  Submitted submit(String text);

  /// Cancels a submitted job: its devices are released.
  String cancel(String job);
}
