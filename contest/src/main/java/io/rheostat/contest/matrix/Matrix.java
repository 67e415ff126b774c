package io.rheostat.contest.matrix;

import io.rheostat.contest.capacity.OfflineCapacity;
import io.rheostat.contest.report.PolicyRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs cases side by side, each on a thread of its own, the longest first.
public final class Matrix {
  private Matrix() {}

  /// Returns the rows, case by case in the order given, whatever the threads.
  public static List<PolicyRow> run(List<Case> cases, int threads, RunProgress progress)
      throws InterruptedException {
    OfflineCapacity capacity = new OfflineCapacity();
    List<Case> longestFirst = new ArrayList<>(cases);
    longestFirst.sort(Comparator.comparingLong(Case::weight).reversed());
    IdentityHashMap<Case, Future<List<PolicyRow>>> running = new IdentityHashMap<>();
    try (ExecutorService cores = Executors.newFixedThreadPool(threads)) {
      for (Case one : longestFirst) {
        running.put(one, cores.submit(() -> new CaseRun(one, capacity, progress).rows()));
      }
      List<PolicyRow> rows = new ArrayList<>();
      for (Case one : cases) {
        rows.addAll(value(Objects.requireNonNull(running.get(one))));
      }
      return rows;
    }
  }

  private static <T> T value(Future<T> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a case failed", e.getCause());
    }
  }
}
