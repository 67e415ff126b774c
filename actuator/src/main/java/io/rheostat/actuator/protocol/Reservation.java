package io.rheostat.actuator.protocol;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Order;
import java.time.Duration;
import java.time.Instant;
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
      case Attempt.Refused _ -> new Reservation(command, Optional.of(now), false);
      case Attempt.Unreachable _ -> this;
    };
  }

  /// Whether a look that was begun at a time shows all that it did or may still do.
  boolean isShownBy(Observed observed, Instant begun) {
    return answeredAt.filter(begun::isAfter).isPresent()
        || begun.isAfter(command.expiresAt().plus(LONGEST_CALL))
        || isHeldIn(observed);
  }

  private boolean isHeldIn(Observed observed) {
    if (!observed.generation().equals(command.generation())) {
      return false;
    }
    for (Order order : command.orders()) {
      if (observed.wanted().replicas(order.placement()) != order.replicas()) {
        return false;
      }
    }
    return true;
  }
}
