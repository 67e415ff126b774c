package io.rheostat.actuator.driver;

import io.rheostat.actuator.protocol.Attempt;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Workload;
import java.util.Map;
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

  /// What runs for a workload, as the driver of its first placement sees it.
  public Report observe(Workload workload) {
    Driver driver = byName.get(workload.placements().getFirst().target().driver());
    return driver == null
        ? new Report.Unknown("no driver for " + workload.placements().getFirst().target())
        : driver.observe(workload);
  }
}
