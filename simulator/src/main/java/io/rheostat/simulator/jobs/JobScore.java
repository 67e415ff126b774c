package io.rheostat.simulator.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Score of a scheduler: what became of each job.
///
/// @param jobs in the order of submission
public record JobScore(List<Finished> jobs) {
  /// One job.
  ///
  /// @param name of the job
  /// @param application its kind
  /// @param submittedAt seconds since the start
  /// @param completedAt likewise
  /// @param restarts without the first start
  /// @param deviceSeconds devices held by type of the cluster, delays included
  /// @param fairness finish-time fairness: its time over that alone in an equal share of the
  ///     cluster, above 1 when it would have been faster there (Themis, NSDI 2020)
  public record Finished(
      String name,
      String application,
      double submittedAt,
      double completedAt,
      int restarts,
      List<Double> deviceSeconds,
      double fairness) {
    /// Returns the job completion time in seconds, queueing included.
    public double seconds() {
      return completedAt - submittedAt;
    }
  }

  public JobScore {
    jobs = List.copyOf(jobs);
  }

  static JobScore of(ClusterShape cluster, List<ClusterJob> all) {
    List<Finished> jobs = new ArrayList<>();
    FinishTimeFairness fairness = new FinishTimeFairness(cluster, all);
    for (ClusterJob job : all) {
      jobs.add(
          new Finished(
              job.submission().name(),
              job.application().name(),
              job.submission().atSeconds(),
              job.completedAt(),
              job.restarts(),
              cluster.types().stream().map(job::deviceSeconds).toList(),
              fairness.of(job)));
    }
    return new JobScore(jobs);
  }

  /// Returns the mean completion time of the jobs with a property, in seconds; not a number without
  /// one.
  public double meanSeconds(Predicate<Finished> which) {
    return jobs.stream().filter(which).mapToDouble(Finished::seconds).average().orElse(Double.NaN);
  }

  /// Returns the mean completion time in seconds.
  public double meanSeconds() {
    return meanSeconds(_ -> true);
  }

  /// Returns a quantile of the completion times in seconds, linear between neighbours.
  public double quantileSeconds(double share) {
    double[] sorted = jobs.stream().mapToDouble(Finished::seconds).sorted().toArray();
    double at = share * (sorted.length - 1);
    int low = (int) at;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }

  /// Returns the end of the last job, in seconds since the start.
  public double makespanSeconds() {
    return jobs.stream().mapToDouble(Finished::completedAt).max().orElse(0);
  }

  /// Returns the mean number of restarts.
  public double restartsPerJob() {
    return jobs.stream().mapToInt(Finished::restarts).average().orElse(0);
  }

  /// Returns the hours of devices held.
  public double deviceHours() {
    return jobs.stream().flatMap(job -> job.deviceSeconds().stream()).mapToDouble(s -> s).sum()
        / 3600;
  }

  /// Returns the price of the devices held.
  ///
  /// @param usdPerHour price of a device by type of the cluster
  public double costUsd(List<Double> usdPerHour) {
    double sum = 0;
    for (Finished job : jobs) {
      for (int t = 0; t < usdPerHour.size(); t++) {
        sum += job.deviceSeconds().get(t) / 3600 * usdPerHour.get(t);
      }
    }
    return sum;
  }

  /// Returns the largest finish-time fairness.
  public double worstFairness() {
    return jobs.stream().mapToDouble(Finished::fairness).max().orElse(0);
  }

  /// Returns the share of jobs that would have been faster alone in an equal share.
  public double unfairShare() {
    return jobs.stream().filter(job -> job.fairness() > 1).count() / (double) jobs.size();
  }
}
