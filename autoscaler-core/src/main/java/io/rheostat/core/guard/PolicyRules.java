package io.rheostat.core.guard;

import static io.rheostat.core.guard.GuardRule.change;
import static io.rheostat.core.guard.GuardRule.pass;

import io.rheostat.core.Tuning;
import io.rheostat.core.guard.GuardRule.Change;
import io.rheostat.model.fleet.Allocation;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Stages that calm the policy, and the floor of an alert; safety comes after them and has the last
/// word.
final class PolicyRules {
  private static final Tuning.Guard TUNING = Tuning.DEFAULT.guard();

  private PolicyRules() {}

  /// Limits a scale-down to the largest proposal within the window, so one quiet sample does not
  /// undo the request of a busy one.
  static Optional<Change> stabilisation(Allocation proposal, GuardInput input) {
    if (input.situation().restarts() || !input.lowers(proposal)) {
      return pass();
    }
    Allocation largest = proposal;
    for (Allocation wanted : input.history().wanted()) {
      if (input.capacity().applyAsDouble(wanted) > input.capacity().applyAsDouble(largest)) {
        largest = wanted;
      }
    }
    if (largest.equals(proposal)) {
      return pass();
    }
    Allocation kept = input.lowers(largest) ? largest : input.desired();
    return change(kept, "within the window " + largest + " was wanted");
  }

  /// Limits one step: at most double, or four replicas more, and at most half away.
  static Optional<Change> rate(Allocation proposal, GuardInput input) {
    if (input.situation().restarts()) {
      return pass();
    }
    int desired = input.desired().total();
    int most = Math.max(2 * desired, desired + TUNING.freeStep());
    if (proposal.total() > most) {
      Allocation reduced =
          Allocations.reduceUntil(input.desired(), proposal, next -> next.total() <= most);
      return change(reduced, "at most " + most + " replicas in one step from " + desired);
    }
    int least = desired / 2;
    if (proposal.total() < least && input.lowers(proposal)) {
      Allocation lowered =
          Allocations.lowerUntil(input.desired(), next -> next.total() <= Math.max(1, least));
      return change(lowered, "at least " + least + " replicas in one step from " + desired);
    }
    return pass();
  }

  /// Applies a budget of changes: few for a workload that restarts, scale-downs only for others. A
  /// declared one stands instead of these numbers; it is a limit of its own.
  static Optional<Change> churn(Allocation proposal, GuardInput input) {
    if (proposal.equals(input.desired())
        || givesBack(proposal, input)
        || input.situation().isRestartPriced()) {
      return pass();
    }
    GuardInput.History history = input.history();
    boolean undeclared = input.bounds().churn().isEmpty();
    if (input.situation().restarts()) {
      boolean cheaper =
          input.usd().applyAsDouble(proposal) < input.usd().applyAsDouble(input.desired());
      Duration hold = cheaper ? TUNING.releaseHold() : TUNING.restartHold();
      boolean tooSoon =
          history.lastResize().isPresent()
              && input.now().isBefore(history.lastResize().get().plus(hold));
      if (tooSoon || (undeclared && history.resizes() >= TUNING.restarts())) {
        return change(
            input.desired(),
            history.resizes()
                + " restarts within the window, the last at "
                + history.lastResize().map(Object::toString).orElse("none"));
      }
      return pass();
    }
    if (undeclared && input.lowers(proposal) && history.resizes() >= TUNING.scaleDowns()) {
      return change(input.desired(), history.resizes() + " changes within the window");
    }
    return pass();
  }

  /// Requires an unneeded change to pay: a restart 2 % of the value at stake, anything else a cent
  /// an hour.
  static Optional<Change> disruption(Allocation proposal, GuardInput input) {
    GuardInput.Situation now = input.situation();
    boolean needed =
        !now.restarts()
            && input.capacity().applyAsDouble(proposal)
                > input.capacity().applyAsDouble(input.desired())
            && input.capacity().applyAsDouble(input.desired()) < now.needed();
    boolean tooFew =
        input.desired().total() < input.bounds().minReplicas()
            && proposal.total() > input.desired().total();
    if (proposal.equals(input.desired())
        || needed
        || tooFew
        || now.isRestartPriced()
        || givesBack(proposal, input)) {
      return pass();
    }
    double least =
        now.restarts()
            ? TUNING.leastRestartGain() * now.desiredUsdPerHour()
            : TUNING.leastGainUsdPerHour();
    if (now.gainUsdPerHour() >= least) {
      return pass();
    }
    return change(
        input.desired(),
        String.format(
            Locale.ROOT,
            "gains %.2f $/h, below the %.2f $/h that a change must gain",
            now.gainUsdPerHour(),
            least));
  }

