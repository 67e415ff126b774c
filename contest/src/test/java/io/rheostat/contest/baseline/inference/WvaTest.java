package io.rheostat.contest.baseline.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.contest.baseline.ServiceViews;
import io.rheostat.contest.baseline.inference.WvaAnalyzer.VariantState;
import io.rheostat.contest.baseline.inference.WvaSaturation.Verdict;
import io.rheostat.contest.baseline.service.ReplicaPeaks;
import io.rheostat.contest.baseline.service.ServiceFacts;
import io.rheostat.contest.baseline.service.TokenLengths;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.engine.ReplicaView;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WvaTest {
  private static final EngineProfile ENGINE =
      new EngineProfile(0.012, 0.00002, 4.5e-8, 62e-6, 100_000, 256, 2048);
  private static final ServiceFacts FACTS =
      new ServiceFacts(
          "h100",
          ServiceViews.bounds(1, 20),
          new Slo(Duration.ofSeconds(3), Duration.ofMillis(100), 0.99),
          4000,
          1000,
          List.of(
              new ServiceFacts.Variant("h100", 6, ENGINE, 1.45),
              new ServiceFacts.Variant("l40s", 4, ENGINE, 0.7)));

  @Test
  void addsWhenTheCalmReplicasHaveLittleToSpare() {
    assertThat(verdict(0.71, 0, 0.71, 0)).as("0.09 KV").isEqualTo(Verdict.UP);
    assertThat(verdict(0.2, 3, 0.2, 3)).as("2 in the queue").isEqualTo(Verdict.UP);
    assertThat(verdict(0.65, 0, 0.90, 0))
        .as("the saturated one is left out")
        .isEqualTo(Verdict.NEITHER);
    assertThat(verdict(0.9, 0, 0.1, 5)).as("none is calm").isEqualTo(Verdict.UP);
    assertThat(verdict()).as("no metrics").isEqualTo(Verdict.NEITHER);
  }

  @Test
  void removesWhenTheOthersCanTakeItsLoad() {
    assertThat(verdict(0.34, 0, 0.34, 0)).as("0.68 on one").isEqualTo(Verdict.DOWN);
    assertThat(verdict(0.36, 0, 0.36, 0)).as("0.72 on one").isEqualTo(Verdict.NEITHER);
    assertThat(verdict(0.1, 1, 0.1, 1)).as("2 in the queue of one").isEqualTo(Verdict.DOWN);
    assertThat(verdict(0.1, 1, 0.1, 2)).as("3 in the queue of one").isEqualTo(Verdict.NEITHER);
    assertThat(verdict(0.1, 0)).as("the last").isEqualTo(Verdict.NEITHER);
  }

  @Test
  void addsToTheCheapestAndRemovesFromTheDearestByNameAtATie() {
    WvaSaturation full = saturation(0.75, 2, 2);
    WvaSaturation idle = saturation(0.1, 2, 2);

    assertThat(full.targets(ServiceViews.at(15), states(2, 2, 0, 6, 4))).isEqualTo(targets(2, 3));
    assertThat(full.targets(ServiceViews.at(15), states(2, 2, 0, 4, 4))).isEqualTo(targets(3, 2));
    assertThat(idle.targets(ServiceViews.at(15), states(2, 2, 0, 6, 4))).isEqualTo(targets(1, 2));
    assertThat(idle.targets(ServiceViews.at(15), states(2, 2, 0, 4, 4))).isEqualTo(targets(2, 1));
  }

  @Test
  void theLastReplicaOfAVariantStays() {
    assertThat(saturation(0.1, 1, 1).targets(ServiceViews.at(15), states(1, 1, 0, 6, 4)))
        .isEqualTo(targets(1, 1));
  }

  @Test
  void decidesNothingWhileAVariantIsOnItsWay() {
    WvaSaturation full = saturation(0.75, 2, 2);

    assertThat(full.targets(ServiceViews.at(15), states(3, 2, 0, 6, 4)))
        .as("3 set, 2 measured")
        .isEqualTo(targets(3, 2));
    assertThat(full.targets(ServiceViews.at(15), states(2, 2, 5, 6, 4)))
        .as("5 wanted, 2 set")
        .isEqualTo(targets(5, 2));
  }

  @Test
  void thePeakOfAMinuteCounts() {
    WvaSaturation analyzer = saturation(0.75, 1, 0);
    analyzer.sample(ServiceViews.view(30, 0, ServiceViews.replica("h100-0", 1, 0, 50_000)));
    List<VariantState> one = List.of(new VariantState("h100", 6, 1, 1, 1));

    assertThat(analyzer.targets(ServiceViews.at(60), one).get("h100")).isEqualTo(2);
    analyzer.sample(ServiceViews.view(75, 0, ServiceViews.replica("h100-0", 1, 0, 50_000)));
    assertThat(analyzer.targets(ServiceViews.at(75), one).get("h100")).isEqualTo(1);
  }

  @Test
  void theHpaFollowsTheGaugeOutsideItsTolerance() {
    assertThat(steps(3)).isEqualTo(4);
    assertThat(steps(10)).isEqualTo(11);
    assertThat(steps(11)).as("12 / 11 lies within 10 %").isEqualTo(11);
  }

  @Test
  void decidesEverySecondTickOfTheHpa() {
    LlmdWva wva =
        new LlmdWva(
            FACTS.variants(),
            FACTS.bounds(),
            new WvaSaturation(WvaSaturation.Settings.SHIPPED),
            Duration.ZERO);
    wva.sample(view(15, 0.75, 2, 0));

    assertThat(ServiceViews.decide(wva, ServiceViews.holdings(15, 2))).isEqualTo(2);
    assertThat(wva.decide(ServiceViews.holdings(30, 2)).replicas("l40s")).isEqualTo(1);
    assertThat(wva.decideEvery()).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void computeCapacityIsDerivedFromTheEnginesArguments() {
    TokenLengths.Mean tokens = new TokenLengths.Mean(4000, 1000);

    assertThat(WvaTokens.derived(ENGINE, tokens))
        .as("2048 * 1000 / 5000 = 409.6 requests, at most 256, of 4500 tokens")
        .isEqualTo(256 * 4500.0);
    assertThat(WvaTokens.derived(ENGINE, new TokenLengths.Mean(2000, 48)))
        .as("48 requests of 2024 tokens")
        .isCloseTo(48 * 2024.0, within(1e-6));
  }

  @Test
  void addsReplicasForTheTokensThatAreAskedFor() {
    WvaTokens analyzer = new WvaTokens(WvaTokens.Settings.SHIPPED, FACTS);
    analyzer.sample(
        ServiceViews.view(
            15,
            0,
            ServiceViews.replica("h100-0", 1, 4, 70_000),
            ServiceViews.replica("h100-1", 1, 4, 70_000)));

    // k1 = 80,000; demand 2 * (70,000 + 4 * 4,000) = 172,000; 172,000 / 0.85 - 160,000 = 42,353.
    assertThat(analyzer.targets(ServiceViews.at(15), states(2, 0, 2, 6, 8)).get("h100"))
        .isEqualTo(3);
    assertThat(analyzer.targets(ServiceViews.at(15), states(2, 0, 2, 6, 4)).get("l40s"))
        .as("cheaper per token")
        .isEqualTo(1);
    assertThat(
            analyzer
                .targets(ServiceViews.at(15), List.of(new VariantState("h100", 6, 3, 2, 3)))
                .get("h100"))
        .as("the starting one counts")
        .isEqualTo(3);
  }

  @Test
  void whatAFullReplicaHeldIsItsCapacityAndIsRemembered() {
    WvaTokens analyzer = new WvaTokens(WvaTokens.Settings.SHIPPED, FACTS);
    List<VariantState> one = List.of(new VariantState("h100", 6, 1, 1, 1));
    analyzer.sample(ServiceViews.view(15, 0, ServiceViews.replica("h100-0", 1, 5, 40_000)));

    // k2 = 40,000; demand 40,000 + 5 * 4,000; 60,000 / 0.85 - 40,000 = 30,588.
    assertThat(analyzer.targets(ServiceViews.at(15), one).get("h100")).isEqualTo(2);
    analyzer.sample(ServiceViews.view(90, 0, ServiceViews.replica("h100-0", 1, 0, 70_000)));
    // 70,000 / 0.85 - 40,000 = 42,353 takes two; at k1 = 80,000 it would take one.
    assertThat(analyzer.targets(ServiceViews.at(90), one).get("h100")).isEqualTo(3);
  }

  @Test
  void requestsAtTheGatewayAskForTheirWholeLength() {
    WvaTokens analyzer = new WvaTokens(WvaTokens.Settings.SHIPPED, FACTS);
    analyzer.sample(new ServiceView(ServiceViews.at(15), 20, 20, List.of()));

    // 20 * 5,000 / 0.85 = 117,647 over 80,000 each.
    List<VariantState> none = List.of(new VariantState("h100", 6, 0, 0, 0));
    assertThat(analyzer.targets(ServiceViews.at(15), none).get("h100")).isEqualTo(2);
  }

  @Test
  void removesTheDearestFirstAndKeepsOneOfTheCheapest() {
    List<WvaTokens.Supply> supplies = new ArrayList<>();
    for (VariantState state : states(2, 3, 0, 6, 4)) {
      supplies.add(new WvaTokens.Supply(state, 10));
    }

    assertThat(lowered(9, supplies)).isEqualTo(targets(2, 3));
    assertThat(lowered(15, supplies)).isEqualTo(targets(1, 3));
    assertThat(lowered(35, supplies)).isEqualTo(targets(0, 2));
    assertThat(lowered(500, supplies)).isEqualTo(targets(0, 1));
  }

  @Test
  void theModelDividesTheArrivalRateByWhatOneReplicaCarries() {
    WvaModel model = new WvaModel(FACTS, WvaModel.Settings.SHIPPED);
    model.sample(ServiceViews.view(0, 0));
    model.sample(ServiceViews.view(60, 300));
    double each =
        new QueueingModel(WvaModel.parameters(ENGINE, FACTS.tokens()), FACTS.tokens())
            .requestsPerSecond(FACTS.slo())
            .orElseThrow();

    assertThat(model.targets(ServiceViews.at(60), List.of()).get("h100"))
        .isEqualTo((int) StrictMath.ceil(5 / each));
  }

  private static int steps(int replicas) {
    LlmdWva wva =
        new LlmdWva(
            FACTS.variants().subList(0, 1),
            FACTS.bounds(),
            new WvaSaturation(WvaSaturation.Settings.SHIPPED),
            Duration.ZERO);
    wva.sample(view(15, 0.75, replicas, 0));
    wva.decide(ServiceViews.holdings(15, replicas));
    return ServiceViews.decide(wva, ServiceViews.holdings(30, replicas));
  }

  private static SortedMap<String, Integer> lowered(double spare, List<WvaTokens.Supply> supplies) {
    SortedMap<String, Integer> targets = targets(2, 3);
    WvaTokens.lower(spare, supplies, targets);
    return targets;
  }

  /// A pair of KV usage and queue for each replica.
  private static Verdict verdict(double... pairs) {
    List<ReplicaPeaks.Peak> peaks = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      peaks.add(new ReplicaPeaks.Peak("h100", pairs[i], 100_000, pairs[i + 1]));
    }
    return WvaSaturation.verdict(WvaSaturation.Settings.SHIPPED, peaks);
  }

  private static WvaSaturation saturation(double kvUsage, int h100, int l40s) {
    WvaSaturation analyzer = new WvaSaturation(WvaSaturation.Settings.SHIPPED);
    analyzer.sample(view(15, kvUsage, h100, l40s));
    return analyzer;
  }

  private static ServiceView view(double seconds, double kvUsage, int h100, int l40s) {
    List<ReplicaView> replicas = new ArrayList<>();
    for (int i = 0; i < h100; i++) {
      replicas.add(ServiceViews.replica("h100-" + i, "h100", 1, 0, kvUsage * 100_000));
    }
    for (int i = 0; i < l40s; i++) {
      replicas.add(ServiceViews.replica("l40s-" + i, "l40s", 1, 0, kvUsage * 100_000));
    }
    return new ServiceView(ServiceViews.at(seconds), 0, 0, replicas);
  }

  /// All ready; `wanted` is what was last asked of h100.
  private static List<VariantState> states(
      int h100, int l40s, int wanted, double h100Usd, double l40sUsd) {
    return List.of(
        new VariantState("h100", h100Usd, h100, h100, wanted),
        new VariantState("l40s", l40sUsd, l40s, l40s, l40s));
  }

  private static SortedMap<String, Integer> targets(int h100, int l40s) {
    SortedMap<String, Integer> targets = new TreeMap<>();
    targets.put("h100", h100);
    targets.put("l40s", l40s);
    return targets;
  }
}
