package io.rheostat.benchmarks.failover;

import io.rheostat.model.fleet.EngineProfile;
import java.util.List;
import java.util.stream.IntStream;

/// The services of a trial: the same in both pools. One pool has room for all of them at their
/// most, the other one too few dollars for it.
///
/// @param name unique among trials on a shared broker
/// @param pool of the service
record Member(String name, String pool) {
  static final String DEVICE = "small";
  static final String ROOMY = "roomy";
  static final String SHORT = "short";

  /// Large enough to always leave a service room to grow.
  static final int MOST_REPLICAS = 16;

  static final int IN_ROOMY = 8;
  static final int IN_SHORT = 3;

  /// Dollars per hour of a replica.
  static final double USD = 0.80;

  /// Dollars per hour: less than its members need with two of them busy.
  static final double SHORT_BUDGET_USD = 7 * USD;

  static final int INPUT_TOKENS = 100;
  static final int OUTPUT_TOKENS = 30;

  /// Speed of every replica, as declared and as simulated.
  static final EngineProfile PROFILE = new EngineProfile(0.04, 0, 0, 0.0001, 40_000, 8, 2048);

  /// Returns the services of one trial.
  ///
  /// @param trial its name
  static List<Member> of(String trial) {
    return IntStream.range(0, IN_ROOMY + IN_SHORT)
        .mapToObj(
            index -> {
              String pool = trial + "-" + (index < IN_ROOMY ? ROOMY : SHORT);
              return new Member(trial + "-" + index, pool);
            })
        .toList();
  }

  /// Returns requests per second a replica serves within the objective.
  static double goodRate() {
    return 0.7 * mostRate();
  }

  boolean isRoomy() {
    return pool.endsWith(ROOMY);
  }

  /// Returns requests per second a replica cannot exceed, whatever the batch.
  static double mostRate() {
    return PROFILE.maxSequences() / (OUTPUT_TOKENS * PROFILE.baseSeconds());
  }
}
