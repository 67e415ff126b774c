package io.rheostat.contest.backtest.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.history.RecordedHalfHour;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.simulator.loop.ClosedLoop;
import io.rheostat.simulator.loop.LoopLog;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ForeseenArrivalsTest {
  @Test
  void thePlannerIsToldTheArrivalsThatCome() {
    FleetHistory history = new RecordedHalfHour(1).history();
    Scenario scenario = RecordedWorld.calibrated(history).scenario(history.fleet(), 1);
    List<Request> requests = scenario.requests("chat");
    List<Estimate> told = new ArrayList<>();
    LoopLog log =
        new LoopLog() {
          @Override
          public void appended(PoolEvent event, Instant receivedAt) {
            if (event instanceof PoolEvent.Estimated(var estimate)
                && estimate.workload().equals("chat")) {
              told.add(estimate);
            }
          }
        };
    ForeseenArrivals foreseen = new ForeseenArrivals(scenario, history.length());
    ClosedLoop.resumed(
            new World(scenario, 1), Duration.ofSeconds(5), log, foreseen, history.known())
        .runUntil(scenario.start().plus(Duration.ofMinutes(10)));

    int compared = 0;
    for (Estimate estimate : told) {
      Measure.Inference service = (Measure.Inference) estimate.measure();
      for (DemandQuantiles outlook : service.demand().outlooks()) {
        long until =
            Duration.between(scenario.start(), estimate.at()).toSeconds()
                + (long) outlook.horizonSeconds();
        if (until >= 30) {
          double rate = arrivals(requests, until - 30, until) / 30.0;
          assertThat(outlook.rates())
              .allSatisfy(one -> assertThat(one).isCloseTo(rate, within(1e-9)));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  private static long arrivals(List<Request> requests, long fromSecond, long untilSecond) {
    long count = 0;
    for (Request request : requests) {
      double at = request.at().toNanos() / 1e9;
      count += at >= fromSecond && at < untilSecond ? 1 : 0;
    }
    return count;
  }
}
