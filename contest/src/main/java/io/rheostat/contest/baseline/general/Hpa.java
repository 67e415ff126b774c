package io.rheostat.contest.baseline.general;

import io.rheostat.contest.baseline.service.Deployment;
import io.rheostat.contest.baseline.service.PodMetric;
import io.rheostat.model.Require;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.simulator.engine.ReplicaView;
import io.rheostat.simulator.policy.Autoscaler;
import io.rheostat.simulator.policy.Holdings;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Duration;
import java.util.List;

/// Kubernetes' HorizontalPodAutoscaler on a gauge of each pod (baseline B1), scraped by Prometheus
/// every 15 s, decided every 15 s.
///
/// A starting replica is a running pod without the metric; a pending one is not ready. It never
/// scales to or from 0.
public final class Hpa implements Autoscaler {
  private static final Duration EVERY = Duration.ofSeconds(15);

  /// Metric and limits of the autoscaler.
  ///
  /// @param metric averaged over pods
  /// @param target desired mean, above 0
  /// @param behavior limits of its changes
  public record Settings(PodMetric metric, double target, HpaBehavior behavior) {
    /// The production stack's rule for vLLM: 5 waiting requests a pod.
    public static final Settings WAITING = new Settings(PodMetric.WAITING, 5, HpaBehavior.SHIPPED);

    public Settings {
      Require.positive("target", target);
    }
  }

  private final Deployment deployment;
  private final Settings settings;
  private final HpaScaler scaler;
  private double sum;
  private int measured;

  public Hpa(Deployment deployment, Settings settings) {
    this.deployment = deployment;
    this.settings = settings;
    this.scaler = new HpaScaler(settings.behavior(), atLeastOne(deployment.bounds()));
  }

  /// Returns the bounds without 0: scaling to 0 needs a feature gate and another metric.
  private static Bounds atLeastOne(Bounds bounds) {
    return new Bounds(
        StrictMath.max(1, bounds.minReplicas()), bounds.maxReplicas(), bounds.maxUsdPerHour());
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
    List<ReplicaView> serving = deployment.serving(view);
    measured = serving.size();
    sum = 0;
    for (ReplicaView replica : serving) {
      sum += settings.metric().of(replica);
    }
  }

  @Override
  public Allocation decide(Holdings holdings) {
    int current = deployment.wanted(holdings);
    if (current == 0) {
      return deployment.hold(0);
    }
    int running = 0;
    int pending = 0;
    for (PlacementStatus status : holdings.placements()) {
      if (status.placement().equals(deployment.placement())) {
        running = status.ready() + status.starting();
        pending = status.pending();
      }
    }
    int missing = StrictMath.max(0, running - measured);
    int proposal = new HpaPods(current, measured, sum, missing, pending).desired(settings.target());
    return Allocation.of(
        deployment.placement(),
        scaler.scale(new HpaScaler.Proposal(holdings.at(), current, proposal)));
  }
}