  /// Returns whether it is a scale-down of a workload above the pool's limits: others need the
  /// devices for their minimums, or a limit fell.
  private static boolean givesBack(Allocation proposal, GuardInput input) {
    return !Allocations.raisesAny(input.desired(), proposal)
        && !input.limits().withinPool(input.desired());
  }

  /// Admits only a larger request while a command is under way; after a failure the next one waits.
  static Optional<Change> inFlight(Allocation proposal, GuardInput input) {
    if (proposal.equals(input.desired())) {
      return pass();
    }
    if (input.history().backingOff()) {
      return change(input.desired(), "the last command failed; waiting before the next");
    }
    if (input.history().inFlight().isEmpty()) {
      return pass();
    }
    Allocation target = input.history().inFlight().get();
    boolean raises =
        input.capacity().applyAsDouble(proposal) > input.capacity().applyAsDouble(target)
            && !Allocations.dropsAny(target, proposal);
    return raises ? pass() : change(input.desired(), "a command for " + target + " is under way");
  }

  /// Shifts from one device type to another: scales up first, and scales down only replicas the
  /// ready ones can replace.
  static Optional<Change> shift(Allocation proposal, GuardInput input) {
    if (input.situation().restarts() || !Allocations.dropsAny(input.desired(), proposal)) {
      return pass();
    }
    if (Allocations.raisesAny(input.desired(), proposal)) {
      return raiseFirst(proposal, input);
    }
    double left =
        input.capacity().applyAsDouble(Allocations.common(proposal, input.situation().ready()));
    double wanted = input.capacity().applyAsDouble(proposal);
    double enough = Math.min(wanted, input.situation().needed());
    if (left >= enough * 0.999) {
      return pass();
    }
    return change(
        input.desired(),
        String.format(Locale.ROOT, "only %.2f of the %.2f needed is ready", left, enough));
  }

  /// Returns the current allocation with as much of the scale-up as there is room for; where there
  /// is none, the whole change at once if it fits.
  private static Optional<Change> raiseFirst(Allocation proposal, GuardInput input) {
    Predicate<Allocation> fits =
        next -> input.limits().withinPool(next) && next.total() <= input.bounds().maxReplicas();
    Allocation union = input.desired().union(proposal);
    Allocation raised = Allocations.reduceUntil(input.desired(), union, fits);
    boolean swaps = raised.equals(input.desired()) && fits.test(proposal);
    return swaps ? pass() : change(raised, "raises before it lowers");
  }

  /// Prevents a scale-down on a capacity that was never measured; without any demand none is
  /// needed.
  static Optional<Change> learning(Allocation proposal, GuardInput input) {
    GuardInput.Situation now = input.situation();
    boolean idle = now.needed() <= 0 && input.bounds().minReplicas() == 0;
    if (idle
        || now.restarts()
        || !input.lowers(proposal)
        || now.confidence() >= TUNING.leastConfidence()) {
      return pass();
    }
    return change(
        input.desired(),
        String.format(
            Locale.ROOT,
            "confidence %.2f is below %.2f",
            now.confidence(),
            TUNING.leastConfidence()));
  }

  /// Applies a firing alert's floor.
  static Optional<Change> alert(Allocation proposal, GuardInput input) {
    int floor = input.situation().alert().replicas();
    String placement = input.situation().alert().placement();
    if (input.situation().restarts() || proposal.total() >= floor || placement.isEmpty()) {
      return pass();
    }
    int more = floor - proposal.total();
    Allocation raised = proposal.with(placement, proposal.replicas(placement) + more);
    String alerts = input.situation().alert().alerts();
    String verb =
        alerts.contains(",") ? "alerts " + alerts + " keep " : "alert " + alerts + " keeps ";
    return change(raised, verb + floor + " replicas");
  }
}
