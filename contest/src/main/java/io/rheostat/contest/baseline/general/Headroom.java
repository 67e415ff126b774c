package io.rheostat.contest.baseline.general;

import io.rheostat.contest.baseline.service.CounterRate;
import io.rheostat.contest.baseline.service.Deployment;
import io.rheostat.contest.baseline.service.Recommendations;
import io.rheostat.model.Require;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.simulator.policy.Autoscaler;
import io.rheostat.simulator.policy.Holdings;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/// Arrival rate over capacity, with head-room: `ceil(factor · rate / capacity + spare)` replicas.
/// Scales up at once, and down to the highest need of a window.
///
/// Simple as it is, it is hard to beat: a study of this project's ramps and traces found its
/// frontier below every shipped autoscaler.
public final class Headroom implements Autoscaler {
  private static final Duration EVERY = Duration.ofSeconds(5);

  /// Keeps a sum of exact shares, such as 2.9 / 1.45, from rounding up to one replica more.
  private static final double ROUNDING = 1e-9;

  /// Amount of head-room.
  ///
  /// @param factor of the rate, 1 for none
  /// @param spare replicas on top; may be a fraction
  /// @param down duration of a lower need before scaling down
  /// @param window of the arrival rate
  public record Settings(double factor, double spare, Duration down, Duration window) {
    /// One replica to spare, down after a minute, rate over 15 s.
    public static final Settings SHIPPED =
        new Settings(1, 1, Duration.ofMinutes(1), Duration.ofSeconds(15));

    public Settings {
      Require.positive("factor", factor);
      Require.atLeastZero("spare", spare);
    }
  }

  private final Deployment deployment;
  private final double capacity;
  private final Settings settings;
  private final CounterRate arrivals;
  private final Recommendations recommendations;

  /// @param capacity requests per second sustained by one replica
  public Headroom(Deployment deployment, double capacity, Settings settings) {
    this.deployment = deployment;
    this.capacity = Require.positive("capacity", capacity);
    this.settings = settings;
    this.arrivals = new CounterRate(settings.window());
    this.recommendations = new Recommendations(settings.down());
  }

  /// Returns the replicas for a rate in requests per second.
  static double replicas(double rate, double capacity, Settings settings) {
    return StrictMath.ceil(settings.factor() * rate / capacity + settings.spare() - ROUNDING);
  }

  @Override
  public Duration sampleEvery() {
    return EVERY;
  }

  @Override
  public Duration decideEvery() {
    return EVERY;
  }

  @Override
  public void sample(ServiceView view) {
    arrivals.add(view.at(), (double) view.arrived());
  }

  @Override
  public Allocation decide(Holdings holdings) {
    OptionalDouble rate = arrivals.perSecond();
    if (rate.isEmpty()) {
      return deployment.hold(deployment.wanted(holdings));
    }
    Instant now = holdings.at();
    int need = deployment.clamp(replicas(rate.getAsDouble(), capacity, settings));
    recommendations.add(now, need);
    return deployment.hold(recommendations.max(now, settings.down(), need));
  }
}
