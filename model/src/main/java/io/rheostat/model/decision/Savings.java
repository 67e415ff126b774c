package io.rheostat.model.decision;

import io.rheostat.model.Require;
import java.time.Instant;
import java.util.OptionalDouble;

/// Totals of the real and the shadow allocation since the workload is in `observe` mode.
///
/// @param since begin of the comparison
/// @param seconds compared time; less than the elapsed time when nothing was known for a while
/// @param realUsd cost of the real replicas
/// @param shadowUsd cost of the shadow's replicas
/// @param requests requests counted for both sides; 0 where requests are not the objective
/// @param realGood good requests of the real allocation, estimated from measurements
/// @param shadowGood good requests of the shadow, predicted
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

  /// Creates empty savings: nothing compared yet.
  public static Savings since(Instant begin) {
    return new Savings(begin, 0, 0, 0, 0, 0, 0);
  }

  /// Returns the average savings of the shadow, US dollars per hour; below 0 when the shadow is
  /// dearer.
  public OptionalDouble usdPerHour() {
    return seconds > 0
        ? OptionalDouble.of((realUsd - shadowUsd) * 3600 / seconds)
        : OptionalDouble.empty();
  }

  /// Returns the estimated share of good requests of the real allocation.
  public OptionalDouble realAttainment() {
    return share(realGood);
  }

  /// Returns the predicted share of good requests of the shadow.
  public OptionalDouble shadowAttainment() {
    return share(shadowGood);
  }

  private OptionalDouble share(double good) {
    return requests > 0 ? OptionalDouble.of(Math.min(1, good / requests)) : OptionalDouble.empty();
  }
}
