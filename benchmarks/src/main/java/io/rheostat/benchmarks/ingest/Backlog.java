package io.rheostat.benchmarks.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// Records acknowledged by a receiver and not yet worked off.
interface Backlog extends AutoCloseable {
  /// Returns the number of records waiting now.
  long records() throws IOException, InterruptedException;

  /// Waits until none wait.
  ///
  /// @throws IOException if they still do after two minutes
  void awaitNone() throws IOException, InterruptedException;

  /// Returns the receiver's own counts since it started, by name; they only grow.
  Map<String, Double> counts() throws IOException, InterruptedException;

  @Override
  void close();

  /// Backlog of a store. It answers once the samples are in memory and writes them out within a
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
