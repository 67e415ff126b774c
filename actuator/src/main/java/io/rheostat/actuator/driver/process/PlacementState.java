package io.rheostat.actuator.driver.process;

import io.rheostat.actuator.driver.process.WorkerProcess.Phase;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.PlacementStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Desired and actual replicas of one placement. Immutable.
///
/// @param generation of the last order taken: the fence
/// @param wanted desired replicas of that order
/// @param workers by their index
/// @param owner the Rheostat behind the order; empty before any, and in files of builds without
///     owners
record PlacementState(
    Generation generation,
    int wanted,
    SortedMap<Integer, WorkerProcess> workers,
    Optional<String> owner) {
  static final PlacementState NOTHING =
      new PlacementState(Generation.NONE, 0, new TreeMap<>(), Optional.empty());

  PlacementState {
    workers = Collections.unmodifiableSortedMap(new TreeMap<>(workers));
  }

  PlacementState ordered(Generation newer, int replicas, Optional<String> by) {
    return new PlacementState(newer, replicas, workers, by);
  }

  PlacementState with(WorkerProcess worker) {
    SortedMap<Integer, WorkerProcess> changed = new TreeMap<>(workers);
    changed.put(worker.replica(), worker);
    return new PlacementState(generation, wanted, changed, owner);
  }

  PlacementState without(WorkerProcess worker) {
    SortedMap<Integer, WorkerProcess> changed = new TreeMap<>(workers);
    changed.remove(worker.replica());
    return new PlacementState(generation, wanted, changed, owner);
  }

  /// Returns the same without any worker; the desired replicas stay.
  PlacementState empty() {
    return new PlacementState(generation, wanted, new TreeMap<>(), owner);
  }

  /// Returns the number of workers above the desired replicas; negative when some are missing.
  int surplus() {
    int counted = 0;
    for (WorkerProcess worker : workers.values()) {
      counted += worker.counts() ? 1 : 0;
    }
    return counted - wanted;
  }

  List<WorkerProcess> in(Phase phase) {
    List<WorkerProcess> found = new ArrayList<>();
    for (WorkerProcess worker : workers.values()) {
      if (worker.phase() == phase) {
        found.add(worker);
      }
    }
    return found;
  }

  /// Returns the workers in the order of removal: crashed ones, those not ready yet, then the
  /// idlest. Where the number of requests of some is not known, the youngest.
  ///
  /// @param running requests in progress at a replica, by its index
  List<WorkerProcess> leaving(Map<Integer, OptionalDouble> running) {
    List<WorkerProcess> order = new ArrayList<>(workers.values());
    order.removeIf(worker -> !worker.counts());
    boolean known = in(Phase.READY).stream().allMatch(worker -> load(running, worker).isPresent());
    Comparator<WorkerProcess> byPhase = Comparator.comparingInt(worker -> rank(worker.phase()));
    Comparator<WorkerProcess> byLoad =
        Comparator.comparingDouble(worker -> known ? load(running, worker).orElse(0) : 0);
    order.sort(
        byPhase
            .thenComparing(byLoad)
            .thenComparing(WorkerProcess::requestedAt, Comparator.reverseOrder())
            .thenComparing(WorkerProcess::replica, Comparator.reverseOrder()));
    return order.subList(0, Math.max(0, Math.min(order.size(), surplus())));
  }

  private static OptionalDouble load(Map<Integer, OptionalDouble> running, WorkerProcess worker) {
    return running.getOrDefault(worker.replica(), OptionalDouble.empty());
  }

  private static int rank(Phase phase) {
    return switch (phase) {
      case CRASHED -> 0;
      case LAUNCHING -> 1;
      case STARTING -> 2;
      case READY -> 3;
      case DRAINING -> 4;
    };
  }

  /// Returns a place for one more; empty when no port is free. It has the lowest index, and the
  /// port at its place in the range if that is free.
  Optional<WorkerProcess> place(ProcessSettings settings, Instant now) {
    int replica = 0;
    while (workers.containsKey(replica)) {
      replica++;
    }
    int ports = settings.lastPort() - settings.firstPort() + 1;
    for (int step = 0; step < ports; step++) {
      int port = settings.firstPort() + (replica + step) % ports;
      if (workers.values().stream().noneMatch(worker -> worker.port() == port)) {
        return Optional.of(WorkerProcess.launching(replica, port, now));
      }
    }
    return Optional.empty();
  }

  /// Returns the status to report.
  ///
  /// @param blocked reason why no more could be placed, if any
  PlacementStatus status(String placement, Optional<String> blocked) {
    int missing = Math.max(0, -surplus());
    List<WorkerProcess> crashed = in(Phase.CRASHED);
    int starting = in(Phase.STARTING).size() + in(Phase.LAUNCHING).size();
    Optional<String> reason =
        crashed.isEmpty()
            ? blocked
            : Optional.of(
                "replica " + crashed.getFirst().replica() + " " + crashed.getFirst().reason());
    return new PlacementStatus(
        placement,
        wanted,
        in(Phase.READY).size(),
        starting + (blocked.isEmpty() ? missing : 0),
        in(Phase.DRAINING).size(),
        crashed.size() + (blocked.isEmpty() ? 0 : missing),
        reason.filter(_ -> !crashed.isEmpty() || missing > 0),
        lastStartup());
  }

  private Optional<Duration> lastStartup() {
    return in(Phase.READY).stream()
        .max(Comparator.comparing(WorkerProcess::since))
        .map(newest -> Duration.between(newest.requestedAt(), newest.since()))
        .filter(startup -> !startup.isNegative());
  }
}
