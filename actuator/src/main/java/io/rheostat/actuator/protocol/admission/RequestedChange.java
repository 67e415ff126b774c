package io.rheostat.actuator.protocol.admission;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Change ordered by a command, relative to the possible replicas without it.
///
/// @param command the command
/// @param workload as it is declared
/// @param raised placements with more replicas than they may have without it
/// @param lowers orders for less than there is, or as much
record RequestedChange(
    Command command, Workload workload, List<Placement> raised, List<Order> lowers) {
  RequestedChange {
    raised = List.copyOf(raised);
    lowers = List.copyOf(lowers);
  }

  /// @param before possible replicas of each placement without it
  static RequestedChange of(Command command, Workload workload, Map<String, Occupancy> before) {
    List<Placement> raised = new ArrayList<>();
    List<Order> lowers = new ArrayList<>();
    for (Placement placement : workload.placements()) {
      Occupancy now = before.getOrDefault(placement.name(), Occupancy.NOTHING);
      for (Order order : command.orders()) {
        if (!order.placement().equals(placement.name())) {
          continue;
        }
        if (order.replicas() > now.least()) {
          raised.add(placement);
        } else if (order.replicas() < now.live()) {
          lowers.add(order);
        }
      }
    }
    for (Order order : command.orders()) {
      if (workload.placement(order.placement()).isEmpty()) {
        lowers.add(order); // a placement that leaves
      }
    }
    return new RequestedChange(command, workload, raised, lowers);
  }

  /// Returns the command without its scale-ups.
  Command lowering() {
    return new Command(
        command.workload(),
        command.pool(),
        command.generation(),
        command.to(),
        lowers,
        command.issuedAt(),
        command.expiresAt(),
        command.leaving());
  }
}
