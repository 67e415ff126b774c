package io.rheostat.actuator.driver;

import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The drivers by their names in targets.
public final class Drivers {
  private static final Logger LOG = LoggerFactory.getLogger(Drivers.class);

  private final Map<String, Driver> byName;

  /// Creates the drivers of a process.
  ///
  /// @param byName `observe`, `simulated`, …
  public Drivers(Map<String, Driver> byName) {
    this.byName = Map.copyOf(byName);
  }

  /// Applies all orders of a command, scale-ups first; stops at the first order not accepted.
  public Attempt apply(Command command) {
    Attempt last = new Attempt.Accepted("nothing to do");
    for (Order order : command.orders()) {
      Driver driver = byName.get(order.target().driver());
      if (driver == null) {
        return new Attempt.Refused(
            "no driver \"" + order.target().driver() + "\"; known are " + names());
      }
      last = driver.apply(command.workload(), order, command.generation());
      if (!(last instanceof Attempt.Accepted)) {
        return last;
      }
    }
    return last;
  }

  /// Returns the status of a workload's targets, all asked at the same time: a silent or slow one
  /// hides only its own placements.
  public WorkloadReport observe(Workload workload) {
    Map<Workload, Future<DriverReport>> looks = new LinkedHashMap<>();
    Map<String, DriverReport> answers = new HashMap<>();
    try (ExecutorService lookers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Workload part : byTarget(workload)) {
        looks.put(part, lookers.submit(() -> look(part)));
      }
      looks.forEach(
          (part, look) -> {
            DriverReport report = answer(look);
            part.placements().forEach(placement -> answers.put(placement.name(), report));
          });
    }
    return new WorkloadReport(workload, answers);
  }

  private DriverReport look(Workload part) {
    Target target = part.placements().getFirst().target();
    Driver driver = byName.get(target.driver());
    return driver == null
        ? new DriverReport.Unknown(
            "no driver \"" + target.driver() + "\" runs here; known are " + names())
        : driver.observe(part);
  }

  /// Returns the answer of an observation. A throwing driver has a bug; for its placements it is as
  /// if the target had not answered.
  private static DriverReport answer(Future<DriverReport> look) {
    try {
      return look.get();
    } catch (ExecutionException e) {
      LOG.atWarn().setCause(e).log("a driver failed at a look");
      return new DriverReport.Unknown("the driver failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new DriverReport.Unknown("interrupted");
    }
  }

  private Set<String> names() {
    return new TreeSet<>(byName.keySet());
  }

  /// Returns the workload once for each of its targets, with the placements there. Its minimum
  /// stays with its first placement.
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
