package io.rheostat.benchmarks.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What targets and replicas saw, in the order in which it happened. It lives in the bench, which
/// nobody kills. Safe for use by several threads.
final class Recorder {
  private final Instant begin = Instant.now();
  private final long beginNanos = System.nanoTime();
  private final List<Call> calls = new ArrayList<>();
  private final List<History.Running> running = new ArrayList<>();
  private final List<History.Page> pages = new ArrayList<>();
  private final Map<Call.Site, History.Running> last = new HashMap<>();
  private int open;

  /// Nanoseconds since it began.
  long nanos() {
    return System.nanoTime() - beginNanos;
  }

  /// The machine's time, which never goes back here.
  Instant now() {
    return at(nanos());
  }

  Instant at(long nanos) {
    return begin.plus(Duration.ofNanos(nanos));
  }

  synchronized void opened() {
    open++;
  }

  synchronized void closed() {
    open--;
  }

  /// Whether a call is under way at a target.
  synchronized boolean isCalled() {
    return open > 0;
  }

  synchronized void called(Call call) {
    calls.add(call);
  }

  /// Keeps what runs at a site when it is not as it was.
  synchronized void runs(Instant at, Call.Site site, int wanted, int count) {
    History.Running now = new History.Running(at, site, wanted, count);
    History.Running before = last.put(site, now);
    if (before == null || before.wanted() != wanted || before.running() != count) {
      running.add(now);
    }
  }

  synchronized void read(History.Page page) {
    pages.add(page);
  }

  synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  synchronized List<History.Running> running() {
    return List.copyOf(running);
  }

  synchronized List<History.Page> pages() {
    return List.copyOf(pages);
  }
}
