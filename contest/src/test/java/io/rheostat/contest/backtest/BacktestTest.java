package io.rheostat.contest.backtest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.contest.backtest.report.BacktestJson;
import io.rheostat.contest.backtest.report.BacktestPage;
import io.rheostat.contest.backtest.report.BacktestReport;
import io.rheostat.contest.backtest.report.BacktestText;
import io.rheostat.contest.backtest.world.RecordedWorld;
import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.history.RecordedHalfHour;
import io.rheostat.contest.history.ServiceHistory;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.truth.GroundTruth;
import io.rheostat.simulator.world.Score;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A backtest of a section whose truth is known: the world that wrote the log.
final class BacktestTest {
  private static final RecordedHalfHour HOUR = new RecordedHalfHour(1);
  private static final List<String> POLICIES = List.of("rheostat", "hpa", "static");
  private static final int SEEDS = 3;

  private static BacktestReport report(FleetHistory history, WhatIf changes, boolean anyway)
      throws InterruptedException {
    List<String> finished = Collections.synchronizedList(new ArrayList<>());
    Backtest backtest = new Backtest(history, SEEDS);
    Backtest.Result result =
        backtest.run(new Backtest.Request(POLICIES, changes, anyway, false), finished::add);
    // As it ran and Rheostat once a seed; the others once for the service and once for the job.
    assertThat(finished).hasSize(result.policies().isEmpty() ? SEEDS : SEEDS * (1 + 1 + 2 + 2));
    assertThat(backtest.parts(POLICIES)).isEqualTo(SEEDS * (1 + 1 + 2 + 2));
    return new BacktestReport(history, result, List.of(), SEEDS);
  }

  private static Optional<BacktestReport> asDeclared = Optional.empty();

  @BeforeAll
  static void compare() throws InterruptedException {
    asDeclared = Optional.of(report(HOUR.history(), WhatIf.AS_DECLARED, false));
  }

  /// Returns the history with engines of another speed.
  private static FleetHistory slower(double factor) {
    FleetHistory history = HOUR.history();
    ServiceHistory chat = requireNonNull(history.services().get("chat"));
    SortedMap<String, EngineProfile> engines = new TreeMap<>();
    chat.engines().forEach((name, one) -> engines.put(name, one.slowed(factor, factor)));
    ServiceHistory slow =
        new ServiceHistory(
            chat.workload(),
            chat.traffic(),
            chat.replicas(),
            chat.firstToken(),
            chat.perToken(),
            engines,
            chat.measured());
    return new FleetHistory(
        history.from(),
        history.to(),
        history.fleet(),
        new TreeMap<>(Map.of("chat", slow)),
        history.jobs(),
        history.known(),
        List.of());
  }

  @Test
  void theSectionIsReproducedWithinTheStatedErrors() {
    BacktestReport report = asDeclared.orElseThrow();
    Score.Line begun = HOUR.before().total();
    Score.Line ended = HOUR.world().score().total();

    Reproduction made = report.result().reproduction();
    assertThat(made.excesses()).isEmpty();
    assertThat(made.usd().recorded())
        .isCloseTo(ended.costUsd() - begun.costUsd(), Percentage.withPercentage(1));
    // What the simulation counts by request, against what truly happened.
    double truth =
        (double) (ended.requestsWithinSlo() - begun.requestsWithinSlo())
            / (ended.requests() - begun.requests());
    assertThat(report.result().asItRan().attainment().mean()).isCloseTo(truth, within(0.01));
    assertThat(made.jobs()).containsOnlyKeys("resnet50");
    assertThat(requireNonNull(made.jobs().get("resnet50")).relative()).isCloseTo(0, within(0.1));
  }

