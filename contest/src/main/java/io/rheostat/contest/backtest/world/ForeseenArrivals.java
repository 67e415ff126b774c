package io.rheostat.contest.backtest.world;

import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.simulator.loop.HostVariant;
import io.rheostat.simulator.trace.ArrivalCounts;
import io.rheostat.simulator.world.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Host whose planner is told the arrivals to come instead of their forecast: all that it does
/// better with them is the cost of errors of the forecast.
///
/// Known is the rate of the half minute before each horizon, which is what a forecast is about. All
/// else, the demand now, capacities and start-ups, is estimated as ever.
public final class ForeseenArrivals implements HostVariant {
  /// Window of a rate that is forecast: the one before the horizon.
  public static final Duration WINDOW = Duration.ofSeconds(30);

  private final Instant end;
  private final SortedMap<String, ArrivalCounts> arrivals = new TreeMap<>();

  /// @param scenario whose requests are foreseen
  /// @param length of it
  public ForeseenArrivals(Scenario scenario, Duration length) {
    end = scenario.start().plus(length);
    for (String service : scenario.traces().keySet()) {
      arrivals.put(service, new ArrivalCounts(scenario.arrivals(service), scenario.start()));
    }
  }

  @Override
  public Estimate estimated(Estimate estimate) {
    ArrivalCounts known = arrivals.get(estimate.workload());
    return known != null && estimate.measure() instanceof Measure.Inference service
        ? estimate.with(service.with(foreseen(service.demand(), known, estimate.at())))
        : estimate;
  }

  private DemandEstimate foreseen(DemandEstimate demand, ArrivalCounts known, Instant at) {
    List<DemandQuantiles> outlooks = new ArrayList<>();
    for (DemandQuantiles outlook : demand.outlooks()) {
      Instant horizon = at.plusSeconds((long) outlook.horizonSeconds());
      Instant until = horizon.isBefore(end) ? horizon : end; // nothing is known of later
      double rate = known.rate(until.minus(WINDOW), until);
      outlooks.add(DemandQuantiles.certain(outlook.horizonSeconds(), rate));
    }
    return demand.withOutlooks(outlooks);
  }
}
