package io.rheostat.verification.failover.endpoint;

import io.rheostat.simulator.engine.LiveReplica;
import io.rheostat.simulator.page.ReplicaPage;
import io.rheostat.simulator.page.VllmPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The replicas of one service: simulated engines with requests dealt to them in turn. Times are
/// nanoseconds since the trial began. Not safe for use by several threads.
final class RecordedReplicas {
  private static final long STARTUP_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long DRAIN_NANOS = Duration.ofSeconds(1).toNanos();

  /// Requests in progress at an engine before more are turned away.
  private static final int MOST_OPEN = 60;

  private final String workload;
  private final List<Replica> all = new ArrayList<>();
  private int wanted;
  private int started;
  private int turn;
  private double due;
  private long now;

  /// @param goneAt end of its draining; [Long#MAX_VALUE] while it is desired
  private record Replica(
      String name, LiveReplica engine, long readyAt, long goneAt, List<LiveReplica.Ticket> open) {
    Replica draining(long until) {
      return new Replica(name, engine, readyAt, until, open);
    }
  }

  RecordedReplicas(String workload) {
    this.workload = workload;
  }

  /// Advances time while requests arrive at a rate.
  void advance(long until, double rate) {
    due += rate * (until - now) / 1e9;
    now = until;
    all.removeIf(replica -> replica.goneAt() <= until);
    for (Replica replica : all) {
      replica.engine().advance(until);
      replica.open().removeIf(LiveReplica.Ticket::isDone);
    }
    List<Replica> ready = ready();
    for (; due >= 1; due--) {
      if (!ready.isEmpty()) {
        serve(ready.get(Math.floorMod(turn++, ready.size())));
      }
    }
  }

  private void serve(Replica replica) {
    if (replica.open().size() < MOST_OPEN) {
      LiveReplica engine = replica.engine();
      replica
          .open()
          .add(engine.submit(TrialServices.INPUT_TOKENS, TrialServices.OUTPUT_TOKENS, now));
    }
  }

  private List<Replica> ready() {
    return all.stream()
        .filter(replica -> replica.readyAt() <= now && replica.goneAt() == Long.MAX_VALUE)
        .toList();
  }

  /// Adds replicas, or lets the newest ones drain.
  void resize(int replicas) {
    wanted = replicas;
    long live = all.stream().filter(replica -> replica.goneAt() == Long.MAX_VALUE).count();
    for (int i = all.size() - 1; i >= 0 && live > replicas; i--) {
      if (all.get(i).goneAt() == Long.MAX_VALUE) {
        all.set(i, all.get(i).draining(now + DRAIN_NANOS));
        live--;
      }
    }
    for (; live < replicas; live++) {
      String name = workload + "-" + started++;
      LiveReplica engine = new LiveReplica(TrialServices.PROFILE, name.hashCode(), now);
      all.add(new Replica(name, engine, now + STARTUP_NANOS, Long.MAX_VALUE, new ArrayList<>()));
    }
  }

  /// Returns desired replicas of the last resize.
  int wanted() {
    return wanted;
  }

  /// Returns all existing replicas: ready, starting and draining.
  int running() {
    return all.size();
  }

  int readyCount() {
    return ready().size();
  }

  int draining() {
    return (int) all.stream().filter(replica -> replica.goneAt() != Long.MAX_VALUE).count();
  }

  /// Returns names of the serving replicas.
  List<String> names() {
    return ready().stream().map(Replica::name).toList();
  }

  /// Renders the metric page of a serving replica.
  Optional<String> page(String name) {
    return ready().stream()
        .filter(replica -> replica.name().equals(name))
        .findFirst()
        .map(
            replica ->
                VllmPage.render(
                    new ReplicaPage(
                        workload,
                        name,
                        TrialServices.DEVICE,
                        new TreeMap<>(Map.of("model_name", workload)),
                        1,
                        replica.engine().samples())));
  }
}
