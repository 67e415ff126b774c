package io.rheostat.benchmarks.failover;

import io.rheostat.app.service.FleetPublisher;
import io.rheostat.model.log.Declaration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What goes on beside the kills: an operator freezes a service that then wants to grow, and the
/// pages of a large one cannot be read for a minute.
final class Trouble {
  /// Longer than it takes until missing data is noticed.
  private static final Duration DARKNESS = Duration.ofSeconds(60);

  private static final String OPERATOR = "bench failover";

  private final World world;
  private final String bootstrap;
  private final List<History.Freeze> freezes = new ArrayList<>();
  private Optional<Since> frozen = Optional.empty();
  private Optional<Since> dark = Optional.empty();

  private record Since(String workload, Instant at) {}

  Trouble(World world, String bootstrap) {
    this.world = world;
    this.bootstrap = bootstrap;
  }

  /// Freezes a service, on whose topic the freeze is when this returns, and lets its load grow.
  void freeze() {
    String workload = world.roomy().getFirst();
    publish(new Declaration.Change.Freeze(workload, OPERATOR));
    frozen = Optional.of(new Since(workload, world.recorder().now()));
    surge(workload);
  }

  /// Ends the freeze when there is one.
  void unfreeze() {
    if (frozen.isPresent()) {
      Since since = frozen.get();
      freezes.add(new History.Freeze(since.workload(), since.at(), world.recorder().now()));
      publish(new Declaration.Change.Unfreeze(since.workload(), OPERATOR));
      frozen = Optional.empty();
    }
  }

  private void publish(Declaration.Change change) {
    try (FleetPublisher publisher =
        FleetPublisher.open(bootstrap, Program.PARTITIONS, InstantSource.system(), Map.of())) {
      var _ = publisher.publish(change);
    }
  }

  /// From here on nobody can read the pages of the service with the most replicas.
  void darken() {
    String largest = world.roomy().getLast();
    for (String workload : world.roomy()) {
      if (world.target().wanted(workload) > world.target().wanted(largest)) {
        largest = workload;
      }
    }
    world.target().darken(largest, true);
    dark = Optional.of(new Since(largest, world.recorder().now()));
  }

  /// Lets the pages be read again when they were dark for long enough; waits for that.
  void lighten() throws InterruptedException {
    if (dark.isPresent()) {
      Instant until = dark.get().at().plus(DARKNESS);
      Duration left = Duration.between(world.recorder().now(), until);
      if (left.isPositive()) {
        Thread.sleep(left);
      }
      world.target().darken(dark.get().workload(), false);
      dark = Optional.empty();
    }
  }

  /// More load at once than the smallest service can carry, so that a command is wanted now. One
  /// that is frozen or dark could not show that the program acts.
  void surge() {
    List<String> names = new ArrayList<>(world.roomy());
    frozen.ifPresent(since -> names.remove(since.workload()));
    dark.ifPresent(since -> names.remove(since.workload()));
    names.sort(Comparator.comparingInt(world.target()::wanted));
    surge(names.getFirst());
  }

  private void surge(String workload) {
    int enough = Math.min(Member.MOST_REPLICAS, world.target().wanted(workload) + 1);
    world.loads().surge(workload, enough * Member.goodRate(), world.recorder().now());
  }

  List<History.Freeze> freezes() {
    return List.copyOf(freezes);
  }
}
