package io.rheostat.contest.training.matrix;

import io.rheostat.simulator.jobs.JobKnowledge;
import java.util.ArrayList;
import java.util.List;

/// Runs of the benchmark.
public final class TrainingMatrix {
  /// Seeds of genetic policies and of wrong declarations.
  private static final int SEEDS = 3;

  /// Mean prices of a device in Rheostat's objective, in delay costs of a job.
  private static final double[] PRICES = {0.01, 0.02, 0.03, 0.05};

  /// The one of them that stands for "priced" in the tables.
  public static final double PRICE = 0.03;

  /// Largest factors by which declared work is wrong.
  private static final double[] ERRORS = {1.5, 2, 4};

  private final List<TrainingCase> cases = new ArrayList<>();

  private TrainingMatrix() {}

  /// Returns all runs.
  public static List<TrainingCase> all() {
    TrainingMatrix matrix = new TrainingMatrix();
    for (int w = 1; w <= TrainingWorkloads.PUBLISHED; w++) {
      matrix.published(TrainingWorkloads.published(w));
      matrix.duel(TrainingWorkloads.published(w), TrainingWorld.P_DELAYS);
      matrix.duel(TrainingWorkloads.half(w), TrainingWorld.P.named("P-half"));
      matrix.mixed(TrainingWorkloads.published(w));
      matrix.wrong(TrainingWorkloads.published(w));
    }
    matrix.duel(TrainingWorkloads.union(1), TrainingWorld.P.named("P-double"));
    matrix.duel(TrainingWorkloads.union(3), TrainingWorld.P.named("P-double"));
    return List.copyOf(matrix.cases);
  }

  /// Returns runs of seconds, of every policy, for a check of the committed rows.
  public static List<TrainingCase> subset() {
    TrainingMatrix matrix = new TrainingMatrix();
    for (TrainingPolicy policy : TrainingPolicy.values()) {
      matrix.add("workload-3", TrainingWorld.P, policy, 1, JobKnowledge.OWN, 0);
    }
    matrix.add("workload-3", TrainingWorld.P, TrainingPolicy.RHEOSTAT, 1, JobKnowledge.SHARED, 0);
    matrix.add("workload-3", TrainingWorld.P, TrainingPolicy.RHEOSTAT, 1, JobKnowledge.ENDED, 0);
    matrix.add(
        "workload-3", TrainingWorld.P, TrainingPolicy.RHEOSTAT, 1, JobKnowledge.ENDED, PRICE);
    matrix.add("workload-3", TrainingWorld.M, TrainingPolicy.SIA, 1, JobKnowledge.OWN, 0);
    matrix.add(
        "workload-3", TrainingWorld.M, TrainingPolicy.RHEOSTAT, 1, JobKnowledge.ENDED, PRICE);
    return List.copyOf(matrix.cases);
  }

  private void published(String workload) {
    seeds(workload, TrainingWorld.P, TrainingPolicy.POLLUX);
    add(workload, TrainingWorld.P, TrainingPolicy.POLLUX, 1, JobKnowledge.SHARED, 0);
    for (TrainingPolicy policy : TrainingPolicy.values()) {
      if (policy != TrainingPolicy.POLLUX) {
        add(workload, TrainingWorld.P, policy, 1, JobKnowledge.OWN, 0);
      }
    }
    for (JobKnowledge more : List.of(JobKnowledge.ENDED, JobKnowledge.SHARED, JobKnowledge.TRUE)) {
      add(workload, TrainingWorld.P, TrainingPolicy.RHEOSTAT_MINUTE, 1, more, 0);
      add(workload, TrainingWorld.P, TrainingPolicy.RHEOSTAT, 1, more, 0);
    }
    for (double price : PRICES) {
      add(workload, TrainingWorld.P, TrainingPolicy.RHEOSTAT, 1, JobKnowledge.ENDED, price);
    }
  }

  /// Adds Rheostat beside Pollux.
  private void duel(String workload, TrainingWorld world) {
    seeds(workload, world, TrainingPolicy.POLLUX);
    add(workload, world, TrainingPolicy.RHEOSTAT_MINUTE, 1, JobKnowledge.OWN, 0);
    add(workload, world, TrainingPolicy.RHEOSTAT, 1, JobKnowledge.ENDED, 0);
  }

  private void mixed(String workload) {
    for (TrainingPolicy policy : TrainingPolicy.values()) {
      if (policy.handlesTypes()) {
        add(workload, TrainingWorld.M, policy, 1, JobKnowledge.OWN, 0);
      }
    }
    add(workload, TrainingWorld.M, TrainingPolicy.SIA, 1, JobKnowledge.SHARED, 0);
    add(workload, TrainingWorld.M, TrainingPolicy.RHEOSTAT_MINUTE, 1, JobKnowledge.SHARED, 0);
    add(workload, TrainingWorld.M, TrainingPolicy.RHEOSTAT, 1, JobKnowledge.SHARED, 0);
    add(workload, TrainingWorld.M, TrainingPolicy.RHEOSTAT, 1, JobKnowledge.ENDED, 0);
    for (double price : PRICES) {
      add(workload, TrainingWorld.M, TrainingPolicy.RHEOSTAT, 1, JobKnowledge.ENDED, price);
    }
  }

  private void wrong(String workload) {
    for (double error : ERRORS) {
      TrainingWorld world = TrainingWorld.P.named("P-work-x" + error).withDeclaredError(error);
      for (int seed = 1; seed <= SEEDS; seed++) {
        add(workload, world, TrainingPolicy.RHEOSTAT_MINUTE, seed, JobKnowledge.OWN, 0);
        add(workload, world, TrainingPolicy.RHEOSTAT, seed, JobKnowledge.ENDED, 0);
      }
    }
  }

  private void seeds(String workload, TrainingWorld world, TrainingPolicy policy) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      add(workload, world, policy, seed, JobKnowledge.OWN, 0);
    }
  }

  private void add(
      String workload,
      TrainingWorld world,
      TrainingPolicy policy,
      long seed,
      JobKnowledge knowledge,
      double price) {
    cases.add(new TrainingCase(workload, world, policy, seed, knowledge, price));
  }
}
