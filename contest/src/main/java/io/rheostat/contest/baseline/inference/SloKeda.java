package io.rheostat.contest.baseline.inference;

import io.rheostat.contest.baseline.general.HpaBehavior;
import io.rheostat.contest.baseline.general.HpaScaler;
import io.rheostat.contest.baseline.service.Deployment;
import io.rheostat.contest.baseline.service.RateQuantile;
import io.rheostat.contest.baseline.service.SlidingWindow;
import io.rheostat.model.Require;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Slo;
import io.rheostat.simulator.engine.ReplicaView;
import io.rheostat.simulator.policy.Autoscaler;
import io.rheostat.simulator.policy.Holdings;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/// llm-d's SLO-aware scaling with KEDA (baseline B10): the worse of P90 TTFT and P90 TPOT over its
/// limit, from 1-minute rates scraped every 5 s, averaged over 45 s of 15-second rules, turned into
/// a replica count with a dead band, and carried out by an HPA every 15 s.
public final class SloKeda implements Autoscaler {
  private static final Duration SCRAPE = Duration.ofSeconds(5);
  private static final Duration RULE = Duration.ofSeconds(15);
  private static final Duration RATE = Duration.ofMinutes(1);
  private static final Duration SMOOTHING = Duration.ofSeconds(45);
  private static final double SHARE = 0.9;
  private static final double MOST = 2;

  /// The law's constants.
  ///
  /// @param up above this score it adds
  /// @param down below this score it removes
  /// @param behavior of the HPA
  public record Settings(double up, double down, HpaBehavior behavior) {
    /// As published: 0.55 and 0.40; up to 100 % or 4 in 60 s after 30 s, down 1 in 120 s after 180
    /// s.
    public static final Settings SHIPPED =
        new Settings(0.55, 0.40, behavior(Duration.ofMinutes(3), Duration.ofMinutes(2)));

    public Settings {
      Require.positive("up", up);
      Require.positive("down", down);
    }

    /// Returns the published behaviour with another pace downwards.
    ///
    /// @param stabilization duration of a lower proposal before scaling down
    /// @param period for the removal of at most one replica
    public static HpaBehavior behavior(Duration stabilization, Duration period) {
      Duration minute = Duration.ofMinutes(1);
      return new HpaBehavior(
          new HpaBehavior.Rules(
              Duration.ofSeconds(30),
              List.of(
                  new HpaBehavior.Policy.Percent(100, minute),
                  new HpaBehavior.Policy.Pods(4, minute))),
          new HpaBehavior.Rules(stabilization, List.of(new HpaBehavior.Policy.Pods(1, period))));
    }
  }

  private final Deployment deployment;
  private final Slo slo;
  private final Settings settings;
  private final HpaScaler scaler;
  private final RateQuantile firstToken = new RateQuantile(RATE);
  private final RateQuantile perToken = new RateQuantile(RATE);
  private final SlidingWindow scores = new SlidingWindow(SMOOTHING);

  public SloKeda(Deployment deployment, Slo slo, Settings settings) {
    this.deployment = deployment;
    this.slo = slo;
    this.settings = settings;
    this.scaler = new HpaScaler(settings.behavior(), deployment.bounds());
  }

  /// Returns the replicas for a smoothed score.
  ///
  /// @param score 1 at the limit
  /// @param wanted desired replicas
  /// @param ready ready ones of them
  static int proposal(Settings settings, double score, int wanted, int ready) {
    double serving = ready > 0 && ready < wanted ? (double) ready / wanted : 1;
    if (score > settings.up()) {
      double more = StrictMath.ceil(wanted * (score * serving / settings.up() - 1));
      return wanted + (int) more;
    }
    if (score < settings.down()) {
      return wanted - (int) StrictMath.floor(wanted * (1 - score / settings.down()));
    }
    return wanted;
  }

  @Override
  public Duration sampleEvery() {
    return SCRAPE;
  }

  @Override
  public Duration decideEvery() {
    return RULE;
  }

  @Override
  public void sample(ServiceView view) {
    for (ReplicaView replica : view.replicas()) {
      if (replica.placement().equals(deployment.placement())) {
        firstToken.add(view.at(), replica.name(), replica.timeToFirstToken());
        perToken.add(view.at(), replica.name(), replica.timePerOutputToken());
      }
    }
  }

  @Override
  public Allocation decide(Holdings holdings) {
    Instant now = holdings.at();
    double worse =
        StrictMath.max(
            over(firstToken.of(SHARE, now), slo.ttftSeconds()),
            over(perToken.of(SHARE, now), slo.tpotSeconds()));
    scores.add(now, StrictMath.min(worse, MOST));
    int wanted = deployment.wanted(holdings);
    double score = scores.mean(now).orElseThrow();
    int proposal = proposal(settings, score, wanted, deployment.ready(holdings));
    return deployment.hold(scaler.scale(new HpaScaler.Proposal(now, wanted, proposal)));
  }

  private static double over(OptionalDouble seconds, double limit) {
    return seconds.isEmpty() ? 0 : seconds.getAsDouble() / limit;
  }
}
