package io.rheostat.contest.training.baseline;

import io.rheostat.core.training.BatchChoice;
import io.rheostat.core.training.BatchSearch;
import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.JobScheduler;
import io.rheostat.simulator.jobs.table.Application;
import io.rheostat.simulator.jobs.table.StepTimes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Optimus (EuroSys 2018) as an oracle: it knows the iterations left and the true step times.
///
/// Each job gets a device, then one more device goes to the job with the largest saving of its time
/// left, until devices or savings run out. The batch is the one submitted. It never goes beyond
/// twice the widest that ran: with that rule of Pollux's simulator its published means are met
/// within 3 %, without it one of the five is 6 % off.
public final class Optimus implements JobScheduler {
  @Override
  public int[][] allocate(ClusterShape cluster, List<ClusterJob> jobs) {
    String type = cluster.types().getFirst();
    int nodeSize = cluster.nodeSize(type);
    int[] widths = new int[jobs.size()];
    double[] savings = new double[jobs.size()];
    int left = cluster.devices();
    for (int j = 0; j < widths.length && left > 0; j++, left--) {
      widths[j] = 1;
    }
    for (int j = 0; j < widths.length; j++) {
      savings[j] = saving(jobs.get(j), widths[j], type, nodeSize);
    }
    while (left > 0) {
      int best = 0;
      for (int j = 1; j < widths.length; j++) {
        best = savings[j] > savings[best] ? j : best;
      }
      if (savings[best] <= 0) {
        break;
      }
      widths[best]++;
      left--;
      savings[best] = saving(jobs.get(best), widths[best], type, nodeSize);
    }
    return place(cluster, jobs, widths);
  }

  /// Returns the seconds saved by one more replica.
  private static double saving(ClusterJob job, int width, String type, int nodeSize) {
    Application application = job.application();
    double batch = job.submission().batch();
    int most = Math.min(job.mostReplicas(), (int) (batch / application.range().minPerReplica()));
    if (width == 0 || width + 1 > most) {
      return 0;
    }
    int epochs = application.epochs().epochs();
    double iterations =
        application.epochs().iterationsAfter(batch, epochs)
            - application.epochs().iterationsAfter(batch, job.epoch());
    return iterations
        * (stepSeconds(job, width, type, nodeSize) - stepSeconds(job, width + 1, type, nodeSize));
  }

  private static double stepSeconds(ClusterJob job, int width, String type, int nodeSize) {
    Application application = job.application();
    BatchChoice split = BatchSearch.split(application.range(), width, job.submission().batch());
    // A single replica accumulates at least once, whatever its batch.
    int accumulation = width == 1 ? Math.max(1, split.accumulation()) : split.accumulation();
    double local =
        Math.min(
            Math.ceil(job.submission().batch() / width / (accumulation + 1) - 1e-8),
            Math.floor(application.range().max() / (width * (accumulation + 1))));
    StepTimes times = application.times(type, Application.packed(width, nodeSize), local);
    return times.stepSeconds() + accumulation * times.passSeconds();
  }

  private static int[][] place(ClusterShape cluster, List<ClusterJob> jobs, int[] widths) {
    FreeDevices free = new FreeDevices(cluster);
    int[][] rows = new int[jobs.size()][cluster.nodes().size()];
    for (int j = 0; j < rows.length; j++) {
      if (jobs.get(j).replicas() == widths[j]) {
        rows[j] = jobs.get(j).row();
        free.take(rows[j]);
      }
    }
    IntStream.range(0, widths.length)
        .boxed()
        .sorted(Comparator.comparingInt(j -> widths[j]))
        .filter(j -> widths[j] > 0 && jobs.get(j).replicas() != widths[j])
        .forEach(j -> rows[j] = free.onMostFree(widths[j]));
    return rows;
  }
}
