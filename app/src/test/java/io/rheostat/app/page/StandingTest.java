package io.rheostat.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.app.cli.text.StandingText;
import io.rheostat.app.testing.SmallFleets;
import io.rheostat.config.testing.Shipped;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Coverage;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Evidence;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Margin;
import io.rheostat.model.decision.PlannedDemand;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.decision.SourceAges;
import io.rheostat.model.estimate.CounterHealth;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.HostAdvice;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.resource.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Nothing unseen is shown as if it were seen.
class StandingTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Target REAL = new Target("webhook", new TreeMap<>());

  private final LiveState state = new LiveState();

  private void declare(Target target) {
    state.declared(SmallFleets.of(SmallFleets.workload("chat", target)), Map.of());
    Freshness fresh = new Freshness(Duration.ZERO, 1, 0, false, List.of());
    state.event(
        new PoolEvent.Estimated(new Estimate("chat", "east", NOW, fresh, new Measure.Profiled())),
        NOW);
  }

  private void decide(Evidence evidence) {
    Rationale rationale =
        new Rationale(
            "so", Optional.empty(), List.of(), List.of(), List.of(), Optional.of(evidence));
    state.decision(
        new Decision.Hold("chat", "east", NOW, Allocation.NONE, HoldReason.BEST, rationale));
  }

  private static Evidence evidence(Optional<String> gap, boolean met) {
    SourceAges ages =
        new SourceAges(
            Optional.of(Duration.ofSeconds(4)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Coverage coverage = new Coverage(3, 1, 2, 3, Duration.ZERO, ages, gap);
    return new Evidence(
        coverage,
        Optional.of(new PlannedDemand(90, 7, 9, met)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private void decided(String pool, Duration ago) {
    state.decision(
        new Decision.Hold(
            "chat", pool, NOW.minus(ago), Allocation.NONE, HoldReason.BEST, Rationale.of("so")));
  }

  private void observe(Duration ago, Optional<String> unknown) {
    PlacementStatus one =
        new PlacementStatus("big", 1, 1, 0, 0, 0, Optional.empty(), Optional.empty());
    PlacementLook look =
        new PlacementLook("big", Optional.of(NOW.minus(ago)), Optional.empty(), unknown);
    state.event(
        new PoolEvent.Observation(
            new Observed(
                "chat",
                "east",
                NOW.minus(ago),
                Generation.NONE,
                List.of(one),
                false,
                Optional.empty(),
                List.of(look))),
        NOW);
  }

  private List<String> hosts(HostAdvice... advice) {
    declare(REAL);
    Freshness fresh = new Freshness(Duration.ZERO, 1, 0, false, List.of());
    state.event(
        new PoolEvent.Estimated(
            new Estimate(
                "chat",
                "east",
                NOW,
                fresh,
                new Measure.Profiled(),
                CounterHealth.SOUND,
                List.of(advice))),
        NOW);
    return StandingText.hosts(chat());
  }

  @Test
  void hostMemoryAndDiskAreSaidAsFarAsTheyAreSeen() {
    double gib = 1L << 30;

    assertThat(
            hosts(
                new HostAdvice("big", 40 * gib, 44.8 * gib, 1e11, OptionalDouble.of(2.5)),
                new HostAdvice("calm", 40 * gib, 44.8 * gib, 0, OptionalDouble.empty()),
                new HostAdvice("disk", 0, 0, 1e11, OptionalDouble.of(9)),
                new HostAdvice("none", 0, 0, 1e11, OptionalDouble.empty())))
        .containsExactly(
            "big: host memory up to 40.0 GiB used, 45 GiB advised, disk full in 2.5 days",
            "calm: host memory up to 40.0 GiB used, 45 GiB advised",
            "disk: disk full in 9.0 days");
  }

  @Test
  void marginsAreSaidAsFarAsThereAreAny() {
    Evidence none = evidence(Optional.empty(), true);
    assertThat(StandingJson.margins(none)).isEmpty();

    Margin last = new Margin(new TreeMap<>(Map.of("h100", 1)), 9.104);
    Margin next = new Margin(new TreeMap<>(Map.of("h100", 2, "l40s", 1)), -0.5);
    assertThat(text(Optional.of(last), Optional.empty()))
        .isEqualTo("its last 1 × h100 earn 9.10 $/h");
    assertThat(text(Optional.of(last), Optional.of(next)))
        .isEqualTo(
            "its last 1 × h100 earn 9.10 $/h; 2 × h100 + 1 × l40s more would earn -0.50 $/h");
  }

  private static String text(Optional<Margin> last, Optional<Margin> next) {
    Evidence none = evidence(Optional.empty(), true);
    Evidence evidence = new Evidence(none.coverage(), none.demand(), none.prices(), last, next);
    return StandingJson.margins(evidence).orElseThrow().path("text").asText();
  }

  private JsonNode chat() {
    return StateJson.of(state.view()).path("workloads").path(0);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  /// Returns the page's problems with metrics of one of the demo's workloads with eight ready
  /// replicas of which one reports.
  private List<String> ofOneThatReports(String workload, Measure measure) throws Exception {
    Fleet fleet = Shipped.demo().fleet();
    state.declared(fleet, Map.of());
    Freshness one = new Freshness(Duration.ZERO, 1, 0, false, List.of());
    state.event(new PoolEvent.Estimated(new Estimate(workload, "demo", NOW, one, measure)), NOW);
    PlacementStatus eight =
        new PlacementStatus("l40s", 8, 8, 0, 0, 0, Optional.empty(), Optional.empty());
    PlacementLook look =
        new PlacementLook("l40s", Optional.of(NOW), Optional.empty(), Optional.empty());
    state.event(
        new PoolEvent.Observation(
            new Observed(
                workload,
                "demo",
                NOW,
                Generation.NONE,
                List.of(eight),
                false,
                Optional.empty(),
                List.of(look))),
        NOW);
    for (JsonNode json : StateJson.of(state.view()).path("workloads")) {
      if (json.path("name").asText().equals(workload)) {
        return texts(json.path("signalProblems"));
      }
    }
    throw new AssertionError(workload + " is not there");
  }

  @Test
  void aTrainingJobReportsThroughOneOfItsWorkersAndAServiceThroughEachReplica() throws Exception {
    assertThat(ofOneThatReports("resnet50", new Measure.Training(900, 0.1, 8, 1, false, List.of())))
        .noneMatch(line -> line.contains("ready replicas report metrics"));
    assertThat(ofOneThatReports("code", new Measure.Profiled()))
        .contains("1 of 8 ready replicas report metrics");
  }

  @Test
  void aTargetThatDoesNotAnswerIsNeverHealthyFromBefore() {
    declare(REAL);
    observe(Duration.ofSeconds(125), Optional.of("connection refused"));

    String expected = "its target was last seen 125 s ago: connection refused";
    assertThat(texts(chat().path("targetProblems"))).containsExactly("big: " + expected);
    assertThat(chat().path("placements").path(0).path("unseen").asText()).isEqualTo(expected);
    assertThat(state.blind()).containsOnlyKeys("chat");
  }

  @Test
  void aTargetThatNobodyLooksAtAnyMoreIsSaid() {
    declare(REAL);
    observe(Duration.ofMinutes(4), Optional.empty());

    assertThat(texts(chat().path("targetProblems")))
        .containsExactly("big: its target was last seen 240 s ago: nobody reports of it");
  }

  @Test
  void aTargetThatWasNeverSeenIsSaid() {
    declare(REAL);

    assertThat(texts(chat().path("targetProblems")))
        .containsExactly("big: its target was never seen");
    assertThat(chat().path("usdPerHour").asDouble()).isZero();
  }

  @Test
  void aTargetThatAnswersIsWellAndCosts() {
    declare(REAL);
    observe(Duration.ofSeconds(3), Optional.empty());

    assertThat(texts(chat().path("targetProblems"))).isEmpty();
    assertThat(chat().path("usdPerHour").asDouble()).isEqualTo(1);
    assertThat(state.blind()).isEmpty();
  }

  @Test
  void aPlacementWithoutTargetNeitherRunsNorCosts() {
    declare(Target.OBSERVE);
    observe(Duration.ofSeconds(3), Optional.empty());

    assertThat(texts(chat().path("targetProblems")))
        .containsExactly("big without target: nothing runs there");
    assertThat(chat().path("usdPerHour").asDouble()).isZero();
    assertThat(chat().path("placements")).isEmpty();
    assertThat(
            StateJson.of(state.view()).path("pools").path(0).path("devices").path(0).path("used"))
        .hasToString("0");
  }

  @Test
  void aWorkloadThatItsOldPoolDoesNotLetGoIsSaid() {
    declare(REAL);
    observe(Duration.ofSeconds(2), Optional.empty());
    decided("west", Duration.ofMinutes(3));

    assertThat(texts(chat().path("signalProblems")))
        .containsExactly(
            "pool east waits for pool west to let go of it", "nothing was decided for 180 s");
  }

  @Test
  void coverageAgesAndPlannedDemandAreShown() {
    declare(REAL);
    observe(Duration.ofSeconds(3), Optional.empty());
    decide(evidence(Optional.of("1 of 3 ready replicas report"), false));

    assertThat(texts(chat().path("signalProblems")))
        .contains("1 of 3 ready replicas report", "no option meets the objective");
    assertThat(chat().path("coverage").path("reporting").asInt()).isEqualTo(1);
    assertThat(chat().path("sourceAgesSeconds").path("metrics").asInt()).isEqualTo(4);
    assertThat(chat().path("sourceAgesSeconds").path("alerts").isNull()).isTrue();
    assertThat(chat().path("planned").path("text").asText())
        .isEqualTo("7.00 req/s expected, 9.00 at most, in 90 s; no option meets the objective");
  }
}
