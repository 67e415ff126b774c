package io.rheostat.core.estimate;

import io.rheostat.core.forecast.DemandForecast;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.RootDraft;
import java.util.List;

/// Learning of the demand forecast from the arrivals of each step.
final class ForecastLearning {
  /// Most steps caught up at once: two minutes; after a longer gap the forecast goes on from now.
  private static final int MOST_STEPS = 12;

  private ForecastLearning() {}

  /// Feeds the forecast with every step reported by all live replicas; the load of unreachable ones
  /// is carried on, so an outage of metrics does not look like a lull.
  static void learn(RootDraft root, List<ReplicaState> replicas, long now) {
    ArrivalSource source =
        ArrivalSource.of(root.arrivals, root.firstObservedAt, root.gateway, replicas, now);
    long until = source.until();
    long step = DemandForecast.STEP_MILLIS;
    // Steps of a gap are left out: an unwatched time is no lull.
    long watched = Math.max(root.watchedSince, root.presence.completeSince());
    long begin = Math.max(root.firstObservedAt, watched);
    root.forecastAt = Math.max(root.forecastAt, Math.floorDiv(begin, step) * step + step);
    int caughtUp = 0;
    while (root.forecastAt + step <= until && caughtUp < MOST_STEPS) {
      long end = root.forecastAt + step;
      double requests = source.requests(root.forecastAt, end, now);
      root.forecast =
          root.forecast.next(requests * 1000 / step, source.level(now, end).rate(), end);
      root.forecastAt += step;
      caughtUp++;
    }
    if (root.forecastAt + step <= until) {
      root.forecastAt = Math.floorDiv(until, step) * step;
    }
  }
}
