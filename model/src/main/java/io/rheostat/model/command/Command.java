package io.rheostat.model.command;

import io.rheostat.model.Require;
import io.rheostat.model.decision.Allocation;
import java.time.Instant;
import java.util.List;

/// What is to become true for one workload.
///
/// @param workload whom it concerns
/// @param pool its pool
/// @param generation its place in the workload's order; with the workload its identity
/// @param to what is to be held
/// @param orders a target each, raises before lowers
/// @param issuedAt when it was decided
/// @param expiresAt after this it must not be carried out
public record Command(
    String workload,
    String pool,
    Generation generation,
    Allocation to,
    List<Order> orders,
    Instant issuedAt,
    Instant expiresAt) {
  public Command {
    Require.text("workload", workload);
    Require.text("pool", pool);
    orders = List.copyOf(orders);
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

  /// `workload/revision.counter`.
  public String id() {
    return workload + "/" + generation;
  }
}
