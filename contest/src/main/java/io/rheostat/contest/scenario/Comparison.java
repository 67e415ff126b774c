package io.rheostat.contest.scenario;

import io.rheostat.contest.bound.CostLowerBound;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Policies side by side on trials.
public final class Comparison {
  private Comparison() {}

  /// One policy on one trial.
  ///
  /// @param result its result
  /// @param costLowerBoundUsd least cost of any schedule with its attainment; empty where the bound
  ///     finds no schedule reaching it
  public record Row(TrialResult result, OptionalDouble costLowerBoundUsd) {
    /// Returns the cost over the least cost.
    public OptionalDouble costOverLowerBound() {
      return costLowerBoundUsd.isPresent() && costLowerBoundUsd.getAsDouble() > 0
          ? OptionalDouble.of(result.costUsd() / costLowerBoundUsd.getAsDouble())
          : OptionalDouble.empty();
    }
  }

  /// Runs every policy on every trial, as many at a time as there are cores.
  ///
  /// @param progress consumer of each result as it is known, by any thread
  /// @throws IllegalArgumentException when a policy cannot be run on a trial
  /// @return trial by trial, policy by policy, in the orders given
  public static List<Row> run(
      List<PolicyTrial> trials,
      List<PolicyName> policies,
      long seed,
      Consumer<TrialResult> progress)
      throws InterruptedException {
    try (ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<Row>> runs = new ArrayList<>();
      for (PolicyTrial trial : trials) {
        CostLowerBound bound = CostLowerBound.of(trial);
        for (PolicyName policy : policies) {
          runs.add(
              cores.submit(
                  () -> {
                    TrialResult result = policy.run(trial, seed);
                    progress.accept(result);
                    return row(result, bound);
                  }));
        }
      }
      List<Row> rows = new ArrayList<>();
      for (Future<Row> run : runs) {
        rows.add(value(run));
      }
      return rows;
    }
  }

  private static Row row(TrialResult result, CostLowerBound bound) {
    double usd = bound.usdAt(result.sloAttainment());
    return new Row(result, Double.isFinite(usd) ? OptionalDouble.of(usd) : OptionalDouble.empty());
  }

  private static <T> T value(Future<T> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      // Trials were checked before: whatever else fails here is a bug.
      throw new IllegalStateException("a policy failed on a trial", e.getCause());
    }
  }
}
