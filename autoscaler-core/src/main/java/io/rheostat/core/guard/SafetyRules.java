package io.rheostat.core.guard;

import static io.rheostat.core.guard.GuardRule.change;
import static io.rheostat.core.guard.GuardRule.pass;

import io.rheostat.core.guard.GuardRule.Change;
import io.rheostat.model.fleet.Allocation;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Stages for the safety of the fleet, weakest first: no scale-down on stale data, then limits,
/// then a freeze. A later one overrules an earlier one.
final class SafetyRules {
  private SafetyRules() {}

  /// Keeps every placement's replicas while not all of them are seen.
  static Optional<Change> freshness(Allocation proposal, GuardInput input) {
    Optional<String> gap = input.situation().gap();
    if (gap.isEmpty() || !Allocations.dropsAny(input.desired(), proposal)) {
      return pass();
    }
    return change(
        input.situation().restarts() ? input.desired() : input.desired().union(proposal),
        gap.get());
  }

  /// Limits the replicas and dollars of the workload.
  static Optional<Change> bounds(Allocation proposal, GuardInput input) {
    int most = input.bounds().maxReplicas();
    double usd = input.bounds().maxUsdPerHour().orElse(Double.POSITIVE_INFINITY);
    String detail =
        String.format(
            Locale.ROOT,
            "at most %d replicas and %s",
            most,
            usd == Double.POSITIVE_INFINITY
                ? "any cost"
                : String.format(Locale.ROOT, "%.2f $/h", usd));
    return limit(proposal, input, input::withinBounds, detail);
  }

  /// Limits the devices of the pool.
  static Optional<Change> quota(Allocation proposal, GuardInput input) {
    return limit(
        proposal, input, input.limits().withinQuota(), "the pool has no more devices to give");
  }

  /// Limits the dollars of the pool.
  static Optional<Change> budget(Allocation proposal, GuardInput input) {
    return limit(proposal, input, input.limits().withinBudget(), "the pool's budget is spent");
  }

  /// Limits the power of the pool.
  static Optional<Change> power(Allocation proposal, GuardInput input) {
    return limit(proposal, input, input.limits().withinPower(), "the pool's power is used up");
  }

  /// Enforces a declared budget of changes, except for giving back replicas beyond another limit,
  /// and only once current replicas are known: an apparent scale-down may be a scale-up.
  static Optional<Change> churnLimit(Allocation proposal, GuardInput input) {
    Optional<String> spent = input.limits().churnSpent();
    if (spent.isEmpty() || proposal.equals(input.desired())) {
      return pass();
    }
    boolean beyond =
        !input.withinBounds(input.desired()) || !input.limits().withinPool(input.desired());
    boolean over = beyond && input.limits().desiredIsKnown();
    boolean moves =
        input.situation().restarts() && Allocations.raisesAny(input.desired(), proposal);
    Allocation kept =
        over && !moves ? Allocations.common(input.desired(), proposal) : input.desired();
    return kept.equals(proposal) ? pass() : change(kept, spent.get());
  }

  /// Stops a scale-up at a limit. Replicas beyond a limit are scaled down to it, but never on stale
  /// data: then they stay, and the decision reports the excess.
  private static Optional<Change> limit(
      Allocation proposal, GuardInput input, Predicate<Allocation> within, String detail) {
    if (within.test(proposal)) {
      return pass();
    }
    if (input.situation().restarts()) {
      boolean shrinks = !Allocations.raisesAny(input.desired(), proposal);
      return shrinks ? pass() : change(input.desired(), detail);
    }
    Allocation reduced = Allocations.reduceUntil(input.desired(), proposal, within);
    if (!within.test(reduced) && input.situation().gap().isEmpty()) {
      reduced = Allocations.lowerUntil(reduced, within);
    }
    // A declared minimum is no part of any limit's reduction: others give back instead.
    int least = Math.min(input.bounds().minReplicas(), input.desired().total());
    if (reduced.total() < least) {
      reduced = Allocations.lowerUntil(input.desired(), next -> next.total() <= least);
    }
    return reduced.equals(proposal) ? pass() : change(reduced, detail);
  }

  /// Prevents any change while frozen.
  static Optional<Change> frozen(Allocation proposal, GuardInput input) {
    if (!input.situation().frozen() || proposal.equals(input.desired())) {
      return pass();
    }
    return change(input.desired(), "frozen");
  }
}
