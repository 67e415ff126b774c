package io.rheostat.contest.baseline;

import io.rheostat.contest.baseline.service.Deployment;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.simulator.engine.HistogramView;
import io.rheostat.simulator.engine.ReplicaView;
import io.rheostat.simulator.policy.Autoscaler;
import io.rheostat.simulator.policy.Holdings;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Views and holdings by hand, for tests of one decision at a time.
public final class ServiceViews {
  static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
  public static final HistogramView EMPTY =
      new HistogramView(new double[] {1, Double.POSITIVE_INFINITY}, new long[] {0, 0}, 0);

  private ServiceViews() {}

  public static Instant at(double seconds) {
    return START.plusMillis((long) (seconds * 1000));
  }

  public static Deployment deployment(int min, int max) {
    return new Deployment("h100", bounds(min, max));
  }

  public static Bounds bounds(int min, int max) {
    return new Bounds(min, max, OptionalDouble.empty());
  }

  /// `ready` of `wanted` replicas serve, the others start.
  static PlacementStatus status(String placement, int wanted, int ready) {
    return new PlacementStatus(
        placement, wanted, ready, wanted - ready, 0, 0, Optional.empty(), Optional.empty());
  }

  public static Holdings holdings(double seconds, int wanted, int ready) {
    return new Holdings(at(seconds), List.of(status("h100", wanted, ready)));
  }

  public static Holdings holdings(double seconds, int replicas) {
    return holdings(seconds, replicas, replicas);
  }

  public static ServiceView view(double seconds, long arrived, ReplicaView... replicas) {
    return new ServiceView(at(seconds), arrived, 0, List.of(replicas));
  }

  /// Each of `replicas` runs and queues the same.
  public static ServiceView even(double seconds, int replicas, int running, int waiting) {
    List<ReplicaView> views = new ArrayList<>();
    for (int i = 0; i < replicas; i++) {
      views.add(replica("h100-" + i, running, waiting, 0));
    }
    return new ServiceView(at(seconds), 0, 0, views);
  }

  /// A replica on `h100` with a KV cache of 100,000 tokens.
  public static ReplicaView replica(String name, int running, int waiting, double kvTokens) {
    return replica(name, "h100", running, waiting, kvTokens);
  }

  public static ReplicaView replica(
      String name, String placement, int running, int waiting, double kvTokens) {
    return new ReplicaView(
        name,
        placement,
        false,
        running,
        waiting,
        kvTokens,
        100_000,
        0,
        0,
        0,
        0,
        EMPTY,
        EMPTY,
        new ReplicaView.Iteration(0, 0, 0, 0));
  }

  /// Returns the number of `h100` replicas an autoscaler wants next.
  public static int decide(Autoscaler autoscaler, Holdings holdings) {
    return autoscaler.decide(holdings).replicas("h100");
  }
}
