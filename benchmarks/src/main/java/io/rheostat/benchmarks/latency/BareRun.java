package io.rheostat.benchmarks.latency;

import io.rheostat.benchmarks.latency.load.BenchFleet;
import io.rheostat.benchmarks.latency.load.Latencies;
import io.rheostat.benchmarks.latency.load.SyntheticPage;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.streams.Delivery;
import io.rheostat.topics.codec.WorkloadEventCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A measurement window of the bare path on a broker, with Kafka alone.
///
/// @param partitions of each topic
/// @param seed of the bytes sent
record BareRun(String bootstrap, int partitions, Delivery delivery, long seed) {
  private static final int WARM_UP_SECONDS = 4;
  private static final Duration DRAINING = Duration.ofSeconds(2);

  /// Measures the window.
  ///
  /// @param directory for local files
  /// @param seconds of the window
  /// @param probes number of records sent the whole way
  Latencies.Figures measure(Path directory, int seconds, int probes) throws InterruptedException {
    Latencies bare = new Latencies();
    try (BarePath path = BarePath.start(bootstrap, partitions, directory, delivery, bare)) {
      long window = TimeUnit.SECONDS.toMillis(seconds);
      int every = (int) Math.max(1, window / probes);
      send(path, (int) TimeUnit.SECONDS.toMillis(WARM_UP_SECONDS), every);
      bare.begin();
      send(path, (int) Math.min(window, (long) every * probes), every);
      Thread.sleep(DRAINING);
      return bare.figures();
    }
  }

  /// Sends a record a millisecond, with the bytes of a reading.
  private void send(BarePath path, int records, int probeEvery) {
    SyntheticPage page = new SyntheticPage(BenchFleet.workloadName(0), new Random(seed));
    Reading reading = page.read(Instant.now(), false);
    byte[] value = WorkloadEventCodec.encode(new WorkloadEvent.Measured(reading));
    long started = System.nanoTime();
    for (int i = 0; i < records; i++) {
      // A prime step: probes come from all over the workloads.
      String key = BenchFleet.workloadName(i * 7919 % BenchFleet.WORKLOADS);
      path.send(key, value, i % probeEvery == 0);
      long next = started + TimeUnit.MILLISECONDS.toNanos(i + 1L);
      for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }
}
