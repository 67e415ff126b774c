package io.rheostat.verification.failover;

import io.rheostat.app.service.fleet.FleetPublisher;
import io.rheostat.model.log.Declaration;
import io.rheostat.verification.failover.endpoint.TrialServices;
import io.rheostat.verification.failover.history.History;
import io.rheostat.verification.failover.process.Program;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Events beside the kills: an operator freezes a service before its load grows, and the pages of a
/// large one cannot be read for a minute.
final class FaultInjector {
  /// Longer than the time until missing data is noticed.
  private static final Duration DARKNESS = Duration.ofSeconds(60);

  private static final String OPERATOR = "verify failover";

  private final FailoverWorld world;
  private final String bootstrap;
  private final List<History.Freeze> freezes = new ArrayList<>();
  private Optional<Since> frozen = Optional.empty();
  private Optional<Since> dark = Optional.empty();

  private record Since(String workload, Instant at) {}

  FaultInjector(FailoverWorld world, String bootstrap) {
    this.world = world;
    this.bootstrap = bootstrap;
  }

  /// Freezes a service and lets its load grow; the freeze is on the topic on return.
  void freeze() {
    String workload = world.roomy().getFirst();
    publish(new Declaration.Change.Freeze(workload, OPERATOR));
    frozen = Optional.of(new Since(workload, world.recorder().now()));
    surge(workload);
  }

  /// Ends the freeze if there is one.
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

  /// Makes the pages of the service with the most replicas unreadable from here on.
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

  /// Waits until the pages were dark for long enough, then makes them readable again.
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

  /// Adds more load at once than the smallest service can serve, to make a command necessary now. A
  /// frozen or dark service could not show the program's action.
  void surge() {
    List<String> names = new ArrayList<>(world.roomy());
    frozen.ifPresent(since -> names.remove(since.workload()));
    dark.ifPresent(since -> names.remove(since.workload()));
    names.sort(Comparator.comparingInt(world.target()::wanted));
    surge(names.getFirst());
  }

  private void surge(String workload) {
    int enough = Math.min(TrialServices.MOST_REPLICAS, world.target().wanted(workload) + 1);
    world.loads().surge(workload, enough * TrialServices.goodRate(), world.recorder().now());
  }

  List<History.Freeze> freezes() {
    return List.copyOf(freezes);
  }
}
