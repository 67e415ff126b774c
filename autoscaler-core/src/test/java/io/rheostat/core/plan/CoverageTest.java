package io.rheostat.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.stage.Given;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.decision.Coverage;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Evidence;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.fleet.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A service of which not everything is seen. A replica serves 6.4 req/s; true arrivals are 64
/// req/s, so ten or eleven replicas are needed.
class CoverageTest {
  private static final double CAPACITY = 6.4;
  private final Workload chat =
      Given.service("chat", "main", Given.bounds(1, 40), Given.placement("a", "h100"));
  private final PlanHost host = new PlanHost();
  private double second;

  @BeforeEach
  void declare() {
    host.declare(Given.declare(1, Given.device("h100", 4)));
    host.declare(Given.declare(1, Given.pool("main", Map.of("h100", 40))));
    host.declare(Given.declare(1, chat));
  }

  /// A view of the estimate stage.
  ///
  /// @param carried part of the rate that is assumed for unreachable replicas
  private record View(int live, int unreachable, double rate, double carried, double behind) {}

  private Estimate estimate(View view) {
    Freshness freshness =
        new Freshness(
            Duration.ofSeconds(1),
            view.live,
            view.unreachable,
            view.live == 0,
            List.of(),
            Duration.ofMillis((long) (1000 * view.behind)));
    double rate = view.rate;
    DemandEstimate demand =
        new DemandEstimate(
            rate,
            rate,
            rate,
            0,
            List.of(DemandQuantiles.certain(30, rate)),
            500,
            100,
            view.carried);
    return new Estimate(
        "chat",
        "main",
        host.now(),
        freshness,
        new Measure.Inference(
            demand,
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(new PlacementCapacity("a", view.live, CAPACITY, CAPACITY, 1)),
            List.of()));
  }

  /// A target that carries out every command and reports it at once.
  private void pass(int seconds, View view) {
    for (int i = 0; i < seconds; i++) {
      second++;
      host.at(second);
      step(host.estimate(estimate(view)));
      step(host.tick());
    }
  }

  /// So many replicas, all of which report; what is added reports at once.
  private void settle(int replicas, double rate) {
    running(replicas);
    for (int i = 0; i < 90; i++) {
      pass(1, new View(desired(), 0, rate, 0, 1));
    }
  }

  private void step(List<PlanEffect> effects) {
    PlanHost.command(effects).ifPresent(command -> host.obey(chat, command));
  }

  private Coverage coverage() {
    List<Decision> decisions = PlanHost.decisions(host.runner.effects());
    return decisions.getLast().rationale().evidence().map(Evidence::coverage).orElseThrow();
  }

  private void running(int replicas) {
    host.observed(chat, host.member(chat).generation(), Given.running("a", replicas));
  }

  private int desired() {
    return host.desired(chat).total();
  }

  @Test
  void podsThatNeverReportAreCountedAndNothingIsScaledDown() {
    running(8);

    pass(40, new View(3, 0, 24, 0, 1));
    int early = desired();
    pass(60, new View(3, 0, 24, 0, 1));

    assertThat(early).as("held while five may only be starting").isEqualTo(8);
    assertThat(coverage().demandFactor()).isEqualTo(8.0 / 3, Offset.offset(0.01));
    assertThat(desired()).isBetween(10, 14);
    assertThat(coverage().gap()).hasValueSatisfying(gap -> assertThat(gap).contains("3 of"));
  }

  @Test
  void whatASilentReplicaIsTakenToServeIsBoundedByWhatItCanServe() {
    running(8);

    pass(120, new View(1, 0, 60, 0, 1));

    // One replica measures 60 req/s: seven others cannot serve 60 each.
    assertThat(coverage().demandFactor() * 60).isLessThanOrEqualTo(60 + desired() * 1.5 * CAPACITY);
  }

