package io.rheostat.actuator.protocol.admission;

import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.actuator.protocol.queue.EndedGenerations;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Last observation of every target, and the orders possibly sent to targets since. Not safe for
/// use by several threads.
final class CommandRecords {
  private final Map<String, Sighting> sightings = new HashMap<>();
  private final Map<String, SortedMap<Generation, Reservation>> reservations = new HashMap<>();

  private record Sighting(Observed observed, Instant begun) {}

  /// Records an observation of a workload; orders it shows to be settled are dropped.
  ///
  /// @param begun time its observation began: it need not show later changes
  /// @return false for an observation older than the last one
  boolean observed(Observed observed, Instant begun) {
    Sighting before = sightings.get(observed.workload());
    if (before != null && begun.isBefore(before.begun())) {
      return false;
    }
    sightings.put(observed.workload(), new Sighting(observed, begun));
    SortedMap<Generation, Reservation> own = of(observed.workload());
    Set<String> settled = new HashSet<>();
    List<Reservation> newestFirst = new ArrayList<>(own.values()).reversed();
    for (Reservation reservation : newestFirst) {
      // Targets with a newer generation take none before it any more.
      boolean overtaken =
          settled.containsAll(reservation.orders().keySet()) || reservation.isOvertakenBy(observed);
      boolean shown = reservation.isShownBy(observed, begun);
      if (overtaken || shown) {
        own.remove(reservation.generation());
      }
      if (shown && reservation.accepted()) {
        settled.addAll(reservation.orders().keySet());
      }
    }
    return true;
  }

  private SortedMap<Generation, Reservation> of(String workload) {
    return reservations.computeIfAbsent(workload, _ -> new TreeMap<>());
  }

  /// Records the part of a command sent to its targets.
  void reserve(Command command, Command part) {
    of(command.workload())
        .compute(
            command.generation(),
            (_, known) -> (known == null ? Reservation.of(command) : known).sent(part));
  }

  /// Records the end of a command: its unsent part is sent no more.
  void concluded(String workload, Generation generation) {
    of(workload).computeIfPresent(generation, (_, reservation) -> reservation.ended().orElse(null));
  }

  /// Takes over the commands of earlier lives that may yet change a target.
  void restored(String workload, SortedMap<Generation, EndedGenerations.Unsettled> unsettled) {
    unsettled.forEach(
        (generation, left) ->
            of(workload).putIfAbsent(generation, Reservation.of(generation, left)));
  }

  /// Returns the commands of a workload that may yet change a target.
  SortedMap<Generation, EndedGenerations.Unsettled> unsettled(String workload) {
    SortedMap<Generation, EndedGenerations.Unsettled> open = new TreeMap<>();
    of(workload)
        .forEach(
            (generation, reservation) ->
                reservation.unsettled().ifPresent(left -> open.put(generation, left)));
    return open;
  }

  /// Records the targets' answer to an attempt.
  void answered(Command command, Attempt attempt, Instant now) {
    of(command.workload())
        .computeIfPresent(
            command.generation(), (_, reservation) -> reservation.answered(attempt, now));
  }

  /// Returns the last observation of a workload; empty before the first.
  Optional<Observed> seen(String workload) {
    return Optional.ofNullable(sightings.get(workload)).map(Sighting::observed);
  }

  /// Returns the possible replicas of a placement after a chain of orders.
  Occupancy occupancy(Workload workload, Placement placement, List<Reservation> chain) {
    return Occupancy.of(workload, placement, seen(workload.name()), chain);
  }

  /// Returns the orders possibly sent to targets, oldest first.
  ///
  /// @param command the judged command; it counts once
  /// @param with whether it counts
  List<Reservation> chain(Workload workload, Optional<Command> command, boolean with) {
    SortedMap<Generation, Reservation> own = of(workload.name());
    SortedMap<Generation, Reservation> chain = new TreeMap<>(own);
    command.ifPresent(
        judged -> {
          chain.remove(judged.generation());
          if (with) {
            chain.put(judged.generation(), Reservation.of(judged));
          }
        });
    return new ArrayList<>(chain.values());
  }
}
