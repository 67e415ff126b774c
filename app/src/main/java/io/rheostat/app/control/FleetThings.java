package io.rheostat.app.control;

import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import io.rheostat.topics.fleet.FleetKey;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/// Declared things one by one, under their keys on the fleet topic.
public final class FleetThings {
  private FleetThings() {}

  /// Returns devices, pools and workloads in this order.
  static SortedMap<String, Declaration.Change> of(Fleet fleet) {
    SortedMap<String, Declaration.Change> things = new TreeMap<>();
    for (Declaration.Change thing : Declaration.Change.allOf(fleet)) {
      things.put(FleetKey.of(thing), thing);
    }
    return things;
  }

  /// Returns whether any of the things needs this one: a workload its pool and devices, a pool its
  /// devices.
  static boolean isUsed(Declaration.Change thing, Collection<Declaration.Change> by) {
    return switch (thing) {
      case Declaration.Change.OfPool(Pool pool) ->
          by.stream().anyMatch(other -> isIn(other, pool.name()));
      case Declaration.Change.OfDevice(Device device) ->
          by.stream().anyMatch(other -> needs(other, device.name()));
      default -> false;
    };
  }

  /// Refuses the withdrawal of a thing undeclared or still needed.
  ///
  /// @throws IllegalArgumentException with the obstacle
  public static void refuseWithdrawal(Fleet fleet, String key) {
    SortedMap<String, Declaration.Change> things = of(fleet);
    Declaration.Change thing = things.get(key);
    if (thing == null) {
      throw new IllegalArgumentException(
          key + " is not declared. Declared are: " + String.join(", ", things.keySet()) + ".");
    }
    if (isUsed(thing, things.values())) {
      throw new IllegalArgumentException(
          key + " is still used by what is declared. Withdraw its users first.");
    }
  }

  private static boolean isIn(Declaration.Change thing, String pool) {
    return thing instanceof Declaration.Change.OfWorkload(Workload workload, var _)
        && workload.pool().equals(pool);
  }

  private static boolean needs(Declaration.Change thing, String device) {
    return switch (thing) {
      case Declaration.Change.OfPool(Pool pool) -> pool.count(device) > 0;
      case Declaration.Change.OfWorkload(Workload workload, var _) ->
          workload.placements().stream().map(Placement::device).anyMatch(device::equals);
      default -> false;
    };
  }
}
