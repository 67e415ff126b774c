package io.rheostat.simulator.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Clock of a training cluster: jobs run for an interval, then the scheduler sees those submitted
/// by now and not complete, then its changes take effect.
public final class ClusterWorld {
  /// Seconds between two decisions, and the resolution of events below it.
  private static final int INTERVAL = 60;

  /// Longest simulated time, in seconds: a scheduler that starves a job ends there.
  private static final double LONGEST = 30 * 86_400.0;

  private final ClusterShape cluster;
  private final JobRules rules;
  private final JobScheduler scheduler;
  private final int tick;
  private final List<ClusterJob> jobs = new ArrayList<>();
  private final List<Submission> pending;
  private final Map<String, ProfileBook> books = new HashMap<>();

  private ClusterWorld(
      ClusterShape cluster,
      List<Submission> submissions,
      JobRules rules,
      JobScheduler scheduler,
      int tick) {
    this.cluster = cluster;
    this.rules = rules;
    this.scheduler = scheduler;
    this.tick = tick;
    this.pending = new ArrayList<>(submissions);
    pending.sort(Comparator.comparingDouble(Submission::atSeconds));
  }

  /// Runs all jobs to their ends, decisions every minute.
  ///
  /// @throws UnfinishedJobsException if they have none within thirty days
  public static JobScore run(
      ClusterShape cluster, List<Submission> submissions, JobRules rules, JobScheduler scheduler) {
    return new ClusterWorld(cluster, submissions, rules, scheduler, INTERVAL).run();
  }

  /// Runs all jobs to their ends, decisions every minute and within ten seconds of each submission,
  /// completion and first profile.
  ///
  /// @throws UnfinishedJobsException if they have none within thirty days
  public static JobScore runOnEvents(
      ClusterShape cluster, List<Submission> submissions, JobRules rules, JobScheduler scheduler) {
    return new ClusterWorld(cluster, submissions, rules, scheduler, 10).run();
  }

  private JobScore run() {
    List<ClusterJob> all = new ArrayList<>();
    double now = 0;
    int seen = 0;
    while (!pending.isEmpty() || !jobs.isEmpty()) {
      if (now > LONGEST) {
        throw new UnfinishedJobsException(jobs.size(), Math.round(LONGEST / 86_400));
      }
      double until = now + tick;
      advance(now, until, all);
      jobs.removeIf(ClusterJob::isComplete);
      now = until;
      int completed = all.size() - jobs.size();
      int events = all.size() + completed + profiled(all);
      boolean due = now % INTERVAL == 0 || events != seen;
      if (due && !jobs.isEmpty()) {
        apply(scheduler.allocate(cluster, List.copyOf(jobs)));
      }
      seen = events;
    }
    return JobScore.of(cluster, all);
  }

  private static int profiled(List<ClusterJob> all) {
    return (int) all.stream().filter(ClusterJob::isProfiled).count();
  }

  private void advance(double now, double until, List<ClusterJob> all) {
    double[] slowdowns = slowdowns();
    for (int j = 0; j < jobs.size(); j++) {
      jobs.get(j).advance(until - now, slowdowns[j]);
    }
    while (!pending.isEmpty() && pending.getFirst().atSeconds() <= until) {
      Submission submission = pending.removeFirst();
      ProfileBook book =
          books.computeIfAbsent(submission.application().name(), _ -> new ProfileBook());
      ClusterJob job = new ClusterJob(submission, cluster, rules, book);
      job.advance(until, 0);
      jobs.add(job);
      all.add(job);
    }
  }

  /// Returns the share of goodput lost by each job to another distributed one on its nodes.
  private double[] slowdowns() {
    double[] slowdowns = new double[jobs.size()];
    if (rules.slowdown() == 0) {
      return slowdowns;
    }
    int[] distributed = new int[cluster.nodes().size()];
    int[][] rows = new int[jobs.size()][];
    for (int j = 0; j < rows.length; j++) {
      rows[j] = jobs.get(j).row();
      for (int n = 0; isDistributed(rows[j]) && n < distributed.length; n++) {
        distributed[n] += rows[j][n] > 0 ? 1 : 0;
      }
    }
    for (int j = 0; j < rows.length; j++) {
      for (int n = 0; isDistributed(rows[j]) && n < distributed.length; n++) {
        slowdowns[j] = rows[j][n] > 0 && distributed[n] > 1 ? rules.slowdown() : slowdowns[j];
      }
    }
    return slowdowns;
  }

  private static boolean isDistributed(int[] row) {
    return Arrays.stream(row).filter(devices -> devices > 0).count() > 1;
  }

  private void apply(int[][] rows) {
    int[] used = new int[cluster.nodes().size()];
    if (rows.length != jobs.size()) {
      throw new IllegalStateException(
          "the scheduler returned " + rows.length + " rows for " + jobs.size() + " jobs.");
    }
    for (int[] row : rows) {
      for (int n = 0; n < used.length; n++) {
        used[n] += row[n];
        if (row[n] < 0 || used[n] > cluster.nodes().get(n).devices()) {
          throw new IllegalStateException(
              "node "
                  + n
                  + " would have "
                  + used[n]
                  + " devices in use. It has "
                  + cluster.nodes().get(n).devices()
                  + ".");
        }
      }
    }
    for (int j = 0; j < rows.length; j++) {
      jobs.get(j).allocate(rows[j]);
    }
  }
}
