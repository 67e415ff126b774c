package io.rheostat.contest.scenario;

import io.rheostat.contest.capacity.Scaling;
import io.rheostat.simulator.trace.RecordedTrace;
import java.util.Locale;
import java.util.Optional;

/// Load of a recorded trace beside the replicas placeable for it.
public final class TraceLoad {
  /// Ratio of need to the upper bound; beyond it a run shows nothing but the lack of replicas.
  private static final double BEYOND = 2;

  private TraceLoad() {}

  /// Returns a warning for a trace with a busiest minute needing more than twice the placeable
  /// replicas; empty for any other.
  ///
  /// @param most maximum placeable replicas
  /// @param where source of that maximum, such as `the scenario`
  public static Optional<String> beyond(
      RecordedTrace trace, Scaling.Peak peak, int most, String where) {
    if (peak.replicas() <= BEYOND * most) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s: from here on %.1f requests/s need about %.0f replicas, and %s may place %d."
                + " Every policy falls short of it. Thin the trace, or scale it"
                + " (spec.trace.csv.scaleToReplicas of a scenario).",
            trace.place(peak.first()),
            peak.ratePerSecond(),
            Math.ceil(peak.replicas()),
            where,
            most));
  }
}
