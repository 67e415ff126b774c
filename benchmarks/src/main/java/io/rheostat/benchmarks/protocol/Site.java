package io.rheostat.benchmarks.protocol;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One target: the replicas of one placement, and its current generation.
final class Site {
  private final World world;
  private final String workload;
  private final Placement placement;
  private final Runnable touched;
  private final List<Replica> replicas = new ArrayList<>();
  private Generation generation = Generation.NONE;
  private int wanted;
  private int started;
  private boolean stockOut;
  private long meddledAt = Long.MIN_VALUE;

  /// Stage of a replica's life.
  enum State {
    PENDING,
    STARTING,
    READY,
    DRAINING
  }

  /// A replica; its counters are those of its metric page.
  static final class Replica {
    final String name;
    final String key;
    State state = State.PENDING;
    double finished;

    Replica(String workload, String name) {
      this.name = name;
      key = workload + "/" + name;
    }
  }

  Site(World world, String workload, Placement placement, Runnable touched) {
    this.workload = workload;
    this.world = world;
    this.touched = touched;
    this.placement = placement;
  }

  Placement placement() {
    return placement;
  }

  Generation generation() {
    return generation;
  }

  int wanted() {
    return wanted;
  }

  void carry(Generation newest) {
    generation = newest;
  }

  List<Replica> replicas() {
    return replicas;
  }

  int count(State state) {
    int count = 0;
    for (Replica replica : replicas) {
      count += replica.state == state ? 1 : 0;
    }
    return count;
  }

  /// Returns replicas using devices and dollars, now or as soon as there are devices for them.
  int held() {
    return replicas.size();
  }

  void stock(boolean out) {
    stockOut = out;
    if (!out) {
      for (Replica replica : replicas) {
        if (replica.state == State.PENDING) {
          begin(replica);
        }
      }
    }
  }

  /// Returns whether another writer has resized it lately: its desired replicas are not known
  /// everywhere.
  boolean isMeddledWith() {
    return world.now() - 60_000 < meddledAt;
  }

  /// Returns whether another writer has resized it since a command was issued.
  boolean wasMeddledWith(Command since) {
    return meddledAt >= 0
        && world
            .scheduler()
            .clock(meddledAt - world.now())
            .isAfter(since.issuedAt().minusSeconds(5));
  }

  void meddle(int to) {
    meddledAt = world.now();
    scale(to);
  }

  void scale(int to) {
    touched.run();
    wanted = to;
    int up = replicas.size() - count(State.DRAINING);
    for (; up < to; up++) {
      Replica replica = new Replica(workload, placement.name() + "-" + started++);
      replicas.add(replica);
      if (!stockOut) {
        begin(replica);
      }
    }
    for (State state : List.of(State.PENDING, State.STARTING, State.READY)) {
      for (Replica replica : List.copyOf(replicas)) {
        if (up > to && replica.state == state) {
          end(replica);
          up--;
        }
      }
    }
  }

  private void begin(Replica replica) {
    touched.run();
    replica.state = State.STARTING;
    world
        .scheduler()
        .within(
            2_000,
            12_000,
            () -> {
              if (replica.state == State.STARTING) {
                replica.state = State.READY;
              }
            });
  }

  private void end(Replica replica) {
    if (replica.state == State.PENDING) {
      replicas.remove(replica);
      return;
    }
    replica.state = State.DRAINING;
    world
        .scheduler()
        .within(
            500,
            12_000,
            () -> {
              touched.run();
              replicas.remove(replica);
            });
  }

  PlacementStatus status() {
    int pending = count(State.PENDING);
    return new PlacementStatus(
        placement.name(),
        wanted,
        count(State.READY),
        count(State.STARTING),
        count(State.DRAINING),
        pending,
        pending > 0 ? Optional.of("0/4 nodes are available") : Optional.empty(),
        Optional.empty());
  }
}
