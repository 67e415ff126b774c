package io.rheostat.app.recording;

import java.util.concurrent.atomic.LongAdder;

/// Progress of a replay, read by another thread.
public final class ReplayPace {
  private final LongAdder folded = new LongAdder();
  private volatile long total;

  /// Sets the number of records to fold.
  public void expects(long records) {
    total = records;
  }

  /// Counts a folded record.
  public void step() {
    folded.increment();
  }

  /// Returns the number of records folded so far.
  public long folded() {
    return folded.sum();
  }

  /// Returns the number of records to fold, 0 while it is not known.
  public long total() {
    return total;
  }
}
