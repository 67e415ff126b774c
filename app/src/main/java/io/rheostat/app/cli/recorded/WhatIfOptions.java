package io.rheostat.app.cli.recorded;

import io.rheostat.contest.backtest.WhatIf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/// Declarations that a backtest tries in place of the recorded ones.
final class WhatIfOptions {
  @Option(
      names = "--set",
      description =
          "A workload's value, such as chat.bounds.maxReplicas=12: bounds.minReplicas,"
              + " bounds.maxReplicas, objective.slo.ttft, .tpot, .attainment or"
              + " objective.value.perThousandGoodRequests.")
  private Map<String, String> settings = new TreeMap<>();

  @Option(names = "--price", description = "Dollars of a device and hour, such as h100-sxm=2.10.")
  private Map<String, Double> prices = new TreeMap<>();

  @Option(names = "--budget", description = "Dollars per hour of a pool, such as us-east=80.")
  private Map<String, Double> budgets = new TreeMap<>();

  @Option(
      names = "--devices",
      description = "Devices of a type, such as l40s=0; of one pool alone us-east/l40s=0.")
  private Map<String, Integer> devices = new TreeMap<>();

  @Option(names = "--alpha", description = "Weight of value against cost in every pool.")
  private Optional<Double> alpha = Optional.empty();

  /// Returns the changes.
  WhatIf changes() {
    return new WhatIf(
        new TreeMap<>(settings),
        new TreeMap<>(prices),
        new TreeMap<>(budgets),
        new TreeMap<>(devices),
        alpha.map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
  }

  /// Returns the changes as they were given.
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    settings.forEach((key, value) -> texts.add("--set " + key + "=" + value));
    prices.forEach((key, value) -> texts.add("--price " + key + "=" + value));
    budgets.forEach((key, value) -> texts.add("--budget " + key + "=" + value));
    devices.forEach((key, value) -> texts.add("--devices " + key + "=" + value));
    alpha.ifPresent(value -> texts.add("--alpha " + value));
    return texts;
  }
}
