package io.rheostat.simulator.engine;

/// Busy share of recent time: an exponential average over 5 s, folded only at changes between busy
/// and idle, so reading it changes nothing.
final class BusyMeter {
  private static final double MEMORY_SECONDS = 5;

  private double share;
  private long since;
  private boolean busy;

  BusyMeter(long at) {
    this.since = at;
  }

  void set(boolean nowBusy, long at) {
    if (nowBusy != busy) {
      share = share(at);
      since = at;
      busy = nowBusy;
    }
  }

  double share(long at) {
    double kept = StrictMath.exp(-(at - since) / 1e9 / MEMORY_SECONDS);
    return (busy ? 1 - kept : 0) + kept * share;
  }
}
