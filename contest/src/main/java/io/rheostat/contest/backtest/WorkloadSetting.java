package io.rheostat.contest.backtest;

import io.rheostat.config.yaml.NumberUnit;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.Workload;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// Value of a workload's declaration that a backtest may set, by the key it has in YAML.
@SuppressWarnings("ImmutableEnumChecker") // its functions keep nothing
enum WorkloadSetting {
  MIN_REPLICAS(
      "bounds.minReplicas",
      NumberUnit.WHOLE,
      "2",
      (workload, value) -> bounded(workload, (int) value, workload.bounds().maxReplicas())),
  MAX_REPLICAS(
      "bounds.maxReplicas",
      NumberUnit.WHOLE,
      "12",
      (workload, value) -> bounded(workload, workload.bounds().minReplicas(), (int) value)),
  TTFT(
      "objective.slo.ttft",
      NumberUnit.DURATION,
      "2s",
      (workload, value) ->
          with(
              workload,
              slo -> new Slo(seconds(value), slo.timePerOutputToken(), slo.attainment()))),
  TPOT(
      "objective.slo.tpot",
      NumberUnit.DURATION,
      "50ms",
      (workload, value) ->
          with(workload, slo -> new Slo(slo.timeToFirstToken(), seconds(value), slo.attainment()))),
  ATTAINMENT(
      "objective.slo.attainment",
      NumberUnit.SHARE,
      "99%",
      (workload, value) ->
          with(workload, slo -> new Slo(slo.timeToFirstToken(), slo.timePerOutputToken(), value))),
  VALUE(
      "objective.value.perThousandGoodRequests",
      NumberUnit.DOLLARS,
      "4 USD",
      (workload, value) -> workload.with(service(workload).withValue(value / 1000)));

  private final String key;
  private final NumberUnit unit;
  private final String sample;
  private final Change change;

  WorkloadSetting(String key, NumberUnit unit, String sample, Change change) {
    this.key = key;
    this.unit = unit;
    this.sample = sample;
    this.change = change;
  }

  /// Change of a workload to a value in the base unit.
  private interface Change {
    Workload to(Workload workload, double value);
  }

  /// Change of latency limits.
  private interface Limits {
    Slo of(Slo slo);
  }

  /// Returns the keys, in the order of reports and errors.
  static List<String> keys() {
    return Arrays.stream(values()).map(one -> one.key).toList();
  }

  /// Returns a workload with a value set.
  ///
  /// @throws IllegalArgumentException with the option for an unknown key, a value that cannot be
  ///     read or cannot be
  static Workload set(Workload workload, String key, String value) {
    String option = "--set " + workload.name() + "." + key;
    for (WorkloadSetting one : values()) {
      if (one.key.equals(key)) {
        return switch (one.unit.parse(value, one.sample)) {
          case NumberUnit.Parsed.Valid(var number) -> {
            try {
              yield one.change.to(workload, number.doubleValue());
            } catch (IllegalArgumentException refused) {
              throw new IllegalArgumentException(option + ": " + refused.getMessage(), refused);
            }
          }
          case NumberUnit.Parsed.Refused(String what, String remedy) ->
              throw new IllegalArgumentException(option + ": " + what + " " + remedy);
        };
      }
    }
    throw new IllegalArgumentException(
        option + " is no key to set. There are " + String.join(", ", keys()) + ".");
  }

  private static Workload bounded(Workload workload, int least, int most) {
    return workload.with(workload.bounds().withReplicas(least, most));
  }

  private static Workload with(Workload workload, Limits limits) {
    Objective.Inference service = service(workload);
    return workload.with(service.with(limits.of(service.slo())));
  }

  private static Objective.Inference service(Workload workload) {
    if (workload.objective() instanceof Objective.Inference service) {
      return service;
    }
    throw new IllegalArgumentException(workload.name() + " is no inference service.");
  }

  private static Duration seconds(double value) {
    return Duration.ofNanos((long) (value * 1e9));
  }
}
