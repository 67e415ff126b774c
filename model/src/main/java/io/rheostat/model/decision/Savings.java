package io.rheostat.model.decision;

import io.rheostat.model.Require;
import java.time.Instant;
import java.util.OptionalDouble;

/// What really ran beside what would have run: totals since a workload is only observed.
///
/// @param since when the comparison began
/// @param seconds time that was compared; less than has passed when nothing was known for a while
/// @param realUsd what the replicas that ran cost
/// @param shadowUsd what the replicas that would have run cost
/// @param requests requests that both sides are judged on; 0 where requests are not the objective
/// @param realGood how many of them were good, estimated from what was measured
/// @param shadowGood how many of them would have been good, predicted
public record Savings(
    Instant since,
    double seconds,
    double realUsd,
    double shadowUsd,
    double requests,
    double realGood,
    double shadowGood) {
  public Savings {
    Require.atLeastZero("seconds", seconds);
    Require.atLeastZero("realUsd", realUsd);
    Require.atLeastZero("shadowUsd", shadowUsd);
    Require.atLeastZero("requests", requests);
    Require.atLeastZero("realGood", realGood);
    Require.atLeastZero("shadowGood", shadowGood);
  }

  /// Nothing compared yet.
  public static Savings since(Instant begin) {
    return new Savings(begin, 0, 0, 0, 0, 0, 0);
  }

  /// Dollars per hour less than what ran cost, on average; below 0 when the shadow is dearer.
  public OptionalDouble usdPerHour() {
    return seconds > 0
        ? OptionalDouble.of((realUsd - shadowUsd) * 3600 / seconds)
        : OptionalDouble.empty();
  }

  /// Share of good requests of what ran, estimated.
  public OptionalDouble realAttainment() {
    return share(realGood);
  }

  /// Share of good requests of what would have run, predicted.
  public OptionalDouble shadowAttainment() {
    return share(shadowGood);
  }

  private OptionalDouble share(double good) {
    return requests > 0 ? OptionalDouble.of(Math.min(1, good / requests)) : OptionalDouble.empty();
  }
}
