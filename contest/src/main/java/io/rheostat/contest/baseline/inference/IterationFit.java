package io.rheostat.contest.baseline.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Least squares of an iteration's time over its prompt tokens and the KV tokens it reads, on at
/// most 64 observations spread over 4 x 4 buckets of the two: when there are more, the oldest of
/// the fullest bucket goes.
final class IterationFit {
  private static final int SAMPLES = 64;
  private static final int SIDE = 4;
  private static final int LEAST = 5;
  private static final double SINGULAR = 1e-12;

  /// One iteration.
  ///
  /// @param seconds its duration
  /// @param prefill prompt tokens in it, over the most
  /// @param kv cached tokens it read, over the most
  private record Observation(double seconds, double prefill, double kv) {}

  /// Linear model of an iteration: it takes `base + perPrefill · prompt tokens + perKv · KV tokens`
  /// seconds.
  record Line(double base, double perPrefill, double perKv) {
    double seconds(double prefillTokens, double kvTokens) {
      return base + perPrefill * prefillTokens + perKv * kvTokens;
    }
  }

  private final double mostPrefill;
  private final double mostKv;
  private final List<Deque<Observation>> buckets = new ArrayList<>();
  private int size;

  /// @param mostPrefill prompt tokens of the largest iteration
  /// @param mostKv tokens of a full KV cache
  IterationFit(double mostPrefill, double mostKv) {
    this.mostPrefill = mostPrefill;
    this.mostKv = mostKv;
    for (int i = 0; i < SIDE * SIDE; i++) {
      buckets.add(new ArrayDeque<>());
    }
  }

  /// Adds one iteration.
  void add(double seconds, double prefillTokens, double kvTokens) {
    Observation observation =
        new Observation(seconds, prefillTokens / mostPrefill, kvTokens / mostKv);
    buckets.get(side(observation.prefill) * SIDE + side(observation.kv)).addLast(observation);
    size++;
    if (size > SAMPLES) {
      Deque<Observation> fullest = buckets.getFirst();
      for (Deque<Observation> bucket : buckets) {
        fullest = bucket.size() > fullest.size() ? bucket : fullest;
      }
      fullest.removeFirst();
      size--;
    }
  }

  private static int side(double share) {
    return (int) StrictMath.max(0, StrictMath.min(SIDE - 1.0, share * SIDE));
  }

  /// Returns the number of observations kept.
  int size() {
    return size;
  }

  /// Returns the fit; empty with fewer than five observations, without enough spread, or when more
  /// work would seem to take less time.
  Optional<Line> line() {
    double[] means = means();
    double pp = 0;
    double pk = 0;
    double kk = 0;
    double ps = 0;
    double ks = 0;
    for (Deque<Observation> bucket : buckets) {
      for (Observation observation : bucket) {
        double prefill = observation.prefill - means[1];
        double kv = observation.kv - means[2];
        double seconds = observation.seconds - means[0];
        pp += prefill * prefill;
        pk += prefill * kv;
        kk += kv * kv;
        ps += prefill * seconds;
        ks += kv * seconds;
      }
    }
    double determinant = pp * kk - pk * pk;
    if (size < LEAST || determinant < SINGULAR) {
      return Optional.empty();
    }
    double perPrefill = (ps * kk - ks * pk) / determinant;
    double perKv = (ks * pp - ps * pk) / determinant;
    if (perPrefill < 0 || perKv < 0) {
      return Optional.empty();
    }
    double base = means[0] - perPrefill * means[1] - perKv * means[2];
    return Optional.of(new Line(base, perPrefill / mostPrefill, perKv / mostKv));
  }

  private double[] means() {
    double[] sums = new double[3];
    for (Deque<Observation> bucket : buckets) {
      for (Observation observation : bucket) {
        sums[0] += observation.seconds;
        sums[1] += observation.prefill;
        sums[2] += observation.kv;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= StrictMath.max(1, size);
    }
    return sums;
  }
}
