package io.rheostat.core.plan.decision;

import io.rheostat.core.Tuning;
import io.rheostat.core.member.MemberDeclaration;
import io.rheostat.core.member.MemberState;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.resource.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Orders of a workload's commands, one for each placement that has to change.
///
/// @param pool name of its pool
/// @param member the workload
/// @param now the fold's time
record CommandOrders(String pool, MemberState member, Instant now) {
  static CommandOrders of(PlanningInput input) {
    return new CommandOrders(input.view().pool().name(), input.member(), input.moment().now());
  }

  /// Returns the replicas on placements no longer declared.
  Allocation leavingReplicas() {
    Allocation replicas = Allocation.NONE;
    for (MemberDeclaration.Leaving one : member.leaving()) {
      String name = one.placement().name();
      replicas = replicas.with(name, member.committed(name));
    }
    return replicas;
  }

  /// Returns the command for an allocation: scale-ups are ordered first.
  ///
  /// @param leaves whether placements no longer declared are ordered to 0 with it
  Command command(Allocation to, Generation generation, boolean leaves) {
    List<Order> orders = new ArrayList<>();
    for (Placement placement : member.workload().placements()) {
      if (changes(placement.name(), to)) {
        orders.add(new Order(placement.name(), placement.target(), to.replicas(placement.name())));
      }
    }
    orders.sort(
        Comparator.comparingInt(
            order -> order.replicas() - member.desired().replicas(order.placement()) > 0 ? 0 : 1));
    List<Placement> leaving = new ArrayList<>();
    if (leaves) {
      for (MemberDeclaration.Leaving one : member.leaving()) {
        leaving.add(one.placement());
        orders.add(new Order(one.placement().name(), one.placement().target(), 0));
      }
    }
    return new Command(
        member.workload().name(),
        pool,
        generation,
        to,
        orders,
        now,
        now.plus(Tuning.DEFAULT.cadence().commandLife()),
        leaving);
  }

  /// Returns whether a placement has to be ordered: its desired replicas differ from the previous
  /// or the reported ones, or a command under way or badly ended may have changed it. A target
  /// without a change need not answer.
  private boolean changes(String placement, Allocation to) {
    int wanted = to.replicas(placement);
    boolean ordered =
        member.inFlight().filter(one -> one.placements().contains(placement)).isPresent();
    boolean doubtful =
        member.doubt().isPresent()
            && member.settled().filter(one -> one.placements().contains(placement)).isPresent();
    boolean silent = member.observed().flatMap(observed -> observed.unknown(placement)).isPresent();
    boolean seen = member.status(placement).filter(one -> one.wanted() == wanted).isPresent();
    return wanted != member.desired().replicas(placement)
        || ordered
        || doubtful
        || (!seen && !silent);
  }
}
