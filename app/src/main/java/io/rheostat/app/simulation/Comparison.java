package io.rheostat.app.simulation;

import io.rheostat.simulator.contest.Contender;
import io.rheostat.simulator.contest.Contest;
import io.rheostat.simulator.contest.Result;
import io.rheostat.simulator.contest.Trial;
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
  /// @param result how it did
  /// @param costLowerBoundUsd what the trial costs at least; empty where it is not known
  public record Row(Result result, OptionalDouble costLowerBoundUsd) {
    /// Cost over the least cost.
    public OptionalDouble costOverLowerBound() {
      return costLowerBoundUsd.isPresent() && costLowerBoundUsd.getAsDouble() > 0
          ? OptionalDouble.of(result.costUsd() / costLowerBoundUsd.getAsDouble())
          : OptionalDouble.empty();
    }
  }

  /// Runs every policy on every trial, as many at a time as there are cores.
  ///
  /// @param progress is told each result as it is known, by any thread
  /// @return trial by trial, policy by policy, in the orders given
  public static List<Row> run(
      List<Trial> trials, List<Contender> policies, long seed, Consumer<Result> progress)
      throws InterruptedException {
    try (ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<Result>> runs = new ArrayList<>();
      List<Future<OptionalDouble>> bounds = new ArrayList<>();
      for (Trial trial : trials) {
        Future<OptionalDouble> bound = cores.submit(() -> CostBounds.usd(trial));
        for (Contender policy : policies) {
          runs.add(
              cores.submit(
                  () -> {
                    Result result = Contest.run(trial, policy, seed);
                    progress.accept(result);
                    return result;
                  }));
          bounds.add(bound);
        }
      }
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < runs.size(); i++) {
        rows.add(new Row(value(runs.get(i)), value(bounds.get(i))));
      }
      return rows;
    }
  }

  private static <T> T value(Future<T> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      // Trials were checked before: what fails here is a bug.
      throw new IllegalStateException("a policy failed on a trial", e.getCause());
    }
  }
}
