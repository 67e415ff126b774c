package io.rheostat.contest.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Runs on several threads, one for each seed, in parts that are put together again.
///
/// @param cores threads of the runs
/// @param seeds number of runs of each policy
/// @param progress consumer of the policy's name after each part, by any thread
record SeededRuns(ExecutorService cores, int seeds, Consumer<String> progress) {
  /// Part of a policy's run: some workloads in a world of their own.
  interface Part {
    /// Runs it.
    ///
    /// @throws IllegalArgumentException when the policy cannot be run on it
    List<WorkloadOutcome> run(long seed);
  }

  /// Runs of one policy under way.
  ///
  /// @param policy its name
  /// @param runs outcomes of the parts by seed
  record Submitted(String policy, List<List<Future<List<WorkloadOutcome>>>> runs) {}

  Submitted submit(String policy, List<Part> parts) {
    List<List<Future<List<WorkloadOutcome>>>> runs = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      long own = seed;
      runs.add(parts.stream().map(part -> submit(policy, part, own)).toList());
    }
    return new Submitted(policy, runs);
  }

  private Future<List<WorkloadOutcome>> submit(String policy, Part part, long seed) {
    return cores.submit(
        () -> {
          List<WorkloadOutcome> outcomes = part.run(seed);
          progress.accept(policy);
          return outcomes;
        });
  }

  /// Waits for the runs of a policy.
  static PolicyRuns await(Submitted submitted) throws InterruptedException {
    List<List<WorkloadOutcome>> runs = new ArrayList<>();
    Optional<String> refused = Optional.empty();
    for (List<Future<List<WorkloadOutcome>>> parts : submitted.runs()) {
      List<WorkloadOutcome> run = new ArrayList<>();
      for (Future<List<WorkloadOutcome>> part : parts) {
        try {
          run.addAll(part.get());
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof IllegalArgumentException reason)) {
            // The section was checked before: whatever else fails here is a bug.
            throw new IllegalStateException("a policy failed on a section", e.getCause());
          }
          refused = Optional.of(String.valueOf(reason.getMessage()));
        }
      }
      runs.add(run);
    }
    return new PolicyRuns(submitted.policy(), refused.isPresent() ? List.of() : runs, refused);
  }
}
