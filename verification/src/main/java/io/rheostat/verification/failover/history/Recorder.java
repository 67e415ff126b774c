package io.rheostat.verification.failover.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Observations of targets and replicas, in the order of events. It lives in the bench and so
/// survives all kills. Safe for use by several threads.
public final class Recorder {
  private final Instant begin = Instant.now();
  private final long beginNanos = System.nanoTime();
  private final List<RecordedCall> calls = new ArrayList<>();
  private final List<History.Running> running = new ArrayList<>();
  private final List<History.Page> pages = new ArrayList<>();
  private final Map<RecordedCall.Site, History.Running> last = new HashMap<>();
  private int open;

  /// Returns nanoseconds since it began.
  public long nanos() {
    return System.nanoTime() - beginNanos;
  }

  /// Returns the machine's time, without ever going back.
  public Instant now() {
    return at(nanos());
  }

  public Instant at(long nanos) {
    return begin.plus(Duration.ofNanos(nanos));
  }

  public synchronized void opened() {
    open++;
  }

  public synchronized void closed() {
    open--;
  }

  /// Returns whether a call is under way at a target.
  public synchronized boolean isCalled() {
    return open > 0;
  }

  public synchronized void called(RecordedCall call) {
    calls.add(call);
  }

  /// Records the replicas at a site if they changed.
  public synchronized void runs(Instant at, RecordedCall.Site site, int wanted, int count) {
    History.Running now = new History.Running(at, site, wanted, count);
    History.Running before = last.put(site, now);
    if (before == null || before.wanted() != wanted || before.running() != count) {
      running.add(now);
    }
  }

  public synchronized void read(History.Page page) {
    pages.add(page);
  }

  public synchronized List<RecordedCall> calls() {
    return List.copyOf(calls);
  }

  public synchronized List<History.Running> running() {
    return List.copyOf(running);
  }

  public synchronized List<History.Page> pages() {
    return List.copyOf(pages);
  }
}
