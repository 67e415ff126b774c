package io.rheostat.benchmarks.ingest.load;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts of the senders while they run.
final class SenderTally {
  private final LongAdder samples = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final ConcurrentSkipListMap<Integer, LongAdder> others = new ConcurrentSkipListMap<>();

  void taken(int count, int bodyBytes) {
    samples.add(count);
    bytes.add(bodyBytes);
  }

  void refused(int status) {
    others.computeIfAbsent(status, _ -> new LongAdder()).increment();
  }

  void failed() {
    failures.increment();
  }

  long samples() {
    return samples.sum();
  }

  long bytes() {
    return bytes.sum();
  }

  long failures() {
    return failures.sum();
  }

  Map<Integer, Long> others() {
    ConcurrentSkipListMap<Integer, Long> counts = new ConcurrentSkipListMap<>();
    others.forEach((status, count) -> counts.put(status, count.sum()));
    return counts;
  }
}
