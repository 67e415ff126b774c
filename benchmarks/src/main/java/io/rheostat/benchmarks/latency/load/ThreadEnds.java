package io.rheostat.benchmarks.latency.load;

import java.time.Duration;

/// Ends of threads.
public final class ThreadEnds {
  private static final Duration ENDING = Duration.ofSeconds(5);

  private ThreadEnds() {}

  /// Waits until a thread has ended after it was asked to end.
  public static void join(Thread thread) {
    try {
      thread.join(ENDING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
