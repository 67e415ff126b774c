package io.rheostat.contest.baseline.general;

import io.rheostat.contest.baseline.service.CounterRate;
import io.rheostat.contest.baseline.service.Deployment;
import io.rheostat.contest.baseline.service.Recommendations;
import io.rheostat.contest.baseline.service.SlidingWindow;
import io.rheostat.model.Require;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.simulator.policy.Autoscaler;
import io.rheostat.simulator.policy.Holdings;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/// Head-room as large as the largest step of the recent past: `ceil((rate + max(factor · step,
/// floor · capacity)) / capacity)` replicas. Scales up at once, and down to the highest need of a
/// window. A step is the rise of the smoothed rate within a minute.
public final class StepHeadroom implements Autoscaler {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration RATE_WINDOW = Duration.ofSeconds(15);
  private static final double ROUNDING = 1e-9;

  /// Length of the rate's smoothing, and of a rise counted as one step.
  private static final Duration STEP = Duration.ofMinutes(1);

  /// Amount of head-room.
  ///
  /// @param factor of the largest step
  /// @param floor least head-room, in replicas
  /// @param recent duration of a step's effect
  /// @param down duration of a lower need before scaling down
  public record Settings(double factor, double floor, Duration recent, Duration down) {
    /// Once the largest step of the last hour, at least half a replica, down after a minute.
    public static final Settings SHIPPED =
        new Settings(1, 0.5, Duration.ofHours(1), Duration.ofMinutes(1));

    public Settings {
      Require.atLeastZero("factor", factor);
      Require.atLeastZero("floor", floor);
    }
  }

  private final Deployment deployment;
  private final double capacity;
  private final Settings settings;
  private final CounterRate arrivals = new CounterRate(RATE_WINDOW);
  private final CounterRate smoothed = new CounterRate(STEP);
  private final SlidingWindow levels = new SlidingWindow(STEP.plus(EVERY));
  private final SlidingWindow rises;
  private final Recommendations recommendations;

  /// @param capacity requests per second sustained by one replica
  public StepHeadroom(Deployment deployment, double capacity, Settings settings) {
    this.deployment = deployment;
    this.capacity = Require.positive("capacity", capacity);
    this.settings = settings;
    this.rises = new SlidingWindow(settings.recent());
    this.recommendations = new Recommendations(settings.down());
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
    Instant at = view.at();
    arrivals.add(at, (double) view.arrived());
    smoothed.add(at, (double) view.arrived());
    OptionalDouble level = smoothed.perSecond();
    if (level.isPresent()) {
      levels.add(at, level.getAsDouble());
      rises.add(at, level.getAsDouble() - levels.oldest(at).orElseThrow());
    }
  }

  /// Returns the largest rise remembered, in requests per second; 0 or more.
  double largestStep(Instant now) {
    return StrictMath.max(0, rises.max(now).orElse(0));
  }

  @Override
  public Allocation decide(Holdings holdings) {
    OptionalDouble rate = arrivals.perSecond();
    if (rate.isEmpty()) {
      return deployment.hold(deployment.wanted(holdings));
    }
    Instant now = holdings.at();
    double spare =
        StrictMath.max(settings.factor() * largestStep(now) / capacity, settings.floor());
    int need = deployment.clamp(StrictMath.ceil(rate.getAsDouble() / capacity + spare - ROUNDING));
    recommendations.add(now, need);
    return deployment.hold(recommendations.max(now, settings.down(), need));
  }
}
