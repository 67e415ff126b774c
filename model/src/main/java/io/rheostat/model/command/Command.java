package io.rheostat.model.command;

import io.rheostat.model.Require;
import io.rheostat.model.decision.Allocation;
import io.rheostat.model.fleet.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is to become true for one workload.
///
/// @param workload whom it concerns
/// @param pool its pool
/// @param generation its place in the workload's order; with the workload its identity
/// @param to what is to be held
/// @param orders a target each, raises before lowers
/// @param issuedAt when it was decided
/// @param expiresAt after this it must not be carried out
/// @param leaving placements of its orders that are declared no longer, as they were declared; they
///     are only ever ordered to 0
public record Command(
    String workload,
    String pool,
    Generation generation,
    Allocation to,
    List<Order> orders,
    Instant issuedAt,
    Instant expiresAt,
    List<Placement> leaving) {
  /// A call that was begun before its command expired has come to an end by then, whoever made it:
  /// no driver waits longer.
  public static final Duration LONGEST_CALL = Duration.ofSeconds(30);

  public Command {
    Require.text("workload", workload);
    Require.text("pool", pool);
    orders = List.copyOf(orders);
    leaving = List.copyOf(leaving);
    if (!expiresAt.isAfter(issuedAt)) {
      throw new IllegalArgumentException(
          "command "
              + generation
              + " expires at "
              + expiresAt
              + ", not after its issue "
              + issuedAt
              + ".");
    }
  }

  /// A command for placements that are all declared.
  public Command(
      String workload,
      String pool,
      Generation generation,
      Allocation to,
      List<Order> orders,
      Instant issuedAt,
      Instant expiresAt) {
    this(workload, pool, generation, to, orders, issuedAt, expiresAt, List.of());
  }

  /// Returns the declaration of a placement that leaves; empty for any other.
  public Optional<Placement> leaving(String placement) {
    return leaving.stream().filter(known -> known.name().equals(placement)).findFirst();
  }

  /// `workload/revision.counter`.
  public String id() {
    return workload + "/" + generation;
  }
}
