package io.rheostat.contest.judge;

import io.rheostat.model.command.PlacementStatus;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.world.JournalEntry;
import io.rheostat.simulator.world.Score;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Course of one run in the world: ready replicas second by second, and each change of a target.
public final class RunTrack {
  private final Instant start;
  private final Interference trouble;
  private final SortedMap<String, List<SortedMap<String, Integer>>> ready = new TreeMap<>();
  private final List<JournalEntry> changes = new ArrayList<>();
  private final List<Double> costs = new ArrayList<>();
  private int resizes;

  /// @param start the world's first moment
  /// @param trouble interference of the run, to leave out its own changes
  public RunTrack(Instant start, Interference trouble) {
    this.start = start;
    this.trouble = trouble;
  }

  /// Records the state at the end of one more second.
  public void second(World world) {
    for (String workload : world.scenario().fleet().workloads().keySet()) {
      SortedMap<String, Integer> serving = new TreeMap<>();
      for (PlacementStatus status : world.observed(workload).placements()) {
        serving.put(status.placement(), status.ready());
      }
      ready.computeIfAbsent(workload, _ -> new ArrayList<>()).add(serving);
    }
    Score.Line total = world.score().total();
    costs.add(total.costUsd());
  }

  /// Records the accepted changes, once the run is over.
  public void end(World world) {
    for (JournalEntry entry : world.journal()) {
      if (!trouble.made(entry)) {
        changes.add(entry);
      }
    }
    resizes = changes.size();
  }

  /// Returns the second of a moment.
  int second(Instant at) {
    return (int) Duration.between(start, at).toSeconds();
  }

  /// Returns the ready replicas of a service by placement, second by second.
  List<SortedMap<String, Integer>> ready(String workload) {
    return ready.getOrDefault(workload, List.of());
  }

  /// Returns the autoscaler's orders accepted by targets, in order.
  List<JournalEntry> changes() {
    return changes;
  }

  /// Returns the dollars spent between two seconds.
  double usd(int from, int until) {
    return costs.get(until - 1) - (from == 0 ? 0 : costs.get(from - 1));
  }

  /// Returns the number of orders accepted by targets.
  public int resizes() {
    return resizes;
  }
}
