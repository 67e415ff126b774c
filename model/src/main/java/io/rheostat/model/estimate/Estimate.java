package io.rheostat.model.estimate;

import io.rheostat.model.Require;
import java.time.Instant;

/// The rolling view of one workload.
///
/// @param workload whose
/// @param pool its pool as declared at that time
/// @param at the estimate stage's time
/// @param freshness how far it may be trusted
/// @param measure what was measured
/// @param counters trust in the counters it was measured with
public record Estimate(
    String workload,
    String pool,
    Instant at,
    Freshness freshness,
    Measure measure,
    CounterHealth counters) {
  /// Measured with sound counters.
  public Estimate(String workload, String pool, Instant at, Freshness freshness, Measure measure) {
    this(workload, pool, at, freshness, measure, CounterHealth.SOUND);
  }

  public Estimate {
    Require.text("workload", workload);
    Require.text("pool", pool);
  }
}
