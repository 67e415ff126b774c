package io.rheostat.simulator.trouble;

import io.rheostat.model.command.Observed;
import io.rheostat.model.log.Declaration;
import io.rheostat.simulator.policy.ServiceView;
import io.rheostat.simulator.world.JournalEntry;
import io.rheostat.simulator.world.World;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// One trouble at work in one run; each overrides only the methods it affects.
///
/// An instance keeps the state of its run. Time is the world's and never goes back.
public interface Interference {
  /// A run without trouble.
  Interference NONE = new Interference() {};

  /// Changes the world itself, once each second after the world got there and before any read or
  /// decision.
  default void act(World world) {}

  /// Lets a world go on until a moment and acts at the whole seconds on the way.
  default void pass(World world, Instant until) {
    Instant second = world.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    for (; !second.isAfter(until); second = second.plusSeconds(1)) {
      world.advanceTo(second);
      act(world);
    }
    world.advanceTo(until);
  }

  /// Returns the records to reach the workload-log, given the records sent this second; called each
  /// second, also when none was sent.
  default List<ArrivingRecord> metrics(List<ArrivingRecord> sent, Instant now) {
    return sent;
  }

  /// Returns the metrics read by another project's autoscaler instead of a service's true ones.
  default ServiceView view(ServiceView view) {
    return view;
  }

  /// Returns the report of an observation of a workload's targets; empty when it fails.
  default Optional<Observed> observed(Observed observed, Instant now) {
    return Optional.of(observed);
  }

  /// Returns the reason of a target's refusal of an order; empty when it takes it.
  default Optional<String> refusal(String workload, String placement, Instant now) {
    return Optional.empty();
  }

  /// Returns whether the autoscaler runs.
  default boolean runs(Instant now) {
    return true;
  }

  /// Returns whether the autoscaler is started anew from its stored state at this second.
  default boolean restarts(Instant now) {
    return false;
  }

  /// Returns the changes declared anew at this second.
  default List<Declaration.Change> declares(World world) {
    return List.of();
  }

  /// Returns whether a change of the world was this trouble's own and not the autoscaler's.
  default boolean made(JournalEntry entry) {
    return false;
  }
}
