package io.rheostat.contest.baseline.general;

import io.rheostat.contest.baseline.service.Deployment;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.simulator.policy.Autoscaler;
import io.rheostat.simulator.policy.Holdings;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Duration;

/// A fixed number of replicas (baseline B21a).
public final class StaticCount implements Autoscaler {
  /// Long interval between samples, since it uses none; the count is set at the first decision.
  private static final Duration SAMPLE = Duration.ofHours(1);

  private static final Duration DECIDE = Duration.ofSeconds(1);

  private final Deployment deployment;
  private final int replicas;

  public StaticCount(Deployment deployment, int replicas) {
    this.deployment = deployment;
    this.replicas = replicas;
  }

  @Override
  public Duration sampleEvery() {
    return SAMPLE;
  }

  @Override
  public Duration decideEvery() {
    return DECIDE;
  }

  @Override
  public void sample(ServiceView view) {}

  @Override
  public Allocation decide(Holdings holdings) {
    return deployment.hold(replicas);
  }
}
