package io.rheostat.ingest.account;

import java.util.concurrent.atomic.LongAdder;

/// Metric family with a workload's labels, read by none of its presets. Safe for use by many
/// threads.
public final class UnreadFamily {
  private final String name;
  private final double likeness;
  private final LongAdder ofWorkload;
  private final LongAdder samples = new LongAdder();

  /// @param likeness to the nearest family of the workload's presets, 0 to 1
  /// @param ofWorkload counter of all unread samples of the workload
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
