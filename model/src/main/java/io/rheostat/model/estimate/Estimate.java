package io.rheostat.model.estimate;

import io.rheostat.model.Require;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Rolling estimate of one workload.
///
/// @param workload name of the workload
/// @param pool its pool as declared at that time
/// @param at the estimate stage's time
/// @param freshness age and coverage of its data
/// @param measure measurements by kind of workload
/// @param counters trust in its counters
/// @param hosts host memory and disk of its replicas by placement; none when they are not measured
public record Estimate(
    String workload,
    String pool,
    Instant at,
    Freshness freshness,
    Measure measure,
    CounterHealth counters,
    List<HostAdvice> hosts) {
  /// Creates an estimate without host memory and disk.
  public Estimate(
      String workload,
      String pool,
      Instant at,
      Freshness freshness,
      Measure measure,
      CounterHealth counters) {
    this(workload, pool, at, freshness, measure, counters, List.of());
  }

  /// Creates an estimate with sound counters.
  public Estimate(String workload, String pool, Instant at, Freshness freshness, Measure measure) {
    this(workload, pool, at, freshness, measure, CounterHealth.SOUND);
  }

  public Estimate {
    Require.text("workload", workload);
    Require.text("pool", pool);
    hosts = List.copyOf(hosts);
  }

  /// Returns the same estimate with other measurements.
  public Estimate with(Measure other) {
    return new Estimate(workload, pool, at, freshness, other, counters, hosts);
  }

  /// Returns the measurements of a training job; empty for another workload.
  public Optional<Measure.Training> training() {
    return measure instanceof Measure.Training training ? Optional.of(training) : Optional.empty();
  }
}
