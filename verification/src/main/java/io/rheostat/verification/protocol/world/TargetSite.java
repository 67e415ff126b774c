package io.rheostat.verification.protocol.world;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.resource.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One target: the replicas of one placement, and its current generation.
public final class TargetSite {
  private final ProtocolWorld world;
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
  public enum State {
    PENDING,
    STARTING,
    READY,
    DRAINING
  }

  /// A replica; its counters are those of its metric page.
  public static final class Replica {
    final String name;
    final String key;
    State state = State.PENDING;
    double finished;

    Replica(String workload, String name) {
      this.name = name;
      key = workload + "/" + name;
    }

    /// Returns the replica's name, different from all others of the placement.
    public String name() {
      return name;
    }

    /// Returns the replica's key in the log.
    public String key() {
      return key;
    }

    /// Returns whether the replica is ready to serve.
    public boolean isReady() {
      return state == State.READY;
    }

    /// Counts served requests and returns all of them so far.
    public double serve(double requests) {
      finished += requests;
      return finished;
    }
  }

  public TargetSite(ProtocolWorld world, String workload, Placement placement, Runnable touched) {
    this.workload = workload;
    this.world = world;
    this.touched = touched;
    this.placement = placement;
  }

  /// Returns the declared placement of the target.
  public Placement placement() {
    return placement;
  }

  /// Returns the generation of the last command taken.
  public Generation generation() {
    return generation;
  }

  /// Returns the desired replicas.
  public int wanted() {
    return wanted;
  }

  /// Sets the generation of the last command taken.
  public void carry(Generation newest) {
    generation = newest;
  }

  /// Returns the replicas in all states, pending ones included.
  public List<Replica> replicas() {
    return replicas;
  }

  /// Returns the number of replicas in a state.
  public int count(State state) {
    int count = 0;
    for (Replica replica : replicas) {
      count += replica.state == state ? 1 : 0;
    }
    return count;
  }

  /// Returns replicas using devices and dollars, now or as soon as there are devices for them.
  public int held() {
    return replicas.size();
  }

  /// Sets whether the devices are out of stock; when they are back, pending replicas start.
  public void stock(boolean out) {
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
  public boolean isMeddledWith() {
    return world.now() - 60_000 < meddledAt;
  }

  /// Returns whether another writer has resized it since a command was issued.
  public boolean wasMeddledWith(Command since) {
    return meddledAt >= 0
        && world
            .scheduler()
            .clock(meddledAt - world.now())
            .isAfter(since.issuedAt().minusSeconds(5));
  }

  /// Resizes as another writer would, past Rheostat.
  public void meddle(int to) {
    meddledAt = world.now();
    scale(to);
  }

  /// Sets the desired replicas: adds replicas, or ends some, pending ones first and ready ones
  /// last.
  public void scale(int to) {
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

  /// Returns the status of the placement as its target reports it.
  public PlacementStatus status() {
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
