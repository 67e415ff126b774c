package io.rheostat.simulator.jobs;

/// Jobs that do not come to an end on a cluster under a scheduler.
public final class UnfinishedJobsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param jobs submitted and not complete
  /// @param days simulated
  UnfinishedJobsException(int jobs, long days) {
    super(
        jobs
            + (jobs == 1 ? " job is" : " jobs are")
            + " not complete after "
            + days
            + " simulated days.");
  }
}
