package io.rheostat.contest.baseline.general;

import io.rheostat.contest.baseline.service.Deployment;
import io.rheostat.contest.baseline.service.SlidingWindow;
import io.rheostat.model.Require;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.simulator.policy.Autoscaler;
import io.rheostat.simulator.policy.Holdings;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/// Ray Serve's autoscaling of ongoing requests per replica (baseline B5): metrics every 10 s, mean
/// of the last 30 s, a control loop every 0.1 s, acting once enough ticks in a row asked for the
/// same direction.
public final class RayServe implements Autoscaler {
  private static final Duration METRICS = Duration.ofSeconds(10);
  private static final Duration LOOK_BACK = Duration.ofSeconds(30);
  private static final Duration TICK = Duration.ofMillis(100);

  /// Settings in `autoscaling_config`.
  ///
  /// @param target requests per replica, queued or running
  /// @param upDelay duration of a higher demand before scaling up
  /// @param downDelay duration of a lower demand before scaling down
  /// @param factors shares of the difference made up
  public record Settings(double target, Duration upDelay, Duration downDelay, Factors factors) {
    /// Shipped delay upwards.
    public static final Duration UP_DELAY = Duration.ofSeconds(30);

    /// Shipped delay downwards, also to zero.
    public static final Duration DOWN_DELAY = Duration.ofMinutes(10);

    public Settings {
      Require.positive("target", target);
    }
  }

  /// Share of the difference made up by one decision, 1 as shipped.
  ///
  /// @param up `upscaling_factor`
  /// @param down `downscaling_factor`
  public record Factors(double up, double down) {
    /// Factors as shipped: each decision makes up the whole difference.
    public static final Factors SHIPPED = new Factors(1, 1);

    public Factors {
      Require.positive("up", up);
      Require.positive("down", down);
    }
  }

  private final Deployment deployment;
  private final Settings settings;
  private final SlidingWindow ongoing = new SlidingWindow(LOOK_BACK);
  private int ticks;

  public RayServe(Deployment deployment, Settings settings) {
    this.deployment = deployment;
    this.settings = settings;
  }

  @Override
  public Duration sampleEvery() {
    return METRICS;
  }

  @Override
  public Duration decideEvery() {
    return TICK;
  }

  @Override
  public void sample(ServiceView view) {
    ongoing.add(view.at(), deployment.inFlight(view));
  }

  /// Returns the replicas for the load, before delays and bounds.
  ///
  /// @param requests queued or running, in all
  /// @param running replicas
  static int desired(Settings settings, double requests, int running) {
    double raw = requests / settings.target();
    Factors factors = settings.factors();
    double factor = raw > running ? factors.up() : factors.down();
    int desired = (int) StrictMath.ceil(running + factor * (raw - running));
    boolean stuck = StrictMath.ceil(raw) < running && desired == running;
    return stuck ? desired - 1 : desired;
  }

  @Override
  public Allocation decide(Holdings holdings) {
    Instant now = holdings.at();
    int target = deployment.wanted(holdings);
    OptionalDouble requests = ongoing.mean(now);
    if (requests.isEmpty()) {
      return deployment.hold(target);
    }
    int running = deployment.ready(holdings);
    if (running == 0) {
      double first = StrictMath.max(StrictMath.ceil(settings.factors().up()), target);
      return deployment.hold(requests.getAsDouble() > 0 ? first : target);
    }
    int desired = deployment.clamp(desired(settings, requests.getAsDouble(), running));
    return deployment.hold(delayed(desired, target));
  }

  private int delayed(int desired, int target) {
    if (desired == target) {
      ticks = 0;
      return target;
    }
    boolean more = desired > target;
    ticks = more ? StrictMath.max(ticks, 0) + 1 : StrictMath.min(ticks, 0) - 1;
    Duration delay = more ? settings.upDelay() : settings.downDelay();
    if (StrictMath.abs(ticks) <= delay.dividedBy(TICK)) {
      return target;
    }
    ticks = 0;
    return more || target == 1 ? desired : StrictMath.max(1, desired);
  }
}
