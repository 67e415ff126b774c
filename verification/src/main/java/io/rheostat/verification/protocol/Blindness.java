package io.rheostat.verification.protocol;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Order;
import io.rheostat.verification.protocol.actor.MetricFeed;
import io.rheostat.verification.protocol.actor.Targets;
import io.rheostat.verification.protocol.invariant.BrokenInvariant;
import io.rheostat.verification.protocol.world.TargetSite;

/// Invariant: nothing is scaled down while nothing can be measured.
public final class Blindness {
  /// Time until a planner must have noticed, in milliseconds: readings count as fresh for 15 s, and
  /// earlier ones may come late.
  private static final long NOTICED_MILLIS = 40_000;

  private Blindness() {}

  /// Checks a command against the silence of its workload's metrics.
  ///
  /// @throws BrokenInvariant when a command scales down after 40 seconds without a measurement,
  ///     unless another writer resized the target lately
  public static void check(Command command, Targets targets, MetricFeed meters) {
    if (meters.silence(command.workload()) < NOTICED_MILLIS) {
      return;
    }
    for (Order order : command.orders()) {
      TargetSite site = targets.site(command.workload(), order.placement());
      if (order.replicas() < site.wanted() && !site.isMeddledWith()) {
        throw new BrokenInvariant(
            command.id()
                + " lowers "
                + order
                + " from "
                + site.wanted()
                + " although nothing was measured for "
                + meters.silence(command.workload())
                + " ms");
      }
    }
  }
}
