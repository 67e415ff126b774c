package io.rheostat.benchmarks.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// What a receiver has acknowledged and not yet worked off.
interface Backlog extends AutoCloseable {
  /// Records that wait now.
  long records() throws IOException, InterruptedException;

  /// Waits until none wait.
  ///
  /// @throws IOException when they still do after two minutes
  void awaitNone() throws IOException, InterruptedException;

  /// What the receiver itself has counted since it started, by name; only grows.
  Map<String, Double> counts() throws IOException, InterruptedException;

  @Override
  void close();

  /// Of a store, which answers when it has the samples in memory and writes them out within a
  /// second or two.
  final class OfStore implements Backlog {
    private static final Duration WRITTEN = Duration.ofSeconds(2);

    @Override
    public long records() {
      return 0;
    }

    @Override
    public void awaitNone() throws InterruptedException {
      Thread.sleep(WRITTEN);
    }

    @Override
    public Map<String, Double> counts() {
      return Map.of();
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
