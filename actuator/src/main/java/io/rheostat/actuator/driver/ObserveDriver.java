package io.rheostat.actuator.driver;

import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Driver without any effect. It keeps the replicas of commands, so the loop goes on as if they had
/// been applied and their effect can be read; it starts from each workload's minimum.
public final class ObserveDriver implements Driver {
  private final Map<Place, Kept> kept = new ConcurrentHashMap<>();

  private record Place(String workload, String placement) {}

  /// @param replicas as last ordered
  /// @param generation of that command
  private record Kept(int replicas, Generation generation) {}

  @Override
  public Attempt apply(String workload, Order order, Generation generation) {
    Kept after =
        kept.merge(
            new Place(workload, order.placement()),
            new Kept(order.replicas(), generation),
            (before, wanted) ->
                wanted.generation().compareTo(before.generation()) >= 0 ? wanted : before);
    return after.generation().equals(generation)
        ? new Attempt.Accepted("observe only: nothing was resized")
        : new Attempt.Refused("generation " + after.generation() + " was seen before it");
  }

  @Override
  public DriverReport observe(Workload workload) {
    List<PlacementStatus> statuses = new ArrayList<>();
    Generation newest = Generation.NONE;
    SortedMap<String, Generation> carried = new TreeMap<>();
    int first = workload.bounds().minReplicas();
    for (Placement placement : workload.placements()) {
      Kept known = kept.get(new Place(workload.name(), placement.name()));
      int replicas = known == null ? first : known.replicas();
      first = 0;
      carried.put(placement.name(), known == null ? Generation.NONE : known.generation());
      if (known != null && known.generation().compareTo(newest) > 0) {
        newest = known.generation();
      }
      statuses.add(
          new PlacementStatus(
              placement.name(), replicas, replicas, 0, 0, 0, Optional.empty(), Optional.empty()));
    }
    return new DriverReport.Seen(newest, statuses, false, Optional.empty(), carried);
  }
}
