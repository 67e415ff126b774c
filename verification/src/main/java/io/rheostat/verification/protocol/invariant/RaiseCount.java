package io.rheostat.verification.protocol.invariant;

import io.rheostat.model.command.Generation;
import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Commands with a scale-up at a target, counted at their effect: in no stretch of time as long as
/// a declared window more than the budget, whatever was lost, late or restarted.
final class RaiseCount {
  private final List<Raise> raises = new ArrayList<>();

  private record Raise(String workload, String pool, Generation generation, long at) {}

  /// Counts a scale-up of a placement by a call.
  void raised(Invariants.Effect effect, Fleet fleet, long now) {
    Workload workload = fleet.workloads().get(effect.workload());
    if (workload == null) {
      return;
    }
    raises.add(new Raise(workload.name(), workload.pool(), effect.generation(), now));
    workload.bounds().churn().ifPresent(limit -> check(workload.name(), limit, true, now));
    Optional.ofNullable(fleet.pools().get(workload.pool()))
        .flatMap(Pool::churn)
        .ifPresent(limit -> check(workload.pool(), limit, false, now));
  }

  private void check(String whose, Churn limit, boolean own, long now) {
    Set<String> commands = new HashSet<>();
    for (Raise raise : raises) {
      boolean concerned = (own ? raise.workload() : raise.pool()).equals(whose);
      if (concerned && raise.at() >= now - limit.window().toMillis()) {
        commands.add(raise.workload() + "/" + raise.generation());
      }
    }
    if (commands.size() > limit.changes()) {
      throw new BrokenInvariant(
          whose + " is raised by " + commands.size() + " commands in " + limit + ": " + commands);
    }
  }
}
