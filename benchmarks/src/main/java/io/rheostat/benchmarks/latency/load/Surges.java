package io.rheostat.benchmarks.latency.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Schedule of surges: at any moment of a window 2 % of the workloads surge, each once, for five
/// seconds, from times drawn evenly over the window.
public final class Surges {
  /// No workload surges.
  static final Surges NONE = new Surges(List.of(), new long[BenchFleet.WORKLOADS]);

  private static final int AT_A_TIME = BenchFleet.WORKLOADS / 50;
  private static final int LASTING_SECONDS = 5;
  private static final long LASTING_NANOS = TimeUnit.SECONDS.toNanos(LASTING_SECONDS);

  /// A workload reports each second: no surge begins if there may be no reading left.
  private static final long LAST_NANOS = TimeUnit.MILLISECONDS.toNanos(1_100);

  private final List<Integer> workloads;
  private final long[] beginNanos;

  private Surges(List<Integer> workloads, long[] beginNanos) {
    this.workloads = workloads;
    this.beginNanos = beginNanos;
  }

  /// Draws the surges of a window.
  ///
  /// @param beginsAt start of the window on the clock of System.nanoTime
  public static Surges of(long beginsAt, int seconds, long seed) {
    Random random = new Random(seed);
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < BenchFleet.WORKLOADS; i++) {
      all.add(i);
    }
    Collections.shuffle(all, random);
    int count = Math.min(BenchFleet.WORKLOADS, AT_A_TIME * seconds / LASTING_SECONDS);
    List<Integer> chosen = List.copyOf(all.subList(0, count));
    long span = Math.max(1, TimeUnit.SECONDS.toNanos(seconds) - LAST_NANOS);
    long[] begins = new long[BenchFleet.WORKLOADS];
    for (int workload : chosen) {
      begins[workload] = beginsAt + random.nextLong(span);
    }
    return new Surges(chosen, begins);
  }

  boolean isSurging(int workload, long nanos) {
    long since = nanos - beginNanos[workload];
    return beginNanos[workload] != 0 && since >= 0 && since < LASTING_NANOS;
  }

  /// Returns the number of surging workloads in the window.
  public int count() {
    return workloads.size();
  }
}
