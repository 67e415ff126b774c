package io.rheostat.contest.baseline.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/// Rate of a counter without resets over the last window, per second: from the newest reading at
/// least one window old (or the oldest reading) to the newest.
public final class CounterRate {
  private record Reading(Instant at, double count) {}

  private final Duration window;
  private final Deque<Reading> readings = new ArrayDeque<>();

  public CounterRate(Duration window) {
    this.window = window;
  }

  /// Adds a reading; time does not go back.
  public void add(Instant at, double count) {
    readings.addLast(new Reading(at, count));
    Instant from = at.minus(window);
    while (readings.size() > 1 && !second().at.isAfter(from)) {
      readings.removeFirst();
    }
  }

  /// Returns the growth per second; empty with fewer than two readings.
  public OptionalDouble perSecond() {
    if (readings.size() < 2) {
      return OptionalDouble.empty();
    }
    Reading first = readings.getFirst();
    Reading last = readings.getLast();
    double seconds = Duration.between(first.at, last.at).toNanos() / 1e9;
    return OptionalDouble.of((last.count - first.count) / seconds);
  }

  private Reading second() {
    var iterator = readings.iterator();
    iterator.next();
    return iterator.next();
  }
}
