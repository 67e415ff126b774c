package io.rheostat.app.page;

import io.rheostat.model.command.Observed;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.Quantiles;
import io.rheostat.model.fleet.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Recent course of a workload, a point every 10 s for 50 min. Not safe for use by several threads.
public final class WorkloadHistory {
  private static final int MOST_POINTS = 300;
  private static final Duration POINT_EVERY = Duration.ofSeconds(10);

  private final Deque<Point> points = new ArrayDeque<>();

  /// One moment of a workload.
  ///
  /// @param at time of the point
  /// @param rate requests or samples per second
  /// @param ttftP99 seconds, when known
  /// @param usdPerHour cost of its replicas
  /// @param replicas running replicas
  public record Point(
      Instant at, double rate, Optional<Double> ttftP99, double usdPerHour, int replicas) {}

  /// Adds a point when the next one is due.
  void add(Estimate estimate, Fleet fleet, @Nullable Observed observed) {
    if (!points.isEmpty() && estimate.at().isBefore(points.getLast().at().plus(POINT_EVERY))) {
      return;
    }
    double rate = 0;
    Optional<Double> ttft = Optional.empty();
    if (estimate.measure() instanceof Measure.Inference inference) {
      rate = inference.demand().stableRate();
      ttft = inference.timeToFirstToken().map(Quantiles::p99);
    } else if (estimate.measure() instanceof Measure.Training training) {
      rate = training.samplesPerSecond();
    }
    points.add(
        new Point(
            estimate.at(),
            rate,
            ttft,
            RunningReplicas.usdPerHour(fleet, estimate.workload(), observed),
            RunningReplicas.count(observed)));
    if (points.size() > MOST_POINTS) {
      points.removeFirst();
    }
  }

  /// Returns the points, oldest first; a copy.
  List<Point> points() {
    return List.copyOf(points);
  }
}
