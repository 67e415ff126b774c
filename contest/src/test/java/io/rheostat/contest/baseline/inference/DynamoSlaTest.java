package io.rheostat.contest.baseline.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.contest.baseline.ServiceViews;
import io.rheostat.contest.baseline.service.ServiceFacts;
import io.rheostat.contest.baseline.service.TokenLengths;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.engine.ReplicaView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DynamoSlaTest {
  /// 10 ms + 0.1 ms per prompt token + 0.1 us per KV token.
  private static final IterationFit.Line LINE = new IterationFit.Line(0.01, 1e-4, 1e-7);

  private static final ServiceFacts FACTS =
      new ServiceFacts(
          "h100",
          ServiceViews.bounds(1, 8),
          new Slo(Duration.ofSeconds(1), Duration.ofMillis(100), 0.99),
          1500,
          100,
          List.of(
              new ServiceFacts.Variant(
                  "h100", 6, new EngineProfile(0.01, 0, 1e-7, 1e-4, 100_000, 256, 1000), 1)));

  @Test
  void findsTheLineThatIterationsLieOn() {
    IterationFit fit = new IterationFit(1000, 100_000);
    for (int i = 0; i < 100; i++) {
      double prefill = i * 37 % 1000;
      double kv = i * 7919 % 100_000;
      fit.add(LINE.seconds(prefill, kv), prefill, kv);
    }

    IterationFit.Line line = fit.line().orElseThrow();
    assertThat(line.base()).isCloseTo(0.01, within(1e-9));
    assertThat(line.perPrefill()).isCloseTo(1e-4, within(1e-12));
    assertThat(line.perKv()).isCloseTo(1e-7, within(1e-15));
    assertThat(fit.size()).isEqualTo(64);
  }

  @Test
  void refusesTooFewObservationsTooLittleSpreadAndNegativeSlopes() {
    IterationFit few = new IterationFit(1000, 100_000);
    few.add(0.02, 0, 100);
    few.add(0.03, 100, 5000);
    few.add(0.04, 300, 100);
    few.add(0.05, 500, 7000);
    assertThat(few.line()).isEmpty();

    IterationFit flat = new IterationFit(1000, 100_000);
    IterationFit falling = new IterationFit(1000, 100_000);
    for (int i = 0; i < 10; i++) {
      flat.add(0.02 + i, 0, i * 1000);
      falling.add(1 - 0.001 * i, i * i, i * 1000);
    }
    assertThat(flat.line()).as("no prompts").isEmpty();
    assertThat(falling.line()).isEmpty();
  }

  @Test
  void timeToFirstTokenIsTheSumOverChunks() {
    DynamoSla.Estimate estimate =
        new DynamoSla.Estimate(LINE, new TokenLengths.Mean(1500, 100), 1000, 500);
    ReplicaView engine = engine("a", 2200, 50_000);

    // 3,700 prompt tokens: three chunks of 1,000 at 0.115 s and one of 700 at 0.085 s.
    assertThat(estimate.ttft(engine)).isCloseTo(3 * 0.115 + 0.085, within(1e-12));
    assertThat(estimate.queue(engine)).isCloseTo(2 * 0.115 + 0.035, within(1e-12));
    assertThat(estimate.own(engine)).isCloseTo(0.115 + 0.065, within(1e-12));
    // 0.01 + 500 mean prompt tokens + 50,000 and one request of 1,550 KV tokens.
    assertThat(estimate.itl(engine)).isCloseTo(0.06 + 51_550e-7, within(1e-12));
  }

  @Test
  void addsOneWhenAllEnginesMissTheFirstToken() {
    assertThat(decide(engine("a", 20_000, 20_000), engine("b", 20_000, 20_000))).isEqualTo(3);
    assertThat(decide(engine("a", 20_000, 20_000), engine("b", 4000, 20_000))).isEqualTo(2);
  }

  @Test
  void addsOneWhenAllEnginesMissTheTokenTime() {
    // No prompts of late: 0.01 + 1e-7 (900,000 + 1,550) lies above 100 ms, with 890,000 below.
    assertThat(decide(engine("a", 0, 900_000), engine("b", 0, 900_000))).isEqualTo(3);
    assertThat(decide(engine("a", 0, 900_000), engine("b", 0, 890_000))).isEqualTo(2);
  }

  @Test
  void promptTokensOfTheLastMinuteAreAveragedOverIterationsNotOverTime() {
    DynamoSla planner = planner();
    train(planner);
    // 1,000 prompt tokens in 0.2 s and none in 0.05 s: seen alike, but four times as many of these,
    // so 200 a mean iteration: 0.01 + 0.02 + 1e-7 (kv + 1,550) against 0.1 s.
    ReplicaView.Iteration prompts = new ReplicaView.Iteration(0.2, 1000, 1, 9e5);
    ReplicaView.Iteration tokens = new ReplicaView.Iteration(0.05, 0, 1, 4e5);
    planner.sample(
        ServiceViews.view(
            200, 0, engine("a", 0, 690_000, prompts), engine("b", 0, 690_000, tokens)));
    assertThat(ServiceViews.decide(planner, ServiceViews.holdings(200, 2))).isEqualTo(2);

    planner.sample(
        ServiceViews.view(
            265, 0, engine("a", 0, 720_000, prompts), engine("b", 0, 720_000, tokens)));
    assertThat(ServiceViews.decide(planner, ServiceViews.holdings(265, 2))).isEqualTo(3);
  }

  @Test
  void removesOneWhenTheOthersWouldKeepBoth() {
    // Own 1,500 tokens take 0.172 s, so the queue may take 0.8 (1 - 0.172) = 0.66 s after doubling.
    assertThat(decide(engine("a", 2000, 10_000), engine("b", 2000, 10_000))).isEqualTo(1);
    assertThat(decide(engine("a", 3500, 10_000), engine("b", 2000, 10_000))).isEqualTo(2);
    assertThat(decide(engine("a", 0, 51_000), engine("b", 0, 10_000)))
        .as("102,000 do not fit the cache")
        .isEqualTo(2);
  }

  @Test
  void holdsWhileReplicasStartAndWithoutAFit() {
    DynamoSla planner = planner();
    train(planner);
    planner.sample(ServiceViews.view(200, 0, engine("a", 20_000, 20_000)));
    assertThat(ServiceViews.decide(planner, ServiceViews.holdings(200, 2, 1))).isEqualTo(2);
    assertThat(ServiceViews.decide(planner, ServiceViews.holdings(200, 1))).isEqualTo(2);

    DynamoSla fresh = planner();
    fresh.sample(ServiceViews.view(5, 0, engine("a", 20_000, 20_000)));
    assertThat(ServiceViews.decide(fresh, ServiceViews.holdings(5, 1))).isEqualTo(1);
  }

  private static int decide(ReplicaView one, ReplicaView other) {
    DynamoSla planner = planner();
    train(planner);
    planner.sample(ServiceViews.view(200, 0, one, other));
    return ServiceViews.decide(planner, ServiceViews.holdings(200, 2));
  }

  private static DynamoSla planner() {
    return new DynamoSla(FACTS, DynamoSla.Settings.of(FACTS.slo()));
  }

  /// Shows iterations on the line, long before what follows.
  private static void train(DynamoSla planner) {
    for (int i = 0; i < 16; i++) {
      int prefill = i % 2 * 1000;
      double kv = i / 2 * 10_000;
      List<ReplicaView> seen = new ArrayList<>();
      seen.add(
          engine("a", 0, 0, new ReplicaView.Iteration(LINE.seconds(prefill, kv), prefill, 1, kv)));
      planner.sample(ServiceViews.view(5 * i, 0, seen.toArray(ReplicaView[]::new)));
    }
  }

  private static ReplicaView engine(String name, double queuedPromptTokens, double kvTokens) {
    return engine(name, queuedPromptTokens, kvTokens, new ReplicaView.Iteration(0, 0, 0, kvTokens));
  }

  private static ReplicaView engine(
      String name, double queued, double kvTokens, ReplicaView.Iteration iteration) {
    return new ReplicaView(
        name,
        "h100",
        false,
        0,
        0,
        kvTokens,
        100_000,
        queued,
        0,
        0,
        0,
        ServiceViews.EMPTY,
        ServiceViews.EMPTY,
        iteration);
  }
}
