package io.rheostat.model.command;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.resource.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Allocation command for one workload: replica orders, one per target.
///
/// @param workload name of the workload
/// @param pool its pool
/// @param generation its place in the workload's order; with the workload its identity
/// @param to desired allocation
/// @param orders one per target, scale-ups before scale-downs
/// @param issuedAt time of the decision
/// @param expiresAt time after which it must not be carried out
/// @param leaving placements of its orders no longer declared, as last declared; these are only
///     ever ordered to 0
public record Command(
    String workload,
    String pool,
    Generation generation,
    Allocation to,
    List<Order> orders,
    Instant issuedAt,
    Instant expiresAt,
    List<Placement> leaving) {
  /// Longest time a driver waits for a target's answer: a call begun before its command expired has
  /// ended after this time.
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

  /// Creates a command whose placements are all declared.
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

  /// Returns the last declaration of a leaving placement; empty for any other.
  public Optional<Placement> leaving(String placement) {
    return leaving.stream().filter(known -> known.name().equals(placement)).findFirst();
  }

  /// Returns the command's id, `workload/revision.counter`.
  public String id() {
    return workload + "/" + generation;
  }
}
