package io.rheostat.app.demo;

import io.rheostat.streams.Progress;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Progress of the planner over all its partitions.
final class PlannerProgress implements Progress {
  private final int partitions;
  private final Map<Integer, Instant> plans = new HashMap<>();

  PlannerProgress(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public synchronized void reached(String stage, int partition, Instant now) {
    if (stage.equals("plan")) {
      plans.merge(partition, now, (before, after) -> after.isAfter(before) ? after : before);
    }
  }

  /// The time of the slowest partition; the beginning of time before all have been heard of.
  synchronized Instant slowest() {
    if (plans.size() < partitions) {
      return Instant.EPOCH;
    }
    Instant slowest = Instant.MAX;
    for (Instant now : plans.values()) {
      slowest = now.isBefore(slowest) ? now : slowest;
    }
    return slowest;
  }
}