  @Test
  void replicasThatHaveOnlyJustStartedDoNotMultiplyDemand() {
    settle(10, 60);
    int live = desired();
    running(live + 4);

    pass(20, new View(live, 0, 60, 0, 1));

    assertThat(coverage().demandFactor()).isEqualTo(1);
    assertThat(desired()).isEqualTo(live + 4);
  }

  @Test
  void demandOfPodsThatLeftWithoutAWordCountsOnlyForThoseThatAreStillReady() {
    settle(11, 64);
    int before = desired();

    // A rolling restart with pushed metrics: all old pods fell silent, as many new ones report.
    pass(120, new View(before, before, 128, 64, 1));

    assertThat(coverage().demandFactor()).isEqualTo(0.5);
    assertThat(desired()).isEqualTo(before);
  }

  @Test
  void demandOfReadyPodsThatAreUnreachableIsKept() {
    settle(11, 64);
    int before = desired();

    pass(120, new View(5, before - 5, 64, 35, 1));

    assertThat(coverage().demandFactor()).isEqualTo(1);
    assertThat(desired()).isEqualTo(before);
  }

  @Test
  void afterALongGapAWholeWindowIsWatchedBeforeAnythingIsScaledDown() {
    settle(12, 64);
    int before = desired();
    pass(1200, new View(0, before, 64, 64, 1));

    int least = before;
    for (int i = 0; i < 55; i++) {
      pass(1, new View(before, 0, 20, 0, 1));
      least = Math.min(least, desired());
    }
    pass(120, new View(desired(), 0, 20, 0, 1));

    assertThat(least).as("within the first window").isEqualTo(before);
    assertThat(desired()).as("after it").isLessThan(before);
  }

  @Test
  void metricsThatLagByMoreThanAMinuteScaleNothingDown() {
    settle(12, 64);
    int before = desired();

    pass(300, new View(before, 0, 10, 0, 75));

    assertThat(desired()).isEqualTo(before);
    assertThat(coverage().gap()).hasValueSatisfying(gap -> assertThat(gap).contains("behind"));
  }

  @Test
  void targetsThatNobodyReportsHoldWhatRunsAndAnAlertMayScaleUp() {
    settle(11, 64);
    int before = desired();
    int commands = host.invariants.commands().size();
    for (int i = 0; i < 400; i++) {
      second++;
      host.at(second);
      host.unreported(estimate(new View(before, 0, i < 185 ? 64 : 120, 0, 1)));
      host.tick();
    }
    assertThat(desired()).isEqualTo(before);
    assertThat(host.invariants.commands()).hasSize(commands);
    assertThat(PlanHost.decisions(host.runner.effects()).getLast())
        .isInstanceOfSatisfying(
            Decision.Hold.class,
            hold -> assertThat(hold.reason()).isEqualTo(HoldReason.NOT_OBSERVED));
    assertThat(coverage().ages().observed())
        .hasValueSatisfying(age -> assertThat(age).isGreaterThan(Duration.ofMinutes(3)));

    Optional<Command> alerted = PlanHost.command(host.alert(chat, true));

    assertThat(alerted).isPresent();
    assertThat(alerted.orElseThrow().to().total()).isGreaterThan(before);
  }

  @Test
  void aDecisionNamesTheDemandAndTheHorizonItPlannedFor() {
    settle(10, 64);

    var demand =
        PlanHost.decisions(host.runner.effects()).getLast().rationale().evidence().orElseThrow();

    assertThat(demand.demand())
        .hasValueSatisfying(
            planned -> {
              assertThat(planned.horizonSeconds()).isEqualTo(40);
              assertThat(planned.expectedRate()).isEqualTo(64, Offset.offset(0.5));
              assertThat(planned.met()).isTrue();
            });
  }

  @Test
  void aFirstReportCountsOnlyFromNowOn() {
    host.at(1);
    host.observed(chat, Generation.NONE, Given.running("a", 12));
    pass(30, new View(12, 0, 10, 0, 1));

    assertThat(desired()).as("before a window was watched").isEqualTo(12);
  }
}
