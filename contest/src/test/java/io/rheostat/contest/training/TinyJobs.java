package io.rheostat.contest.training;

import io.rheostat.core.training.GradientStatistics;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.ClusterWorld;
import io.rheostat.simulator.jobs.JobKnowledge;
import io.rheostat.simulator.jobs.JobRules;
import io.rheostat.simulator.jobs.JobScheduler;
import io.rheostat.simulator.jobs.Submission;
import io.rheostat.simulator.jobs.table.Application;
import io.rheostat.simulator.jobs.table.EpochTable;
import io.rheostat.simulator.jobs.table.StepTable;
import io.rheostat.simulator.jobs.table.StepTimes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Tiny applications with speeds chosen by hand, and clusters stopped at a decision to look at.
///
/// Every sample counts the same in any batch, so the goodput of k replicas with one sample each is
/// k over the step time, in iterations of the initial batch per second.
public final class TinyJobs {
  /// Restart delay of all jobs, in seconds.
  public static final double DELAY = 30;

  /// Agents that know the true tables.
  public static final JobRules TRUE = JobRules.of(JobKnowledge.TRUE, false, DELAY);

  /// Agents that know what they observed themselves.
  public static final JobRules OWN = JobRules.of(JobKnowledge.OWN, false, DELAY);

  /// Jobs at the batch of their submission.
  public static final JobRules STATIC = JobRules.of(JobKnowledge.TRUE, true, DELAY);

  /// Nodes of the cluster on which step times are given.
  private static final int NODE_SIZE = 4;

  private TinyJobs() {}

  /// Devices on each node by job, as decided at a time.
  public record Decision(double seconds, Map<String, List<Integer>> rows) {}

  /// End of a run that a test has seen enough of.
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /// Returns an application of one sample a replica.
  ///
  /// @param work iterations of the initial batch, in one epoch
  /// @param goodputs of 1, 2, 4, 8 … replicas on nodes of 4 devices; it may have no more
  public static Application application(String name, double work, double... goodputs) {
    return application(name, Map.of(), work, goodputs);
  }

  /// Returns such an application with speeds of its own on other device types.
  public static Application application(
      String name, Map<String, Double> speeds, double work, double... goodputs) {
    double[] steps =
        IntStream.range(0, goodputs.length).mapToDouble(i -> (1 << i) / goodputs[i]).toArray();
    return new Application(
        name,
        BatchRange.fixedPerReplica(1, 1),
        1 << (goodputs.length - 1),
        Optional.empty(),
        table(steps),
        epochs(work),
        speeds);
  }

  /// Returns an application with other batches.
  ///
  /// @param steps seconds of a step of 1, 2, 4, 8 … replicas, whatever their batch
  public static Application adaptive(String name, BatchRange range, double work, double... steps) {
    return new Application(
        name, range, 1 << 20, Optional.empty(), table(steps), epochs(work), Map.of());
  }

  private static StepTable table(double[] steps) {
    List<StepTable.PlacementRow> rows = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      int[] placement = Application.packed(1 << i, NODE_SIZE);
      rows.add(new StepTable.PlacementRow(placement, 1, new StepTimes(steps[i], 0)));
    }
    return new StepTable(rows, List.of());
  }

  private static EpochTable epochs(double work) {
    EpochTable.Epoch whole = new EpochTable.Epoch(work, work, new GradientStatistics(0, 1));
    return new EpochTable(Map.of(1.0, List.of(whole)));
  }

  /// Returns a job submitted at the start with a sample for each replica.
  public static Submission job(String name, Application application, int replicas) {
    return job(name, 0, application, replicas);
  }

  /// Returns such a job submitted later.
  public static Submission job(String name, double at, Application application, int replicas) {
    return new Submission(name, at, application, replicas, replicas);
  }

  /// Returns the jobs as a scheduler sees them after some decisions, one a minute from the first
  /// minute on.
  ///
  /// @param decisions devices on each node for each job
  public static List<ClusterJob> after(
      ClusterShape cluster, JobRules rules, List<Submission> jobs, int[][]... decisions) {
    Deque<int[][]> left = new ArrayDeque<>(Arrays.asList(decisions));
    List<ClusterJob> seen = new ArrayList<>();
    JobScheduler script =
        (_, now) -> {
          if (left.isEmpty()) {
            seen.addAll(now);
            throw new Enough();
          }
          return left.removeFirst();
        };
    runUntilEnough(cluster, rules, jobs, script);
    return seen;
  }

  /// Returns the decisions of a scheduler up to a time, or to the end of all jobs.
  public static List<Decision> decisions(
      ClusterShape cluster,
      JobRules rules,
      List<Submission> jobs,
      JobScheduler scheduler,
      double until) {
    List<Decision> decisions = new ArrayList<>();
    JobScheduler recorder =
        (shape, now) -> {
          double seconds = now.getFirst().submission().atSeconds() + now.getFirst().age();
          if (seconds > until) {
            throw new Enough();
          }
          int[][] rows = scheduler.allocate(shape, now);
          Map<String, List<Integer>> byName = new LinkedHashMap<>();
          for (int j = 0; j < rows.length; j++) {
            byName.put(now.get(j).submission().name(), Arrays.stream(rows[j]).boxed().toList());
          }
          decisions.add(new Decision(seconds, byName));
          return rows;
        };
    runUntilEnough(cluster, rules, jobs, recorder);
    return decisions;
  }

  private static void runUntilEnough(
      ClusterShape cluster, JobRules rules, List<Submission> jobs, JobScheduler scheduler) {
    try {
      ClusterWorld.run(cluster, jobs, rules, scheduler);
    } catch (Enough _) {
      // The test has what it asked for.
    }
  }

  /// Returns the devices of each job.
  public static List<Integer> widths(int[][] rows) {
    return Arrays.stream(rows).map(row -> Arrays.stream(row).sum()).toList();
  }
}
