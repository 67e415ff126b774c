package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.util.Optional;
import java.util.OptionalDouble;

/// Limits of one workload.
///
/// @param minReplicas never fewer, over all placements (training: workers)
/// @param maxReplicas never more
/// @param maxUsdPerHour never dearer, when declared
/// @param churn never more changes than these, when declared
public record Bounds(
    int minReplicas, int maxReplicas, OptionalDouble maxUsdPerHour, Optional<Churn> churn) {
  public Bounds {
    Require.atLeast("minReplicas", 0, minReplicas);
    Require.atLeast("maxReplicas", 1, maxReplicas);
    if (minReplicas > maxReplicas) {
      throw new IllegalArgumentException(
          "minReplicas is " + minReplicas + ", above maxReplicas " + maxReplicas + ".");
    }
    maxUsdPerHour.ifPresent(limit -> Require.positive("maxCostPerHour", limit));
  }

  /// Creates limits without a limit of changes.
  public Bounds(int minReplicas, int maxReplicas, OptionalDouble maxUsdPerHour) {
    this(minReplicas, maxReplicas, maxUsdPerHour, Optional.empty());
  }

  /// Returns the same bounds with other numbers of replicas.
  public Bounds withReplicas(int least, int most) {
    return new Bounds(least, most, maxUsdPerHour, churn);
  }

  /// Returns the same bounds with another limit of cost.
  public Bounds withMaxUsdPerHour(double usd) {
    return new Bounds(minReplicas, maxReplicas, OptionalDouble.of(usd), churn);
  }

  /// Returns the same bounds with another limit of changes.
  public Bounds withChurn(Churn limit) {
    return new Bounds(minReplicas, maxReplicas, maxUsdPerHour, Optional.of(limit));
  }
}
