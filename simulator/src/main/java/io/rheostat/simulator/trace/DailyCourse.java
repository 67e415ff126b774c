package io.rheostat.simulator.trace;

import io.rheostat.simulator.chance.Chance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Course of a service's traffic over the day: all requests at its busiest hour, a quarter of them
/// twelve hours later, a cosine in between.
public final class DailyCourse {
  /// Share of the requests kept at the quietest hour.
  private static final double LEAST = 0.25;

  /// Quietest hour of the day, UTC.
  private static final double QUIETEST = 4;

  private static final double HOURS_PER_DAY = 24;
  private static final double NANOS_PER_HOUR = 3.6e12;

  private DailyCourse() {}

  /// Returns the requests thinned by the hour of the day.
  ///
  /// @param requests traffic of the busiest hour, at any time
  /// @param start moment of offset 0
  public static List<Request> of(List<Request> requests, Instant start, long seed) {
    Chance chance = new Chance(Chance.seed(seed, "daily course"));
    double begin =
        Duration.between(Instant.EPOCH, start).toNanos() / NANOS_PER_HOUR % HOURS_PER_DAY;
    List<Request> kept = new ArrayList<>();
    for (Request request : requests) {
      if (chance.uniform() < share(begin + request.at().toNanos() / NANOS_PER_HOUR)) {
        kept.add(request);
      }
    }
    return List.copyOf(kept);
  }

  /// Returns the share of the requests kept at an hour.
  private static double share(double hour) {
    double turn = 2 * StrictMath.PI * (hour - QUIETEST) / HOURS_PER_DAY;
    return LEAST + (1 - LEAST) * (1 - StrictMath.cos(turn)) / 2;
  }
}
