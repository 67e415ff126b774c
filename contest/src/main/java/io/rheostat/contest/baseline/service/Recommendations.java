package io.rheostat.contest.baseline.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// Replica counts recommended in the recent past, for stabilisation windows.
public final class Recommendations {
  private record Recommendation(Instant at, int replicas) {}

  private final Duration longest;
  private final Deque<Recommendation> past = new ArrayDeque<>();

  /// @param longest window of later queries
  public Recommendations(Duration longest) {
    this.longest = longest;
  }

  /// Remembers one; time does not go back.
  public void add(Instant at, int replicas) {
    past.addLast(new Recommendation(at, replicas));
    Instant from = at.minus(longest);
    while (!past.getFirst().at.isAfter(from) && past.size() > 1) {
      past.removeFirst();
    }
  }

  /// Returns whether nothing has been recommended yet.
  public boolean isEmpty() {
    return past.isEmpty();
  }

  /// Returns the highest of the recommendations after `now - window`, and `current`.
  public int max(Instant now, Duration window, int current) {
    int max = current;
    for (Recommendation recommendation : past) {
      if (recommendation.at.isAfter(now.minus(window))) {
        max = StrictMath.max(max, recommendation.replicas);
      }
    }
    return max;
  }

  /// Returns the lowest of the recommendations after `now - window`, and `current`.
  public int min(Instant now, Duration window, int current) {
    int min = current;
    for (Recommendation recommendation : past) {
      if (recommendation.at.isAfter(now.minus(window))) {
        min = StrictMath.min(min, recommendation.replicas);
      }
    }
    return min;
  }
}
