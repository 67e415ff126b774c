package io.rheostat.contest.training.baseline;

import io.rheostat.core.training.BatchChoice;
import io.rheostat.core.training.BatchSearch;
import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.JobScheduler;
import io.rheostat.simulator.jobs.table.Application;
import io.rheostat.simulator.jobs.table.StepTimes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Gavel (OSDI 2020): shares of time on each device type by a linear programme, handed out in
/// rounds of six minutes by priority. Widths and batches are those submitted, throughputs the true
/// ones. Finish-time fairness, makespan and packing of two jobs on a device are left out.
public final class Gavel implements JobScheduler {
  private static final double ROUND_SECONDS = 360;

  /// Priority of a share of which nothing was received yet.
  private static final double UNSERVED = 1e9;

  /// Objective of the linear programme.
  public enum Objective {
    /// Largest least normalised throughput.
    MAX_MIN,

    /// Largest sum of throughputs.
    MAX_SUM
  }

  private final Objective objective;
  private final Map<String, double[]> received = new HashMap<>();
  private final Map<String, double[]> deficits = new HashMap<>();
  private Map<String, double[]> shares = Map.of();
  private double sinceReset;
  private int calls;

  /// Share of a job on a type, in the order it is served.
  private record Claim(int job, int type, double priority, double deficit, double share) {}

  /// @param objective of the linear programme
  public Gavel(Objective objective) {
    this.objective = objective;
  }

  @Override
  public int[][] allocate(ClusterShape cluster, List<ClusterJob> jobs) {
    if (calls++ % (int) (ROUND_SECONDS / 60) != 0) {
      return jobs.stream().map(ClusterJob::row).toArray(int[][]::new);
    }
    Set<String> names = jobs.stream().map(Gavel::name).collect(Collectors.toSet());
    if (!names.equals(shares.keySet())) {
      settle(names, cluster.types().size());
      shares = shares(cluster, jobs);
      sinceReset = 0;
    }
    List<Claim> claims = claims(jobs, cluster.types().size());
    int[] left = cluster.types().stream().mapToInt(cluster::devices).toArray();
    int[] types = new int[jobs.size()];
    Arrays.fill(types, -1);
    for (Claim claim : claims) {
      int width = width(cluster, jobs.get(claim.job()), claim.type());
      if (types[claim.job()] < 0 && claim.share() > 0 && width <= left[claim.type()]) {
        types[claim.job()] = claim.type();
        left[claim.type()] -= width;
        times(received, name(jobs.get(claim.job())))[claim.type()] += ROUND_SECONDS;
      }
    }
    sinceReset += ROUND_SECONDS;
    return place(cluster, jobs, types);
  }

  private static double[] times(Map<String, double[]> of, String name) {
    return Objects.requireNonNull(of.get(name), name);
  }

  private static String name(ClusterJob job) {
    return job.submission().name();
  }

  private static int width(ClusterShape cluster, ClusterJob job, int type) {
    return Math.min(job.submission().replicas(), cluster.devices(cluster.types().get(type)));
  }

  /// Adds the time owed and not received since the last solve to the deficits.
  private void settle(Set<String> names, int types) {
    shares.forEach(
        (name, share) -> {
          double[] owed = deficits.computeIfAbsent(name, _ -> new double[types]);
          for (int t = 0; t < types; t++) {
            owed[t] += share[t] * sinceReset - times(received, name)[t];
          }
        });
    received.clear();
    names.forEach(name -> received.put(name, new double[types]));
    deficits.keySet().retainAll(names);
    names.forEach(name -> deficits.computeIfAbsent(name, _ -> new double[types]));
  }

  private Map<String, double[]> shares(ClusterShape cluster, List<ClusterJob> jobs) {
    int types = cluster.types().size();
    double[][] throughput = new double[jobs.size()][types];
    int[][] widths = new int[jobs.size()][types];
    for (int i = 0; i < throughput.length; i++) {
      for (int t = 0; t < types; t++) {
        widths[i][t] = width(cluster, jobs.get(i), t);
        throughput[i][t] =
            stepsPerSecond(cluster, jobs.get(i), cluster.types().get(t), widths[i][t]);
      }
    }
    int[] counts = cluster.types().stream().mapToInt(cluster::devices).toArray();
    GavelShares programme = new GavelShares(throughput, widths, counts);
    double[][] found = objective == Objective.MAX_MIN ? programme.maxMin() : programme.maxSum();
    Map<String, double[]> result = new HashMap<>();
    for (int i = 0; i < found.length; i++) {
      result.put(name(jobs.get(i)), found[i]);
    }
    return result;
  }

  private static double stepsPerSecond(
      ClusterShape cluster, ClusterJob job, String type, int width) {
    Application application = job.application();
    BatchChoice split = BatchSearch.split(application.range(), width, job.submission().batch());
    StepTimes times =
        application.times(
            type, Application.packed(width, cluster.nodeSize(type)), split.localBatch());
    return 1 / (times.stepSeconds() + split.accumulation() * times.passSeconds());
  }

  private List<Claim> claims(List<ClusterJob> jobs, int types) {
    double[] totals = new double[types];
    received
        .values()
        .forEach(
            times -> {
              for (int t = 0; t < types; t++) {
                totals[t] += times[t];
              }
            });
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      String name = name(jobs.get(i));
      double[] share = shares.getOrDefault(name, new double[types]);
      for (int t = 0; t < types; t++) {
        double got = times(received, name)[t];
        double priority = got > 0 ? share[t] / (got / totals[t]) : UNSERVED * share[t];
        claims.add(new Claim(i, t, priority, times(deficits, name)[t], share[t]));
      }
    }
    claims.sort(
        Comparator.comparingDouble(Claim::priority)
            .thenComparingDouble(Claim::deficit)
            .thenComparingDouble(Claim::share)
            .reversed());
    return claims;
  }

  private static int[][] place(ClusterShape cluster, List<ClusterJob> jobs, int[] types) {
    FreeDevices free = new FreeDevices(cluster);
    int[][] rows = new int[jobs.size()][cluster.nodes().size()];
    for (int i = 0; i < rows.length; i++) {
      if (isKept(cluster, jobs.get(i), types[i])) {
        rows[i] = jobs.get(i).row();
        free.take(rows[i]);
      }
    }
    for (int i = 0; i < rows.length; i++) {
      if (types[i] >= 0 && !isKept(cluster, jobs.get(i), types[i])) {
        rows[i] =
            free.onMostFree(width(cluster, jobs.get(i), types[i]), cluster.types().get(types[i]));
      }
    }
    return rows;
  }

  private static boolean isKept(ClusterShape cluster, ClusterJob job, int type) {
    return type >= 0 && job.replicas() > 0 && cluster.types().get(type).equals(job.type());
  }
}
