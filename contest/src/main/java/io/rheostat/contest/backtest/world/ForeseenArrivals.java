package io.rheostat.contest.backtest.world;

import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.simulator.loop.HostVariant;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.world.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Host whose planner is told the arrivals to come instead of their forecast: all that it does
/// better with them is the cost of errors of the forecast.
///
/// Known is the rate of the half minute before each horizon, which is what a forecast is about. All
/// else, the demand now, capacities and start-ups, is estimated as ever.
public final class ForeseenArrivals implements HostVariant {
  private static final int WINDOW_SECONDS = 30;

  private final Instant start;

  /// Arrivals by service before each second.
  private final SortedMap<String, int[]> before = new TreeMap<>();

  /// @param scenario whose requests are foreseen
  /// @param length of it
  public ForeseenArrivals(Scenario scenario, Duration length) {
    start = scenario.start();
    for (String service : scenario.traces().keySet()) {
      before.put(service, before(scenario.arrivals(service), Math.toIntExact(length.toSeconds())));
    }
  }

  private static int[] before(Iterable<Request> requests, int seconds) {
    int[] before = new int[seconds + 1];
    for (Request request : requests) {
      long second = request.at().toSeconds();
      if (second < seconds) {
        before[(int) second + 1]++;
      }
    }
    Arrays.parallelPrefix(before, Integer::sum);
    return before;
  }

  @Override
  public Estimate estimated(Estimate estimate) {
    int[] counts = before.get(estimate.workload());
    return counts != null && estimate.measure() instanceof Measure.Inference service
        ? estimate.with(service.with(foreseen(service.demand(), counts, estimate.at())))
        : estimate;
  }

  private DemandEstimate foreseen(DemandEstimate demand, int[] counts, Instant at) {
    double now = Duration.between(start, at).toMillis() / 1000.0;
    List<DemandQuantiles> known =
        demand.outlooks().stream()
            .map(
                one ->
                    DemandQuantiles.certain(
                        one.horizonSeconds(), rate(counts, (int) (now + one.horizonSeconds()))))
            .toList();
    return demand.withOutlooks(known);
  }

  /// Returns the rate of the half minute before a second, as far as the section goes.
  private static double rate(int[] counts, int second) {
    int until = Math.clamp(second, 1, counts.length - 1);
    int from = Math.max(0, until - WINDOW_SECONDS);
    return (double) (counts[until] - counts[from]) / (until - from);
  }
}
