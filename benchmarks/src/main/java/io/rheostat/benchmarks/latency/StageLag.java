package io.rheostat.benchmarks.latency;

import io.rheostat.streams.Progress;
import io.rheostat.streams.StageBinding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Delay of the stages behind their logs. Each partition has a tick a second, so a stage without
/// lag is about a second behind at most.
final class StageLag implements Progress {
  private static final Duration NONE = Duration.ofMillis(1_500);
  private static final Duration LOOK = Duration.ofMillis(200);

  /// Checks in a row without lag: five seconds, within which each workload was estimated once.
  private static final int LOOKS = 25;

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final int partitions;
  private final Map<String, Instant> reached = new ConcurrentHashMap<>();

  /// @param partitions of each log
  StageLag(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public void reached(String stage, int partition, Instant now) {
    reached.put(stage + partition, now);
  }

  private boolean isNone() {
    Instant least = Instant.now().minus(NONE);
    for (var binding : List.of(StageBinding.ESTIMATE, StageBinding.PLAN)) {
      for (int partition = 0; partition < partitions; partition++) {
        Instant at = reached.getOrDefault(binding.name() + partition, Instant.EPOCH);
        if (at.isBefore(least)) {
          return false;
        }
      }
    }
    return true;
  }

  /// Waits until all partitions have kept up for five seconds.
  ///
  /// @throws IllegalStateException if they do not within two minutes
  void awaitNone() throws InterruptedException {
    Instant limit = Instant.now().plus(LIMIT);
    for (int looks = 0; looks < LOOKS; looks = isNone() ? looks + 1 : 0) {
      if (Instant.now().isAfter(limit)) {
        throw new IllegalStateException(
            "the stages lag behind for more than " + LIMIT + ": the machine is too busy.");
      }
      Thread.sleep(LOOK);
    }
  }
}
