package io.rheostat.contest.baseline.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/// Values of the recent past: of a window of length w at time t those after t - w, up to t.
public final class SlidingWindow {
  private record Sample(Instant at, double value) {}

  private final Duration length;
  private final Deque<Sample> samples = new ArrayDeque<>();

  public SlidingWindow(Duration length) {
    this.length = length;
  }

  /// Adds a value; time does not go back.
  public void add(Instant at, double value) {
    samples.addLast(new Sample(at, value));
    forget(at);
  }

  /// Returns the mean over the whole window; empty without values.
  public OptionalDouble mean(Instant now) {
    forget(now);
    return mean(now, length);
  }

  /// Returns the mean over a part of the window; empty without values.
  public OptionalDouble mean(Instant now, Duration part) {
    Instant from = now.minus(part);
    double sum = 0;
    int count = 0;
    for (Sample sample : samples) {
      if (sample.at.isAfter(from)) {
        sum += sample.value;
        count++;
      }
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }

  /// Returns the highest value in the window; empty without values.
  public OptionalDouble max(Instant now) {
    forget(now);
    double max = Double.NEGATIVE_INFINITY;
    for (Sample sample : samples) {
      max = StrictMath.max(max, sample.value);
    }
    return samples.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(max);
  }

  /// Returns the oldest value in the window; empty without values.
  public OptionalDouble oldest(Instant now) {
    forget(now);
    return samples.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(samples.getFirst().value);
  }

  private void forget(Instant now) {
    Instant from = now.minus(length);
    while (!samples.isEmpty() && !samples.getFirst().at.isAfter(from)) {
      samples.removeFirst();
    }
  }
}
