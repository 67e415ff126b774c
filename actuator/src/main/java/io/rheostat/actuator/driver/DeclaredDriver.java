package io.rheostat.actuator.driver;

import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Wrapper of another driver, restricted to targets in this machine's own configuration, now or
/// earlier in this life: former ones may only be observed and ordered to 0.
///
/// A command and the fleet topic hold targets too. Without the restriction, any writer there could
/// have any program started here, or any file read as a secret.
public final class DeclaredDriver implements Driver {
  private final Driver driver;
  private final Supplier<Fleet> declared;
  private final Set<Known> known = ConcurrentHashMap.newKeySet();
  private Fleet remembered = Fleet.EMPTY;

  /// A target, declared now or earlier.
  private record Known(String workload, String placement, Target target) {}

  /// @param declared current content of the operator's own files
  public DeclaredDriver(Driver driver, Supplier<Fleet> declared) {
    this.driver = driver;
    this.declared = declared;
  }

  @Override
  public Attempt apply(String workload, Order order, Generation generation) {
    boolean leaves = order.replicas() == 0 && isKnown(workload, order.placement(), order.target());
    return leaves || isDeclared(workload, order.placement(), order.target())
        ? driver.apply(workload, order, generation)
        : new Attempt.Refused(undeclared(workload, order.placement()));
  }

  @Override
  public DriverReport observe(Workload workload) {
    for (Placement placement : workload.placements()) {
      if (!isKnown(workload.name(), placement.name(), placement.target())) {
        return new DriverReport.Unknown(undeclared(workload.name(), placement.name()));
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

  private synchronized boolean isKnown(String workload, String placement, Target target) {
    Fleet fleet = declared.get();
    if (!fleet.equals(remembered)) {
      remembered = fleet;
      for (Workload one : fleet.workloads().values()) {
        one.placements()
            .forEach(each -> known.add(new Known(one.name(), each.name(), each.target())));
      }
    }
    return known.contains(new Known(workload, placement, target));
  }

  private static String undeclared(String workload, String placement) {
    return "the target of "
        + workload
        + "/"
        + placement
        + " is not the one that this machine's own configuration declares";
  }
}