  @Test
  void policiesAreComparedOnTheSameRequests() {
    BacktestReport report = asDeclared.orElseThrow();

    JsonNode json = BacktestJson.of(report);
    assertThat(json.path("compared").asBoolean()).isTrue();
    assertThat(json.path("policies")).hasSize(4);
    JsonNode rheostat = json.path("policies").get(1);
    JsonNode fixed = json.path("policies").get(3);
    assertThat(rheostat.path("policy").asText()).isEqualTo("rheostat");
    assertThat(fixed.path("costUsd").path("mean").asDouble())
        .isGreaterThan(rheostat.path("costUsd").path("mean").asDouble());
    assertThat(fixed.path("netAgainstFirst").path("significant").asBoolean()).isTrue();
    assertThat(rheostat.path("jobsDone").asDouble()).isBetween(0.0, 1.0);
    assertThat(rheostat.path("workloads").path("resnet50").path("jobsDone").asDouble())
        .isEqualTo(rheostat.path("jobsDone").asDouble());
    assertThat(rheostat.path("workloads").path("chat").path("attainment").path("mean").asDouble())
        .isGreaterThan(0.9);
    double net = rheostat.path("netUsd").path("mean").asDouble();
    assertThat(net)
        .isCloseTo(
            rheostat.path("earnedUsd").path("mean").asDouble()
                - rheostat.path("costUsd").path("mean").asDouble(),
            within(1e-9));
    assertThat(BacktestText.of(report)).contains("chat, TTFT p95", "POLICY", "significant");
    assertThat(BacktestPage.of(report))
        .contains("<svg", "as it ran", "chat")
        .doesNotContain("src=")
        .doesNotContain("href=");
  }

  @Test
  void theSameHistoryGivesTheSameNumbers() throws InterruptedException {
    String once = BacktestJson.of(asDeclared.orElseThrow()).toString();

    assertThat(BacktestJson.of(report(HOUR.history(), WhatIf.AS_DECLARED, false)).toString())
        .isEqualTo(once);
  }

  @Test
  void aChangedPriceChangesTheCostOfThePoliciesAndNotOfTheRecord() throws InterruptedException {
    WhatIf cheap =
        new WhatIf(
            new TreeMap<>(),
            new TreeMap<>(Map.of("h100-sxm", 0.295, "l40s", 0.15484)),
            new TreeMap<>(),
            new TreeMap<>(),
            OptionalDouble.empty());

    BacktestReport report = report(HOUR.history(), cheap, false);

    PolicyRuns fixed = report.result().policies().get(2);
    PolicyRuns dear = asDeclared.orElseThrow().result().policies().get(2);
    assertThat(fixed.sum(WorkloadOutcome::usd).mean())
        .isCloseTo(dear.sum(WorkloadOutcome::usd).mean() / 10, Percentage.withPercentage(0.1));
    assertThat(report.result().reproduction().usd().relative()).isCloseTo(0, within(0.02));
  }

  @Test
  void aSpeedThatWasLearnedWrongIsMovedTowardsTheLatencies() {
    FleetHistory history = slower(2);
    EngineProfile engine =
        requireNonNull(
            requireNonNull(
                    RecordedWorld.calibrated(history)
                        .scenario(history.fleet(), 1)
                        .engines()
                        .get("chat"))
                .get("h100-sxm"));

    // Half of the way from twice the time, as a factor: the root of two, beside what was learned
    // wrong before.
    EngineProfile truth = GroundTruth.LLAMA_8B_1_H100;
    assertThat(engine.perPrefillTokenSeconds() / truth.perPrefillTokenSeconds())
        .isBetween(1.0, 1.7);
    assertThat(engine.baseSeconds() / truth.baseSeconds()).isBetween(1.0, 1.7);
  }

  @Test
  void aSectionThatIsNotReproducedIsNotCompared() throws InterruptedException {
    BacktestReport report = report(slower(4), WhatIf.AS_DECLARED, false);

    assertThat(report.isRefused()).isTrue();
    assertThat(report.result().reproduction().excesses())
        .anyMatch(one -> one.startsWith("attainment of chat is off by -"));
    assertThat(BacktestText.of(report)).contains("not compared").doesNotContain("NET $");
    assertThat(BacktestPage.of(report)).contains("not compared").doesNotContain("<svg");
    Backtest.Request anyway = new Backtest.Request(POLICIES, WhatIf.AS_DECLARED, true, false);
    assertThat(new Backtest(slower(4), 1).run(anyway, _ -> {}).policies()).hasSize(3);
  }

