package io.rheostat.actuator.protocol;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A command that targets may have taken or may yet take.
///
/// @param command what it asks for
/// @param answeredAt when its targets said for good that they took or refused it
/// @param accepted whether they took all of it
record Reservation(Command command, Optional<Instant> answeredAt, boolean accepted) {
  /// A call that was begun before its command expired has come to an end by then, whoever made it:
  /// no driver waits longer.
  static final Duration LONGEST_CALL = Duration.ofSeconds(30);

  static Reservation of(Command command) {
    return new Reservation(command, Optional.empty(), false);
  }

  Reservation answered(Attempt attempt, Instant now) {
    return switch (attempt) {
      case Attempt.Accepted _ -> new Reservation(command, Optional.of(now), true);
      // Nothing at the target keeps an earlier call of it, still under way, from being taken later.
      case Attempt.Refused _ ->
          new Reservation(command, Optional.of(now.plus(LONGEST_CALL)), false);
      case Attempt.Unreachable _ -> this;
    };
  }

  /// Placements that it orders.
  List<String> placements() {
    return command.orders().stream().map(Order::placement).toList();
  }

  /// Whether a report shows all that it did or may still do: at each of its placements by a look
  /// that
  /// was begun late enough, or by what the target holds.
  ///
  /// @param begun when the report's look was begun, for placements that it does not date
  boolean isShownBy(Observed observed, Instant begun) {
    for (Order order : command.orders()) {
      String placement = order.placement();
      Optional<Instant> seen =
          observed.looks().isEmpty() || !observed.tellsOf(placement)
              ? Optional.of(begun)
              : observed.observedAt(placement);
      if (seen.isEmpty() || !(isSettled(seen.get()) || isHeld(observed, order))) {
        return false;
      }
    }
    return true;
  }

  /// Returns true when every target carries a newer command's generation: none of them takes this
  /// one
  /// any more.
  boolean isOvertakenBy(Observed observed) {
    return command.orders().stream()
        .allMatch(
            order ->
                observed.tellsOf(order.placement())
                    && observed.generation(order.placement()).compareTo(command.generation()) > 0);
  }

  private boolean isSettled(Instant seen) {
    return answeredAt.filter(seen::isAfter).isPresent()
        || seen.isAfter(command.expiresAt().plus(LONGEST_CALL));
  }

  private boolean isHeld(Observed observed, Order order) {
    return observed.generation(order.placement()).equals(command.generation())
        && observed.wanted().replicas(order.placement()) == order.replicas();
  }
}
