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
import java.util.Optional;
import java.util.OptionalDouble;

/// Knative's pod autoscaler on concurrency (baseline B3): samples every second, decides every two,
/// with a stable window and a panic window of a tenth of it.
///
/// Concurrency is the total over all replicas and the gateway. In panic the count never falls; it
/// ends when the panic window has asked for less than twice the ready replicas for a stable window.
public final class Kpa implements Autoscaler {
  private static final Duration SAMPLE = Duration.ofSeconds(1);
  private static final Duration TICK = Duration.ofSeconds(2);
  private static final Duration TO_ZERO_GRACE = Duration.ofSeconds(30);
  private static final double MAX_UP_RATE = 1000;
  private static final double MAX_DOWN_RATE = 2;
  private static final double PANIC = 2;
  private static final int PANIC_WINDOW_PART = 10;

  /// Settings of the autoscaler.
  ///
  /// @param target requests in flight per replica, utilisation included
  /// @param stable window of the mean outside panic
  public record Settings(double target, Duration stable) {
    /// Shipped stable window.
    public static final Duration STABLE = Duration.ofMinutes(1);

    public Settings {
      Require.positive("target", target);
    }
  }

  private final Deployment deployment;
  private final Settings settings;
  private final SlidingWindow concurrency;
  private boolean started;
  private Optional<Instant> panicSince = Optional.empty();
  private int panicMost;
  private Optional<Instant> idleSince = Optional.empty();

  public Kpa(Deployment deployment, Settings settings) {
    this.deployment = deployment;
    this.settings = settings;
    this.concurrency = new SlidingWindow(settings.stable());
  }

  @Override
  public Duration sampleEvery() {
    return SAMPLE;
  }

  @Override
  public Duration decideEvery() {
    return TICK;
  }

  @Override
  public void sample(ServiceView view) {
    concurrency.add(view.at(), deployment.inFlight(view));
  }

  /// Tells whether it is in panic.
  boolean panics() {
    return panicSince.isPresent();
  }

  @Override
  public Allocation decide(Holdings holdings) {
    Instant now = holdings.at();
    int replicas = deployment.ready(holdings);
    if (!started) {
      started = true;
      if (replicas > 1) {
        panicSince = Optional.of(now);
        panicMost = replicas;
      }
    }
    OptionalDouble stable = concurrency.mean(now);
    OptionalDouble recent = concurrency.mean(now, settings.stable().dividedBy(PANIC_WINDOW_PART));
    if (stable.isEmpty() || recent.isEmpty()) {
      return deployment.hold(deployment.wanted(holdings));
    }
    int ready = StrictMath.max(1, replicas);
    double byStable = StrictMath.ceil(stable.getAsDouble() / settings.target());
    double byRecent = StrictMath.ceil(recent.getAsDouble() / settings.target());
    panic(now, byRecent / ready >= PANIC);
    int desired = limited(byStable, ready);
    if (panics()) {
      panicMost = StrictMath.max(panicMost, StrictMath.max(desired, limited(byRecent, ready)));
      desired = panicMost;
    }
    return deployment.hold(heldFromZero(desired, now));
  }

  private void panic(Instant now, boolean over) {
    if (over) {
      panicSince = Optional.of(now);
    } else if (panicSince.isPresent() && panicSince.get().plus(settings.stable()).isBefore(now)) {
      panicSince = Optional.empty();
      panicMost = 0;
    }
  }

  private static int limited(double replicas, int ready) {
    double least = StrictMath.floor(ready / MAX_DOWN_RATE);
    double most = StrictMath.ceil(ready * MAX_UP_RATE);
    return (int) StrictMath.min(most, StrictMath.max(least, replicas));
  }

  /// Keeps one replica until the load was zero for a stable window and the grace.
  private int heldFromZero(int desired, Instant now) {
    if (desired > 0) {
      idleSince = Optional.empty();
      return desired;
    }
    Instant since = idleSince.orElse(now);
    idleSince = Optional.of(since);
    boolean over = !since.plus(settings.stable()).plus(TO_ZERO_GRACE).isAfter(now);
    return over ? 0 : 1;
  }
}
