package io.rheostat.actuator.protocol.admission;

import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.util.Optional;

/// Possible replicas of a workload on one placement until all commands under way are settled.
///
/// A target takes commands in the order of their generations and may miss any of them. Replicas
/// scaled down by one command drain for a while beside those scaled up by a later one. So the most
/// that may run at once is the present number and all pending scale-ups; a scale down meanwhile
/// makes no room until it is observed.
///
/// @param peak most replicas running at once, draining ones included
/// @param live most replicas possibly desired at once
/// @param least fewest replicas possibly desired
/// @param end replicas after all commands
record Occupancy(int peak, int live, int least, int end) {
  static final Occupancy NOTHING = new Occupancy(0, 0, 0, 0);

  /// Returns the present replicas of the placement, followed by the orders of commands, oldest
  /// first.
  static Occupancy of(
      Workload workload,
      Placement placement,
      Optional<Observed> seen,
      Iterable<Reservation> chain) {
    Occupancy occupancy =
        seen.flatMap(observed -> of(observed, placement.name()))
            .orElseGet(() -> unknown(workload.bounds().maxReplicas()));
    for (Reservation reservation : chain) {
      Integer asked = reservation.orders().get(placement.name());
      occupancy = asked == null ? occupancy : occupancy.then(asked);
    }
    return occupancy;
  }

  /// Returns the last reported replicas of a placement; empty when it was never observed.
  private static Optional<Occupancy> of(Observed observed, String placement) {
    Optional<PlacementStatus> seen = observed.status(placement);
    if (seen.isEmpty()) {
      return observed.unknown(placement).isPresent() ? Optional.empty() : Optional.of(NOTHING);
    }
    PlacementStatus status = seen.get();
    int up = status.ready() + status.starting() + status.pending();
    int live = Math.max(status.wanted(), up);
    return Optional.of(new Occupancy(live + status.draining(), live, live, live));
  }

  /// Returns the bounds without any report: there may be as many replicas as allowed.
  private static Occupancy unknown(int most) {
    return new Occupancy(most, most, 0, most);
  }

  private Occupancy then(int replicas) {
    return new Occupancy(
        peak + Math.max(0, replicas - end),
        Math.max(live, replicas),
        Math.min(least, replicas),
        replicas);
  }
}
