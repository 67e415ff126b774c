package io.rheostat.actuator.protocol.admission;

import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.actuator.protocol.queue.EndedGenerations;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A command possibly taken by targets, now or later.
///
/// @param generation its own
/// @param orders its desired replicas, by placement
/// @param sent placements whose targets may have been asked already
/// @param expiresAt no attempt of it is begun after this
/// @param answeredAt time of its targets' final answer, a yes or a no
/// @param accepted whether they took all of it
record Reservation(
    Generation generation,
    SortedMap<String, Integer> orders,
    Set<String> sent,
    Instant expiresAt,
    Optional<Instant> answeredAt,
    boolean accepted) {
  private static final Duration LONGEST_CALL = Command.LONGEST_CALL;

  static Reservation of(Command command) {
    SortedMap<String, Integer> orders = new TreeMap<>();
    command.orders().forEach(order -> orders.put(order.placement(), order.replicas()));
    return new Reservation(
        command.generation(), orders, Set.of(), command.expiresAt(), Optional.empty(), false);
  }

  /// Returns the reservation of a command left behind by an earlier life.
  static Reservation of(Generation generation, EndedGenerations.Unsettled left) {
    Instant expiresAt = left.until().minus(LONGEST_CALL);
    return new Reservation(
        generation, left.orders(), left.orders().keySet(), expiresAt, Optional.empty(), false);
  }

  /// Returns the same after all or a part of it was sent.
  Reservation sent(Command part) {
    Set<String> more = new TreeSet<>(sent);
    part.orders().forEach(order -> more.add(order.placement()));
    return new Reservation(generation, orders, more, expiresAt, answeredAt, accepted);
  }

  /// Returns the part left after the end of its command: the rest is sent no more.
  Optional<Reservation> ended() {
    SortedMap<String, Integer> left = new TreeMap<>(orders);
    left.keySet().retainAll(sent);
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(new Reservation(generation, left, sent, expiresAt, answeredAt, accepted));
  }

  /// Returns its record for the next life; empty when its targets took all of it: then any
  /// observation shows it.
  Optional<EndedGenerations.Unsettled> unsettled() {
    Instant until = answeredAt.orElse(expiresAt.plus(LONGEST_CALL));
    return accepted ? Optional.empty() : Optional.of(new EndedGenerations.Unsettled(orders, until));
  }

  Reservation answered(Attempt attempt, Instant now) {
    return switch (attempt) {
      case Attempt.Accepted _ -> answered(now, true);
      // Nothing at the target keeps an earlier call of it, still under way, from being taken later.
      case Attempt.Refused _ -> answered(now.plus(LONGEST_CALL), false);
      case Attempt.Unreachable _ -> this;
    };
  }

  private Reservation answered(Instant at, boolean wholly) {
    return new Reservation(generation, orders, sent, expiresAt, Optional.of(at), wholly);
  }

  /// Returns whether a report shows all its effects, past and future: at each of its placements by
  /// a late enough observation, or by the replicas of the target.
  ///
  /// @param begun begin of the report's observation, for placements without a time of their own
  boolean isShownBy(Observed observed, Instant begun) {
    for (String placement : orders.keySet()) {
      Optional<Instant> seen =
          observed.looks().isEmpty() || !observed.tellsOf(placement)
              ? Optional.of(begun)
              : observed.observedAt(placement);
      if (seen.isEmpty() || !(isSettled(seen.get()) || isHeld(observed, placement))) {
        return false;
      }
    }
    return true;
  }

  /// Returns true when every target has a newer command's generation: none of them takes this one
  /// any more.
  boolean isOvertakenBy(Observed observed) {
    return orders.keySet().stream()
        .allMatch(
            placement ->
                observed.tellsOf(placement)
                    && observed.generation(placement).compareTo(generation) > 0);
  }

  private boolean isSettled(Instant seen) {
    return answeredAt.filter(seen::isAfter).isPresent()
        || seen.isAfter(expiresAt.plus(LONGEST_CALL));
  }

  private boolean isHeld(Observed observed, String placement) {
    return observed.generation(placement).equals(generation)
        && observed.wanted().replicas(placement) == orders.getOrDefault(placement, -1);
  }
}