  @Test
  void inHindsightALimitThatCostIsFound() throws InterruptedException {
    WhatIf tight =
        new WhatIf(
            new TreeMap<>(Map.of("chat.bounds.maxReplicas", "1")),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(Map.of("h100-sxm", 0)),
            OptionalDouble.empty());
    Backtest backtest = new Backtest(HOUR.history(), 2);

    Backtest.Result result =
        backtest.run(new Backtest.Request(List.of("rheostat"), tight, false, true), _ -> {});

    Hindsight hindsight = result.hindsight().orElseThrow();
    // One L40S cannot answer this traffic; two more can, and earn far more than they cost.
    assertThat(hindsight.regrets())
        .filteredOn(one -> one.lifted().equals("maxReplicas of chat from 1 to 3"))
        .singleElement()
        .satisfies(one -> assertThat(one.usdPerDay().mean()).isGreaterThan(50));
    assertThat(hindsight.regrets())
        .extracting(Hindsight.Regret::lifted)
        .contains(
            "forecast: arrivals known beforehand",
            "start-up times: replicas ready at once",
            "l40s of pool from 8 to 10",
            "budget of pool, $40 an hour, to none");
    BacktestReport report = new BacktestReport(HOUR.history(), result, List.of(), 2);
    assertThat(BacktestText.of(report)).contains("RHEOSTAT WITHOUT ONE LIMIT", "clairvoyant");
    assertThat(BacktestPage.of(report)).contains("In hindsight");
    JsonNode json = BacktestJson.of(report).path("hindsight");
    assertThat(json.path("regrets")).hasSameSizeAs(hindsight.regrets());
  }

  @Test
  void noScheduleCostsLessThanTheBound() throws InterruptedException {
    Backtest backtest = new Backtest(HOUR.history(), 1);

    Backtest.Result result =
        backtest.run(
            new Backtest.Request(List.of("rheostat"), WhatIf.AS_DECLARED, false, true), _ -> {});

    Hindsight hindsight = result.hindsight().orElseThrow();
    double least = hindsight.leastUsd().orElseThrow();
    double foreseen = hindsight.clairvoyant().only("chat").sum(WorkloadOutcome::usd).mean();
    double own = result.policies().getFirst().only("chat").sum(WorkloadOutcome::usd).mean();
    assertThat(least).isPositive().isLessThan(own).isLessThan(foreseen);
  }

  @Test
  void anUnknownPolicyIsRefusedWithAllNames() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backtest.check(List.of("hpaa")))
        .withMessageContaining("llmd-slo-keda");
  }

  @Test
  void intervalsAreStudents() {
    PolicyRuns runs = runs(10, 12, 14);
    PolicyRuns.Mean mean = runs.sum(WorkloadOutcome::netUsd);

    // s = 2, n = 3: t(2, 0.975) = 4.3027; 4.3027 * 2 / sqrt(3).
    assertThat(mean.mean()).isCloseTo(12, within(1e-12));
    assertThat(mean.halfWidth()).isCloseTo(4.968, within(1e-3));
    assertThat(runs.difference(runs(9, 11, 13), WorkloadOutcome::netUsd).isSignificant()).isTrue();
    assertThat(runs.difference(runs(14, 12, 10), WorkloadOutcome::netUsd).isSignificant())
        .isFalse();
    assertThat(runs(10).sum(WorkloadOutcome::netUsd).halfWidth())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  private static PolicyRuns runs(double... net) {
    List<List<WorkloadOutcome>> runs = new ArrayList<>();
    for (double one : net) {
      runs.add(
          List.of(
              new WorkloadOutcome(
                  "chat", 0, one, 0, 0, Optional.empty(), Optional.empty(), List.of())));
    }
    return new PolicyRuns("some", runs, Optional.empty());
  }
}
