package io.rheostat.simulator.baseline;

import io.rheostat.model.decision.Allocation;
import io.rheostat.simulator.policy.Autoscaler;
import io.rheostat.simulator.policy.Holdings;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Duration;

/// A fixed number of replicas (baseline B21a).
final class StaticCount implements Autoscaler {
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final Deployment deployment;
  private final int replicas;

  StaticCount(Deployment deployment, int replicas) {
    this.deployment = deployment;
    this.replicas = replicas;
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
  public void sample(ServiceView view) {}

  @Override
  public Allocation decide(Holdings holdings) {
    return deployment.hold(replicas);
  }
}
