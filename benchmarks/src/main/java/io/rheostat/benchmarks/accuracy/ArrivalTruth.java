package io.rheostat.benchmarks.accuracy;

import io.rheostat.simulator.trace.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Arrivals of a service as its trace has them.
final class ArrivalTruth {
  private final Instant start;
  private final long[] nanos;

  /// @param requests in order
  /// @param start moment of offset 0
  ArrivalTruth(List<Request> requests, Instant start) {
    this.start = start;
    nanos = requests.stream().mapToLong(one -> one.at().toNanos()).toArray();
  }

  /// Returns the mean rate of an interval, requests per second.
  double rate(Instant from, Instant to) {
    Duration length = Duration.between(from, to);
    return (before(to) - before(from)) / (length.toNanos() / 1e9);
  }

  private int before(Instant time) {
    long at = Duration.between(start, time).toNanos();
    int found = Arrays.binarySearch(nanos, at);
    if (found < 0) {
      return -found - 1;
    }
    while (found > 0 && nanos[found - 1] == at) {
      found--;
    }
    return found;
  }
}
