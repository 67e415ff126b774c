package io.rheostat.contest.baseline.general;

import io.rheostat.contest.baseline.service.Deployment;
import io.rheostat.contest.baseline.service.Recommendations;
import io.rheostat.contest.baseline.service.SlidingWindow;
import io.rheostat.model.Require;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.simulator.engine.ReplicaView;
import io.rheostat.simulator.policy.Autoscaler;
import io.rheostat.simulator.policy.Holdings;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/// AIBrix's APA on running requests per replica (baseline B6): every 10 s the mean of a window over
/// the target, with a tolerance up and down and a limit to the rate.
///
/// As shipped its stabilisation downwards takes the lowest recommendation of five minutes, where an
/// HPA takes the highest: one low recommendation decides for five minutes. [Stabilization#FIXED]
/// takes the highest.
public final class AibrixApa implements Autoscaler {
  private static final Duration RESYNC = Duration.ofSeconds(10);
  private static final Duration DOWN_WINDOW = Duration.ofMinutes(5);
  private static final double TOLERANCE = 0.1;
  private static final double MAX_UP_RATE = 2;
  private static final double MAX_DOWN_RATE = 2;

  /// Recommendation of the last five minutes applied when scaling down.
  public enum Stabilization {
    /// The lowest.
    SHIPPED,
    /// The highest.
    FIXED
  }

  /// Settings of the autoscaler.
  ///
  /// @param target running requests per replica
  /// @param stable window of the mean
  /// @param stabilization on the way down
  public record Settings(double target, Duration stable, Stabilization stabilization) {
    /// Shipped stable window.
    public static final Duration STABLE = Duration.ofMinutes(3);

    public Settings {
      Require.positive("target", target);
    }
  }

  private final Deployment deployment;
  private final Settings settings;
  private final SlidingWindow perReplica;
  private final Recommendations recommendations = new Recommendations(DOWN_WINDOW);

  public AibrixApa(Deployment deployment, Settings settings) {
    this.deployment = deployment;
    this.settings = settings;
    this.perReplica = new SlidingWindow(settings.stable());
  }

  /// Returns the replicas for a mean over its target, before bounds and stabilisation.
  ///
  /// @param ratio 1 at the target
  /// @param current replicas set
  static int desired(double ratio, int current) {
    if (ratio > 1 + TOLERANCE) {
      return (int)
          StrictMath.min(StrictMath.ceil(current * ratio), StrictMath.ceil(MAX_UP_RATE * current));
    }
    if (ratio < 1 - TOLERANCE) {
      return (int)
          StrictMath.max(
              StrictMath.ceil(current * ratio), StrictMath.floor(current / MAX_DOWN_RATE));
    }
    return current;
  }

  @Override
  public Duration sampleEvery() {
    return RESYNC;
  }

  @Override
  public Duration decideEvery() {
    return RESYNC;
  }

  @Override
  public void sample(ServiceView view) {
    List<ReplicaView> serving = deployment.serving(view);
    double running = 0;
    for (ReplicaView replica : serving) {
      running += replica.running();
    }
    if (!serving.isEmpty()) {
      perReplica.add(view.at(), running / serving.size());
    }
  }

  @Override
  public Allocation decide(Holdings holdings) {
    Instant now = holdings.at();
    int current = deployment.wanted(holdings);
    OptionalDouble mean = perReplica.mean(now);
    if (mean.isEmpty()) {
      return deployment.hold(current);
    }
    int desired = deployment.clamp(desired(mean.getAsDouble() / settings.target(), current));
    recommendations.add(now, desired);
    return deployment.hold(desired < current ? stabilized(now, desired) : desired);
  }

  private int stabilized(Instant now, int desired) {
    return switch (settings.stabilization()) {
      case SHIPPED -> recommendations.min(now, DOWN_WINDOW, desired);
      case FIXED -> recommendations.max(now, DOWN_WINDOW, desired);
    };
  }
}
