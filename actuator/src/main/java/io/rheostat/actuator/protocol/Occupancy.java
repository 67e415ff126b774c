package io.rheostat.actuator.protocol;

import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Placement;
import io.rheostat.model.fleet.Workload;
import java.util.Optional;

/// What a workload may have on one placement before all that is under way has come true.
///
/// A target takes commands in the order of their generations and may miss any of them. What it
/// lowers drains for a while beside what a later command raises. So the most that may run at once
/// is what runs now and all that is still to be raised; what is lowered meanwhile makes no room
/// until it is seen to be gone.
///
/// @param peak most replicas that may run at once, draining ones included
/// @param live most replicas that may be wanted at once
/// @param least fewest replicas that may be wanted
/// @param end replicas when all has come true
record Occupancy(int peak, int live, int least, int end) {
  static final Occupancy NOTHING = new Occupancy(0, 0, 0, 0);

  /// What the placement holds, and then what commands ask for, oldest first.
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

  /// What a report tells of a placement, as it was last seen; empty when it never was.
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

  /// Nobody has said what runs: it may be as much as is allowed.
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
