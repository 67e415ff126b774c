package io.rheostat.simulator.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/// Arrivals of a trace, counted by second.
public final class ArrivalCounts {
  private final Instant start;

  /// Arrivals before the end of each second, up to the last arrival's.
  private final int[] until;

  /// @param requests in order of arrival
  /// @param start moment of offset 0
  public ArrivalCounts(Iterable<Request> requests, Instant start) {
    this.start = start;
    int[] counts = {};
    int seconds = 0;
    for (Request request : requests) {
      seconds = Math.toIntExact(request.at().toSeconds()) + 1;
      if (seconds > counts.length) {
        counts = Arrays.copyOf(counts, seconds + seconds / 2);
      }
      counts[seconds - 1]++;
    }
    until = Arrays.copyOf(counts, seconds);
    Arrays.parallelPrefix(until, Integer::sum);
  }

  /// Returns the mean rate of an interval, requests per second; there are none outside of the
  /// trace.
  ///
  /// @param from begin of it, a whole number of seconds after the trace's start
  /// @param to its end, later, and in the same way
  public double rate(Instant from, Instant to) {
    return (double) (before(to) - before(from)) / Duration.between(from, to).toSeconds();
  }

  private int before(Instant time) {
    long seconds = Math.min(until.length, Duration.between(start, time).toSeconds());
    return seconds <= 0 ? 0 : until[(int) seconds - 1];
  }
}
