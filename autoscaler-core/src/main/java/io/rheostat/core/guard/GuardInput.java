package io.rheostat.core.guard;

import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// Input of the guard's stages.
///
/// @param now the fold's time
/// @param desired current desired replicas
/// @param situation facts about the workload at this time
/// @param history recent proposals and changes
/// @param bounds the workload's limits
/// @param capacity size of an allocation in the workload's own unit, to distinguish a scale-up from
///     a scale-down
/// @param usd dollars per hour of an allocation
/// @param limits limits on the allocation
public record GuardInput(
    Instant now,
    Allocation desired,
    Situation situation,
    History history,
    Bounds bounds,
    ToDoubleFunction<Allocation> capacity,
    ToDoubleFunction<Allocation> usd,
    Limits limits) {
  /// Limits on the allocation.
  ///
  /// @param withinCost whether the workload may cost that much
  /// @param withinQuota whether the pool has the devices for it
  /// @param withinBudget whether the pool has the dollars for it
  /// @param withinPower whether the pool has the power for it
  /// @param churnSpent exhausted budget of changes, when one is
  /// @param desiredIsKnown whether the targets were observed since the last failed command,
  ///     possibly carried out in part
  public record Limits(
      Predicate<Allocation> withinCost,
      Predicate<Allocation> withinQuota,
      Predicate<Allocation> withinBudget,
      Predicate<Allocation> withinPower,
      Optional<String> churnSpent,
      boolean desiredIsKnown) {
    /// Returns whether the pool can give an allocation.
    boolean withinPool(Allocation allocation) {
      return withinQuota.test(allocation)
          && withinBudget.test(allocation)
          && withinPower.test(allocation);
    }
  }

  /// Facts about the workload at this time.
  ///
  /// @param restarts whether a change of size restarts it (training)
  /// @param isRestartPriced whether its options already carry the price of a restart
  /// @param gap reason against any scale-down; empty when all replicas are seen
  /// @param frozen whether nothing may change
  /// @param confidence confidence of the capacity model on the placements in use, 0..1
  /// @param gainUsdPerHour J of the proposal less J of the current allocation, each less the worth
  ///     of its devices to the rest of the pool
  /// @param desiredUsdPerHour the larger of cost and earnings of the current allocation, to judge a
  ///     gain by
  /// @param needed size needed by careful demand
  /// @param ready replicas serving now
  /// @param alert floor kept by firing alerts
  public record Situation(
      boolean restarts,
      boolean isRestartPriced,
      Optional<String> gap,
      boolean frozen,
      double confidence,
      double gainUsdPerHour,
      double desiredUsdPerHour,
      double needed,
      Allocation ready,
      AlertFloor alert) {}

  /// Floor kept by firing alerts.
  ///
  /// @param replicas fewest desired replicas; 0 for none
  /// @param alerts names of the alerts keeping the floor
  /// @param placement placement of replicas added for an alert
  public record AlertFloor(int replicas, String alerts, String placement) {}

  /// Recent proposals and changes.
  ///
  /// @param wanted proposals of policy within the stabilisation window, the present one included
  /// @param inFlight target of the command under way
  /// @param resizes changes within the churn window
  /// @param lastResize time of the newest of them
  /// @param backingOff whether the next command waits after a recent failure
  public record History(
      List<Allocation> wanted,
      Optional<Allocation> inFlight,
      int resizes,
      Optional<Instant> lastResize,
      boolean backingOff) {
    public History {
      wanted = List.copyOf(wanted);
    }
  }

  boolean withinBounds(Allocation allocation) {
    return allocation.total() <= bounds.maxReplicas() && limits.withinCost().test(allocation);
  }

  boolean lowers(Allocation proposal) {
    return capacity.applyAsDouble(proposal) < capacity.applyAsDouble(desired) - 1e-9;
  }
}
