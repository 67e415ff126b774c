package io.rheostat.benchmarks.latency.load;

import io.rheostat.ingest.log.WorkloadLog;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Appends a reading of every workload each second, evenly spread and in a shuffled order. Each is
/// stamped as received just before it is appended.
public final class ReadingLoad implements AutoCloseable {
  private final WorkloadLog log;
  private final List<SyntheticPage> pages = new ArrayList<>();
  private final List<Integer> order = new ArrayList<>();
  private final AtomicLong samples = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final Thread thread;
  private volatile Surges surges = Surges.NONE;

  private ReadingLoad(WorkloadLog log, int workloads, Random random) {
    this.log = log;
    for (int i = 0; i < workloads; i++) {
      pages.add(new SyntheticPage(BenchFleet.workloadName(i), new Random(random.nextLong())));
      order.add(i);
    }
    Collections.shuffle(order, random);
    thread = Thread.ofPlatform().name("load").daemon().unstarted(this::run);
  }

  /// Starts the load.
  ///
  /// @param workloads number of workloads of the fleet to report, from the first one on
  public static ReadingLoad start(WorkloadLog log, int workloads, Random random) {
    ReadingLoad load = new ReadingLoad(log, workloads, random);
    load.thread.start();
    return load;
  }

  private void run() {
    long spacing = TimeUnit.SECONDS.toNanos(1) / order.size();
    long next = System.nanoTime();
    for (int i = 0; !Thread.currentThread().isInterrupted(); i = (i + 1) % order.size()) {
      append(order.get(i));
      next += spacing;
      for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
        LockSupport.parkNanos(left);
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
      }
    }
  }

  private void append(int workload) {
    Instant now = Instant.now();
    boolean surging = surges.isSurging(workload, System.nanoTime());
    Reading reading = pages.get(workload).read(now, surging);
    CompletableFuture<Void> kept =
        log.append(
            reading.workload(), new WorkloadEvent.Measured(reading), now, Latencies.nowMicros());
    samples.addAndGet(reading.samples().size());
    var _ =
        kept.whenComplete(
            (_, failure) -> {
              if (failure != null) {
                failures.incrementAndGet();
              }
            });
  }

  /// Starts surges of workloads.
  public void surge(Surges wanted) {
    surges = wanted;
  }

  /// Returns the number of samples appended so far.
  public long samples() {
    return samples.get();
  }

  /// Returns the number of readings not accepted by Kafka.
  public long failures() {
    return failures.get();
  }

  @Override
  public void close() {
    thread.interrupt();
    ThreadEnds.join(thread);
  }
}
