package io.rheostat.actuator.driver;

import io.rheostat.actuator.protocol.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Placement;
import io.rheostat.model.fleet.Target;
import io.rheostat.model.fleet.Workload;
import java.util.Optional;
import java.util.function.Supplier;

/// Another driver, for targets only that stand in this machine's own configuration.
///
/// A command and the fleet topic carry targets too, and whoever may write there could otherwise
/// have any program started here, or any file read as a secret.
public final class DeclaredDriver implements Driver {
  private final Driver driver;
  private final Supplier<Fleet> declared;

  /// @param declared what the operator's own files say now
  public DeclaredDriver(Driver driver, Supplier<Fleet> declared) {
    this.driver = driver;
    this.declared = declared;
  }

  @Override
  public Attempt apply(String workload, Order order, Generation generation) {
    return isDeclared(workload, order.placement(), order.target())
        ? driver.apply(workload, order, generation)
        : new Attempt.Refused(undeclared(workload, order.placement()));
  }

  @Override
  public Report observe(Workload workload) {
    for (Placement placement : workload.placements()) {
      if (!isDeclared(workload.name(), placement.name(), placement.target())) {
        return new Report.Unknown(undeclared(workload.name(), placement.name()));
      }
    }
    return driver.observe(workload);
  }

  private boolean isDeclared(String workload, String placement, Target target) {
    return Optional.ofNullable(declared.get().workloads().get(workload))
        .flatMap(known -> known.placement(placement))
        .filter(known -> known.target().equals(target))
        .isPresent();
  }

  private static String undeclared(String workload, String placement) {
    return "the target of "
        + workload
        + "/"
        + placement
        + " is not the one that this machine's own configuration declares";
  }
}
