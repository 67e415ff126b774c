package io.rheostat.core.guard;

import io.rheostat.model.decision.Allocation;
import io.rheostat.model.fleet.Bounds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// What the guard's stages may look at.
///
/// @param now the fold's time
/// @param held what is held
/// @param situation facts about the workload at this time
/// @param history what was wanted and done lately
/// @param bounds the workload's limits
/// @param capacity size of an allocation in the workload's own unit, to tell raising from lowering
/// @param usd dollars per hour of an allocation
/// @param limits what may not be exceeded
public record GuardInput(
    Instant now,
    Allocation held,
    Situation situation,
    History history,
    Bounds bounds,
    ToDoubleFunction<Allocation> capacity,
    ToDoubleFunction<Allocation> usd,
    Limits limits) {
  /// What may not be exceeded.
  ///
  /// @param withinCost whether the workload may cost that much
  /// @param withinQuota whether the pool has the devices for it
  /// @param withinBudget whether the pool has the dollars for it
  /// @param withinPower whether the pool has the power for it
  /// @param churnSpent which declared budget of changes is used up, when one is
  /// @param heldIsKnown whether the targets were seen since a command last failed, which may have
  ///     been carried out in part
  public record Limits(
      Predicate<Allocation> withinCost,
      Predicate<Allocation> withinQuota,
      Predicate<Allocation> withinBudget,
      Predicate<Allocation> withinPower,
      Optional<String> churnSpent,
      boolean heldIsKnown) {
    /// Whether the pool can give it.
    boolean withinPool(Allocation allocation) {
      return withinQuota.test(allocation)
          && withinBudget.test(allocation)
          && withinPower.test(allocation);
    }
  }

  /// Facts about the workload at this time.
  ///
  /// @param restarts whether a change of size restarts it (training)
  /// @param gap why nothing may be scaled down; empty when all replicas are seen
  /// @param frozen whether nothing may change
  /// @param confidence of the capacity model on the placements in use, 0..1
  /// @param gainUsdPerHour J of the proposal less J of what is held
  /// @param heldUsdPerHour what is held costs or earns, whichever is more, to judge a gain by
  /// @param needed size that careful demand needs
  /// @param ready what serves now
  /// @param alert what firing alerts keep
  public record Situation(
      boolean restarts,
      Optional<String> gap,
      boolean frozen,
      double confidence,
      double gainUsdPerHour,
      double heldUsdPerHour,
      double needed,
      Allocation ready,
      AlertFloor alert) {}

  /// What firing alerts keep.
  ///
  /// @param replicas fewest desired replicas; 0 for none
  /// @param alerts names of the alerts that keep them
  /// @param placement where replicas are added for an alert
  public record AlertFloor(int replicas, String alerts, String placement) {}

  /// What was wanted and done lately.
  ///
  /// @param wanted what policy wanted within the stabilisation window, the proposal included
  /// @param inFlight target of the command under way
  /// @param resizes changes within the churn window
  /// @param lastResize the newest of them
  /// @param backingOff whether a command failed so lately that the next one waits
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
    return capacity.applyAsDouble(proposal) < capacity.applyAsDouble(held) - 1e-9;
  }
}
