package io.rheostat.simulator.jobs;

import io.rheostat.core.training.BatchChoice;
import io.rheostat.core.training.BatchGoodput;
import io.rheostat.simulator.jobs.table.Application;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finish-time fairness ρ of Themis (NSDI 2020): the time of a job over its time alone in 1/n of
/// the cluster, n the mean number of jobs during its life. Alone it runs at the best batch of each
/// epoch, by the true tables, on a fixed width of the measured type.
final class FinishTimeFairness {
  private final ClusterShape cluster;
  private final List<ClusterJob> all;
  private final Map<String, Double> trained = new HashMap<>();

  FinishTimeFairness(ClusterShape cluster, List<ClusterJob> all) {
    this.cluster = cluster;
    this.all = all;
  }

  /// Returns the fairness of a complete job.
  double of(ClusterJob job) {
    double seconds = job.completedAt() - job.submission().atSeconds();
    double together = 0;
    for (ClusterJob other : all) {
      double from = Math.max(other.submission().atSeconds(), job.submission().atSeconds());
      together += Math.max(0, Math.min(other.completedAt(), job.completedAt()) - from);
    }
    double share = cluster.devices() / Math.max(1, together / seconds);
    return seconds / alone(job, share);
  }

  private double alone(ClusterJob job, double share) {
    String type = cluster.types().getFirst();
    int width = cluster.widest(type, Math.min(share, job.application().mostWithinBatch()));
    // Below one device it has the device for a part of the time.
    double part = Math.min(1, share);
    double seconds =
        trained.computeIfAbsent(
            job.application().name() + "/" + width,
            _ -> trained(job.application(), type, cluster.nodeSize(type), width));
    return job.delaySeconds() + seconds / part;
  }

  private static double trained(Application application, String type, int nodeSize, int width) {
    double seconds = 0;
    double before = 0;
    for (int epoch = 0; epoch < application.epochs().epochs(); epoch++) {
      BatchGoodput truth = application.truth(type, nodeSize, epoch);
      BatchChoice best = application.choice(truth, Math.ceilDiv(width, nodeSize), width);
      double after = application.epochs().progressAfter(epoch + 1);
      seconds += (after - before) * application.range().initial() / best.goodput();
      before = after;
    }
    return seconds;
  }
}
