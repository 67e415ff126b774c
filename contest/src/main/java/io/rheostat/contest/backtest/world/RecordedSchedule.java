package io.rheostat.contest.backtest.world;

import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.history.ReplicaHistory;
import io.rheostat.contest.trial.Contender;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.simulator.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// Run of a world with the desired replicas of a recorded section, each change at its recorded
/// time.
public final class RecordedSchedule implements Contender.Run {
  /// Change of a workload's desired replicas.
  private record Change(Instant at, String workload, List<PlacementStatus> placements) {}

  private final World world;
  private final List<Change> changes = new ArrayList<>();
  private int next;

  /// @param world of some workloads of the history; only these are changed
  public RecordedSchedule(World world, FleetHistory history) {
    this(world, (String workload) -> replicas(history, workload));
  }

  /// @param recorded changes of the desired replicas of each workload of the world, in order of
  ///     time
  RecordedSchedule(World world, Function<String, List<ReplicaHistory.Report>> recorded) {
    this.world = world;
    for (String workload : world.scenario().fleet().workloads().keySet()) {
      add(workload, recorded.apply(workload));
    }
    changes.sort(Comparator.comparing(Change::at));
  }

  private static List<ReplicaHistory.Report> replicas(FleetHistory history, String workload) {
    var service = history.services().get(workload);
    var job = history.jobs().get(workload);
    if (service != null) {
      return service.replicas().changes();
    }
    if (job == null) {
      return List.of();
    }
    // A job that ends later here than it did keeps its workers until then.
    return job.replicas().changes().stream()
        .filter(one -> job.completedAt().filter(end -> one.at().isAfter(end)).isEmpty())
        .toList();
  }

  private void add(String workload, List<ReplicaHistory.Report> reports) {
    Instant start = world.now();
    for (int i = 0; i < reports.size(); i++) {
      boolean isOver = i + 1 < reports.size() && !reports.get(i + 1).at().isAfter(start);
      if (!isOver) {
        Instant at = reports.get(i).at();
        changes.add(
            new Change(at.isBefore(start) ? start : at, workload, reports.get(i).placements()));
      }
    }
  }

  @Override
  public void runUntil(Instant until) {
    for (; next < changes.size() && !changes.get(next).at().isAfter(until); next++) {
      Change change = changes.get(next);
      world.advanceTo(change.at());
      for (PlacementStatus one : change.placements()) {
        world.scale(change.workload(), one.placement(), one.wanted(), new Generation(1, next + 1L));
      }
    }
    world.advanceTo(until);
  }
}
