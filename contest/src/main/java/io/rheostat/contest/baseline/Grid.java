package io.rheostat.contest.baseline;

import io.rheostat.contest.trial.Contender;
import io.rheostat.contest.trial.ScaledContender;
import io.rheostat.simulator.policy.Autoscaler;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Collects a family: settings with the same name are one.
final class Grid {
  private static final int DECIMALS = 3;

  private final String family;
  private final Map<String, Contender> contenders = new LinkedHashMap<>();

  Grid(String family) {
    this.family = family;
  }

  /// Adds one point.
  ///
  /// @param setting such as `target=40,down=300s`
  void add(String setting, Supplier<Autoscaler> autoscaler) {
    String name = family + "(" + setting + ")";
    contenders.putIfAbsent(name, new ScaledContender(name, autoscaler));
  }

  /// Returns the family of the added contenders.
  PolicyFamily family(String about, Supplier<Autoscaler> shipped) {
    return new PolicyFamily(
        family, about, new ScaledContender(family, shipped), new ArrayList<>(contenders.values()));
  }

  /// Formats a number without needless digits.
  static String text(double number) {
    return BigDecimal.valueOf(number)
        .setScale(DECIMALS, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /// Formats a duration in whole seconds.
  static String text(Duration duration) {
    return duration.toSeconds() + "s";
  }

  /// Returns durations of so many seconds.
  static List<Duration> seconds(long... seconds) {
    List<Duration> durations = new ArrayList<>();
    for (long each : seconds) {
      durations.add(Duration.ofSeconds(each));
    }
    return durations;
  }
}
