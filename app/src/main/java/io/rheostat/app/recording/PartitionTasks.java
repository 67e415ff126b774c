package io.rheostat.app.recording;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Reading of several partitions at a time, one on each core.
public final class PartitionTasks {
  private PartitionTasks() {}

  /// Runs tasks.
  ///
  /// @return their results in order
  /// @throws IOException of the first task that could not read its log
  public static <T> List<T> run(List<Callable<T>> tasks) throws IOException, InterruptedException {
    try (ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<T>> running = tasks.stream().map(cores::submit).toList();
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(value(one));
      }
      return results;
    }
  }

  private static <T> T value(Future<T> task) throws IOException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException unreadable) {
        throw unreadable;
      }
      throw new IllegalStateException("a log could not be folded: " + e.getCause(), e);
    }
  }
}
