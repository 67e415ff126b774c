package io.rheostat.verification.failover.endpoint;

import io.rheostat.model.resource.EngineProfile;
import java.util.List;
import java.util.stream.IntStream;

/// The services of a trial: the same in both pools. One pool has room for all of them at their
/// most, the other one too few dollars for it.
///
/// @param name unique among trials on a shared broker
/// @param pool of the service
public record TrialServices(String name, String pool) {
  public static final String DEVICE = "small";
  static final String ROOMY = "roomy";
  public static final String SHORT = "short";

  /// Large enough to always leave a service room to grow.
  public static final int MOST_REPLICAS = 16;

  public static final int IN_ROOMY = 8;
  static final int IN_SHORT = 3;

  /// Dollars per hour of a replica.
  public static final double USD = 0.80;

  /// Dollars per hour: less than its members need with two of them busy.
  public static final double SHORT_BUDGET_USD = 7 * USD;

  public static final int INPUT_TOKENS = 100;
  public static final int OUTPUT_TOKENS = 30;

  /// Speed of every replica, as declared and as simulated.
  public static final EngineProfile PROFILE =
      new EngineProfile(0.04, 0, 0, 0.0001, 40_000, 8, 2048);

  /// Returns the services of one trial.
  ///
  /// @param trial its name
  public static List<TrialServices> of(String trial) {
    return IntStream.range(0, IN_ROOMY + IN_SHORT)
        .mapToObj(
            index -> {
              String pool = trial + "-" + (index < IN_ROOMY ? ROOMY : SHORT);
              return new TrialServices(trial + "-" + index, pool);
            })
        .toList();
  }

  /// Returns requests per second a replica serves within the objective.
  public static double goodRate() {
    return 0.7 * mostRate();
  }

  /// Returns whether its pool has room for all services at their most.
  public boolean isRoomy() {
    return pool.endsWith(ROOMY);
  }

  /// Returns requests per second a replica cannot exceed, whatever the batch.
  public static double mostRate() {
    return PROFILE.maxSequences() / (OUTPUT_TOKENS * PROFILE.baseSeconds());
  }
}
