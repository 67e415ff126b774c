package io.rheostat.verification.protocol.invariant;

import io.rheostat.model.command.Command;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.verification.protocol.world.TargetSite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Rules for issuing commands: no more than the declared changes, and for a workload with approvals
/// only approved ones. Both are declared once in a run, to leave no doubt about the valid limit.
final class Permissions {
  private final List<Command> issued = new ArrayList<>();
  private final Map<String, Allocation> last = new HashMap<>();
  private final Set<String> approved = new HashSet<>();
  private Fleet fleet = Fleet.EMPTY;

  void declared(Fleet newest) {
    fleet = newest;
  }

  void approved(String proposal) {
    approved.add(proposal);
  }

  /// Checks a command issued for the first time.
  ///
  /// @param sites the workload's targets, by placement
  void issued(Command command, Map<String, TargetSite> sites) {
    Workload workload = fleet.workloads().get(command.workload());
    if (workload == null) {
      return;
    }
    if (workload.mode() == Mode.APPROVE && !approved.contains(command.id())) {
      throw new BrokenInvariant(command.id() + " is issued and nobody approved it");
    }
    Optional<Allocation> before = Optional.ofNullable(last.put(command.workload(), command.to()));
    issued.add(command);
    if (givesBack(workload, before.orElse(Allocation.NONE), command.to(), sites)) {
      return; // beyond another limit, which is allowed
    }
    workload
        .bounds()
        .churn()
        .ifPresent(churn -> check(command.workload(), churn, true, command.issuedAt()));
    Optional.ofNullable(fleet.pools().get(command.pool()))
        .flatMap(Pool::churn)
        .ifPresent(churn -> check(command.pool(), churn, false, command.issuedAt()));
  }

  /// Returns whether it asks for nothing beyond the previous command or another writer's additions.
  private static boolean givesBack(
      Workload workload, Allocation before, Allocation to, Map<String, TargetSite> sites) {
    for (Placement placement : workload.placements()) {
      TargetSite site = sites.get(placement.name());
      int held = Math.max(before.replicas(placement.name()), site == null ? 0 : site.wanted());
      if (to.replicas(placement.name()) > held) {
        return false;
      }
    }
    return true;
  }

  private void check(String whose, Churn churn, boolean own, Instant now) {
    long count =
        issued.stream()
            .filter(command -> (own ? command.workload() : command.pool()).equals(whose))
            .filter(command -> !command.issuedAt().isBefore(now.minus(churn.window())))
            .count();
    if (count > churn.changes()) {
      throw new BrokenInvariant(
          whose + " is changed " + count + " times in " + churn.window() + ", limit " + churn);
    }
  }
}
