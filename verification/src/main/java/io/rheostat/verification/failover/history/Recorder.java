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

  /// Returns the time at so many nanoseconds since it began.
  public Instant at(long nanos) {
    return begin.plus(Duration.ofNanos(nanos));
  }

  /// Counts a call received by a target and not answered yet.
  public synchronized void opened() {
    open++;
  }

  /// Takes back one of those calls, answered now.
  public synchronized void closed() {
    open--;
  }

  /// Returns whether a call is under way at a target.
  public synchronized boolean isCalled() {
    return open > 0;
  }

  /// Records a resize answered by a target.
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

  /// Records a metrics page read from a replica.
  public synchronized void read(History.Page page) {
    pages.add(page);
  }

  /// Returns the recorded calls so far, in the order of the answers.
  public synchronized List<RecordedCall> calls() {
    return List.copyOf(calls);
  }

  /// Returns the changes of replicas at each site so far, in the order of time.
  public synchronized List<History.Running> running() {
    return List.copyOf(running);
  }

  /// Returns the metric pages read so far, in order.
  public synchronized List<History.Page> pages() {
    return List.copyOf(pages);
  }
}
