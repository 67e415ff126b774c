package io.rheostat.app.simulation;

import io.rheostat.simulator.capacity.Scaling;
import io.rheostat.simulator.trace.RecordedTrace;
import java.util.Locale;
import java.util.Optional;

/// A recorded trace's load beside what may be placed for it.
public final class TraceLoad {
  /// Need over the upper bound from which a run shows nothing but the lack of replicas.
  private static final double BEYOND = 2;

  private TraceLoad() {}

  /// Returns a warning for a trace whose busiest minute needs more than twice the replicas that may
  /// be placed; empty for any other.
  ///
  /// @param most replicas that may be placed
  /// @param where they may be placed, such as `the scenario`
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
