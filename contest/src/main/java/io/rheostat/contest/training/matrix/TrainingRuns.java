package io.rheostat.contest.training.matrix;

import io.rheostat.simulator.jobs.JobScore;
import io.rheostat.simulator.jobs.Submission;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs of the benchmark on several cores. Each run is alone in its thread, so their number changes
/// no figure.
public final class TrainingRuns {
  private TrainingRuns() {}

  /// Runs all cases and returns their scores in the same order.
  ///
  /// @param progress gets a line for each finished run
  public static List<JobScore> of(
      List<TrainingCase> cases, TrainingWorkloads workloads, int threads, PrintStream progress)
      throws InterruptedException {
    AtomicInteger done = new AtomicInteger();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<JobScore>> futures = new ArrayList<>();
      for (TrainingCase one : cases) {
        futures.add(
            pool.submit(
                () -> {
                  JobScore score = one.run(jobs(workloads, one));
                  progress.printf(
                      Locale.ROOT,
                      "%d of %d: %s %s on %s in %s: mean %.0f s%n",
                      done.incrementAndGet(),
                      cases.size(),
                      one.policy().id(),
                      one.knowledgeId(),
                      one.workload(),
                      one.world().name(),
                      score.meanSeconds());
                  return score;
                }));
      }
      List<JobScore> scores = new ArrayList<>();
      for (Future<JobScore> future : futures) {
        scores.add(future.get());
      }
      return scores;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run failed: " + e.getCause(), e);
    }
  }

  private static List<Submission> jobs(TrainingWorkloads workloads, TrainingCase of) {
    List<Submission> jobs = workloads.jobs().get(of.workload());
    if (jobs == null) {
      throw new IllegalArgumentException("there is no workload " + of.workload() + ".");
    }
    return jobs;
  }
}
