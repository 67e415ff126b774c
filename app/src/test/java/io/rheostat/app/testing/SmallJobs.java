package io.rheostat.app.testing;

import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Training jobs of 1000 samples for the fleets of [SmallFleets].
public final class SmallJobs {
  private static final Objective.Training WORK =
      new Objective.Training(1000, 8, 8, 0, Optional.empty(), 0);

  private SmallJobs() {}

  /// A job with a delay cost, in the pool `east`.
  public static Workload elastic(String name) {
    return elastic(name, "east");
  }

  /// A job with a delay cost.
  public static Workload elastic(String name, String pool) {
    return job(name, pool, WORK.with(new ElasticTraining(3, WORK.batch())));
  }

  /// A job with a delay cost, of an owner.
  public static Workload ownedBy(String owner, String name) {
    return job(name, "east", WORK.with(new ElasticTraining(3, WORK.batch()).ownedBy(owner)));
  }

  /// A job with a delay cost, cancelled.
  public static Workload cancelled(String name) {
    return job(name, "east", WORK.with(new ElasticTraining(3, WORK.batch()).cancel()));
  }

  /// A job with a delay cost, worth that much at its end and due by then.
  public static Workload due(String name, double usdOnCompletion, Instant deadline) {
    Objective.Training work =
        new Objective.Training(1000, 8, 8, usdOnCompletion, Optional.of(deadline), 5);
    return job(name, "east", work.with(new ElasticTraining(3, work.batch())));
  }

  /// A job that earns its value evenly with its work.
  public static Workload plain(String name) {
    return job(name, "east", WORK);
  }

  private static Workload job(String name, String pool, Objective objective) {
    return new Workload(
        name,
        pool,
        objective,
        Optional.empty(),
        List.of(placement("big"), placement("small")),
        new Bounds(0, 4, OptionalDouble.empty()),
        List.of(),
        List.of(),
        Mode.ACT);
  }

  private static Placement placement(String name) {
    return new Placement(
        name,
        "h100",
        1,
        1,
        List.of(1, 2, 4),
        0,
        0,
        Duration.ZERO,
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Target.OBSERVE);
  }
}
