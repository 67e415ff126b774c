package io.rheostat.actuator.driver;

import io.rheostat.actuator.protocol.Attempt;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Placement;
import io.rheostat.model.fleet.Target;
import io.rheostat.model.fleet.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The drivers by the name that targets carry.
public final class Drivers {
  private final Map<String, Driver> byName;

  /// The drivers of a process.
  ///
  /// @param byName `observe`, `simulated`, …
  public Drivers(Map<String, Driver> byName) {
    this.byName = Map.copyOf(byName);
  }

  /// Carries out all orders of a command, raises first; stops at the first that is not accepted.
  public Attempt apply(Command command) {
    Attempt last = new Attempt.Accepted("nothing to do");
    for (Order order : command.orders()) {
      Driver driver = byName.get(order.target().driver());
      if (driver == null) {
        return new Attempt.Refused(
            "no driver \""
                + order.target().driver()
                + "\"; known are "
                + new TreeSet<>(byName.keySet()));
      }
      last = driver.apply(command.workload(), order, command.generation());
      if (!(last instanceof Attempt.Accepted)) {
        return last;
      }
    }
    return last;
  }

  /// What runs for a workload, over all targets of its placements. What one of them does not tell
  /// makes the whole unknown: a part left out would look like nothing there. The generation is the
  /// newest that any of them carries, for a command goes to those only that it changes.
  public Report observe(Workload workload) {
    Report.Seen all = new Report.Seen(Generation.NONE, List.of(), false, Optional.empty());
    for (Workload part : byTarget(workload)) {
      Target target = part.placements().getFirst().target();
      Driver driver = byName.get(target.driver());
      if (driver == null) {
        return new Report.Unknown("no driver for " + target);
      }
      switch (driver.observe(part)) {
        case Report.Unknown unknown -> {
          return unknown;
        }
        case Report.Seen seen -> all = all.with(seen);
      }
    }
    return all;
  }

  /// The workload once for each of its targets, with the placements there. Its minimum stays where
  /// its first placement is.
  private static List<Workload> byTarget(Workload workload) {
    Map<Target, List<Placement>> targets = new LinkedHashMap<>();
    for (Placement placement : workload.placements()) {
      targets.computeIfAbsent(placement.target(), _ -> new ArrayList<>()).add(placement);
    }
    if (targets.size() == 1) {
      return List.of(workload);
    }
    Bounds bounds = workload.bounds();
    Bounds none = new Bounds(0, bounds.maxReplicas(), bounds.maxUsdPerHour());
    Placement first = workload.placements().getFirst();
    return targets.values().stream()
        .map(there -> workload.with(there, there.getFirst().equals(first) ? bounds : none))
        .toList();
  }
}
