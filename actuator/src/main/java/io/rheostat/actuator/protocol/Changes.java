package io.rheostat.actuator.protocol;

import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// When the workloads' commands were first tried, for limits on changes within a window. What an
/// earlier life of the actuator tried is not known; the planner, whose memory is in its log, counts
/// that.
final class Changes {
  private static final int MOST_KEPT = 1_000;

  private final Map<String, Deque<Instant>> byWorkload = new HashMap<>();

  void add(String workload, Instant at) {
    Deque<Instant> times = byWorkload.computeIfAbsent(workload, _ -> new ArrayDeque<>());
    times.addLast(at);
    if (times.size() > MOST_KEPT) {
      times.removeFirst();
    }
  }

  /// The limit that one more change now would exceed, with its numbers.
  Optional<String> broken(Ask ask, Declared declared, Instant now) {
    Optional<String> own =
        ask.workload()
            .bounds()
            .churn()
            .flatMap(
                limit ->
                    broken(
                        "workload " + ask.workload().name(),
                        limit,
                        within(ask.workload().name(), limit, now)));
    return own.or(() -> ofPool(ask, declared, now));
  }

  private Optional<String> ofPool(Ask ask, Declared declared, Instant now) {
    Pool pool = declared.fleet().pools().get(ask.workload().pool());
    if (pool == null || pool.churn().isEmpty()) {
      return Optional.empty();
    }
    int changes = 0;
    for (Workload workload : declared.fleet().workloads().values()) {
      if (workload.pool().equals(pool.name())) {
        changes += within(workload.name(), pool.churn().get(), now);
      }
    }
    return broken("pool " + pool.name(), pool.churn().get(), changes);
  }

  private static Optional<String> broken(String whose, Churn limit, int changes) {
    Duration window = limit.window();
    return changes < limit.changes()
        ? Optional.empty()
        : Optional.of(
            whose
                + " may change "
                + limit.changes()
                + " times in "
                + window
                + " and has changed "
                + changes
                + " times");
  }

  private int within(String workload, Churn limit, Instant now) {
    Instant from = now.minus(limit.window());
    int changes = 0;
    for (Instant at : byWorkload.getOrDefault(workload, new ArrayDeque<>())) {
      changes += at.isAfter(from) ? 1 : 0;
    }
    return changes;
  }
}
