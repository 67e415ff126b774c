package io.rheostat.contest.baseline.general;

import java.time.Duration;
import java.util.List;

/// Limits of a Kubernetes HPA's changes (`spec.behavior`).
///
/// @param up for more replicas
/// @param down for fewer
public record HpaBehavior(Rules up, Rules down) {
  /// One direction. Of several policies the one allowing the largest change counts.
  ///
  /// @param stabilization up: the lowest recommendation of this window counts; down: the highest
  /// @param policies most change within a period; none forbids any change
  public record Rules(Duration stabilization, List<Policy> policies) {
    public Rules {
      policies = List.copyOf(policies);
    }
  }

  /// A limit of change within a period.
  public sealed interface Policy {
    /// Returns the length of the period.
    Duration period();

    /// At most so many replicas.
    record Pods(int replicas, Duration period) implements Policy {}

    /// At most so many per cent of the replicas at the period's start.
    record Percent(double percent, Duration period) implements Policy {}
  }

  private static final Duration PERIOD = Duration.ofSeconds(15);

  /// Default behaviour of Kubernetes: up at once, by 4 or 100 % in 15 s; down to the highest
  /// recommendation of 300 s, by up to 100 % in 15 s.
  public static final HpaBehavior SHIPPED = downAfter(Duration.ofMinutes(5));

  /// Returns the shipped behaviour with another stabilisation window for fewer replicas.
  public static HpaBehavior downAfter(Duration stabilization) {
    Policy doubled = new Policy.Percent(100, PERIOD);
    return new HpaBehavior(
        new Rules(Duration.ZERO, List.of(new Policy.Pods(4, PERIOD), doubled)),
        new Rules(stabilization, List.of(doubled)));
  }
}
