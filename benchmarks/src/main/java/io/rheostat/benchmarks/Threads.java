package io.rheostat.benchmarks;

import java.time.Duration;

/// Ends of threads.
final class Threads {
  private static final Duration ENDING = Duration.ofSeconds(5);

  private Threads() {}

  /// Waits until a thread has ended after it was asked to end.
  static void join(Thread thread) {
    try {
      thread.join(ENDING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
