package io.rheostat.ingest.account;

import java.util.concurrent.atomic.LongAdder;

/// A family that came with a workload's labels and that none of its presets reads. Safe for use by
/// many threads.
public final class UnreadFamily {
  private final String name;
  private final double likeness;
  private final LongAdder ofWorkload;
  private final LongAdder samples = new LongAdder();

  /// @param likeness to the nearest family that the workload reads, 0 to 1
  /// @param ofWorkload counts all unread samples of the workload
  UnreadFamily(String name, double likeness, LongAdder ofWorkload) {
    this.name = name;
    this.likeness = likeness;
    this.ofWorkload = ofWorkload;
  }

  /// Counts a sample.
  public void count() {
    samples.increment();
    ofWorkload.increment();
  }

  String name() {
    return name;
  }

  double likeness() {
    return likeness;
  }

  long samples() {
    return samples.sum();
  }
}
