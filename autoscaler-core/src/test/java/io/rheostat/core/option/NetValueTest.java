package io.rheostat.core.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.attainment.DemandOutlook;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.solve.Candidates;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.Given;
import io.rheostat.model.decision.Option;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// J = α·value − β·(cost + change), reckoned by hand for the three objectives. The pool weighs
/// value twice and cost three times, so that a term with a wrong weight shows.
class NetValueTest {
  private static final double ALPHA = 2;
  private static final double BETA = 3;
  private static final double USD = 4;

  private final Catalogue catalogue =
      Catalogue.EMPTY
          .apply(Given.declare(1, Given.device("h100", USD)))
          .apply(
              Given.declare(
                  1,
                  new Pool(
                      "main",
                      new TreeMap<>(Map.of("h100", 40)),
                      OptionalDouble.empty(),
                      ALPHA,
                      BETA)));
  private final PoolResources resources = new PoolResources("main", catalogue);

  private static MemberState member(Workload workload, int replicas) {
    return Given.member(workload, Allocation.of("big", replicas));
  }

  private static Option option(Candidates candidates, int replicas) {
    Allocation wanted = replicas == 0 ? Allocation.NONE : Allocation.of("big", replicas);
    return candidates.all().stream()
        .map(candidate -> candidate.option())
        .filter(option -> option.allocation().equals(wanted))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void jIsTheWeighedValueLessTheWeighedPriceOfResourcesAndChange() {
    assertThat(new NetValue(2, 3).usdPerHour(100, 20, 5)).isEqualTo(2 * 100 - 3 * (20 + 5));
  }

  /// 12 good requests a second at a cent each are 432 $/h. One more replica, of 30 s start-up at 4
  /// $/h, is kept for 300 s: 0.4 $/h.
  @Test
  void aServiceEarnsItsGoodRequests() {
    Workload chat =
        Given.service("chat", "main", Given.bounds(1, 20), Given.placement("big", "h100"));
    Measure.Inference measure = Given.measure(Given.demand(12), Given.capacity("big", 10));
    Objective.Inference objective = Given.serving();
    MemberState member = member(chat, 4);
    Option five =
        option(
            InferenceOptions.of(
                member,
                resources,
                objective,
                measure,
                new InferenceOptions.Availability(Given.START, new int[] {40}, false)),
            5);
    double good =
        DemandOutlook.of(objective, measure, 30).goodRate(50, 0.03); // five replicas of 10 req/s

    assertThat(good).isCloseTo(12, within(1e-3));
    assertThat(five.performance()).isEqualTo(good);
    assertThat(five.valueUsdPerHour()).isCloseTo(good * 3600 * 0.01, within(1e-9));
    assertThat(five.costUsdPerHour()).isEqualTo(5 * USD);
    assertThat(five.changeUsdPerHour()).isCloseTo(1 * USD * 30 / 300, within(1e-9));
    assertThat(five.netUsdPerHour()).isCloseTo(ALPHA * good * 36 - BETA * (20 + 0.4), within(1e-9));
    assertThat(five.shortfallUsdPerHour()).isZero();
    assertThat(five.score()).isEqualTo(five.netUsdPerHour());
  }

  /// With one replica 10 of 12 requests a second find room at most: the missing ones lose their
  /// value, and a quarter of it once more for the objective's 99 %.
  @Test
  void aServiceLosesTheMissingAttainmentBesideJ() {
    Workload chat =
        Given.service("chat", "main", Given.bounds(1, 20), Given.placement("big", "h100"));
    Measure.Inference measure = Given.measure(Given.demand(12), Given.capacity("big", 10));
    Option one =
        option(
            InferenceOptions.of(
                member(chat, 1),
                resources,
                Given.serving(),
                measure,
                new InferenceOptions.Availability(Given.START, new int[] {40}, false)),
            1);

    double missing = 0.99 * 12 - one.performance();
    assertThat(missing).isPositive();
    assertThat(one.netUsdPerHour())
        .isCloseTo(ALPHA * one.performance() * 36 - BETA * USD, within(1e-9));
    assertThat(one.shortfallUsdPerHour()).isCloseTo(0.25 * ALPHA * missing * 36, within(1e-9));
    assertThat(one.score()).isEqualTo(one.netUsdPerHour() - one.shortfallUsdPerHour());
  }

  /// 500 samples a second of 10 million for 2000 $ earn 360 $/h. A restart of 30 s loses the
  /// earnings and the bill of half a minute, spread over half an hour.
  @Test
  void aJobEarnsItsProgressAndPaysForItsRestart() {
    Objective.Training run = new Objective.Training(1e7, 32, 32, 2000, Optional.empty(), 0);
    Workload job =
        Given.workload("job", "main", run, Given.bounds(1, 8), Given.placement("big", "h100"));
    Measure.Training measure =
        new Measure.Training(
            300,
            0,
            2,
            1,
            false,
            List.of(new WidthGoodput("big", 2, 300, 1), new WidthGoodput("big", 4, 500, 1)));
    Candidates candidates =
        TrainingOptions.of(member(job, 2), resources, run, measure, JobShare.NONE, Given.START);

    Option kept = option(candidates, 2);
    assertThat(kept.valueUsdPerHour()).isCloseTo(2000.0 * 300 * 3600 / 1e7, within(1e-9));
    assertThat(kept.changeUsdPerHour()).isZero();
    assertThat(kept.netUsdPerHour()).isCloseTo(ALPHA * 216 - BETA * 8, within(1e-9));

    Option wider = option(candidates, 4);
    double change = (360 + 16) * 30 / 1800.0;
    assertThat(wider.valueUsdPerHour()).isCloseTo(360, within(1e-9));
    assertThat(wider.changeUsdPerHour()).isCloseTo(change, within(1e-9));
    assertThat(wider.netUsdPerHour()).isCloseTo(ALPHA * 360 - BETA * (16 + change), within(1e-9));
  }

  @Test
  void aProfiledWorkloadEarnsItsDeclaredScore() {
    Objective.Profiled scored = new Objective.Profiled(7);
    Workload batch =
        Given.workload("batch", "main", scored, Given.bounds(0, 5), Given.placement("big", "h100"));
    Candidates candidates = ProfiledOptions.of(member(batch, 1), resources, scored, Given.START);

    Option three = option(candidates, 3); // each replica scores 1
    assertThat(three.performance()).isEqualTo(3);
    assertThat(three.valueUsdPerHour()).isEqualTo(21);
    assertThat(three.changeUsdPerHour()).isZero();
    assertThat(three.netUsdPerHour()).isEqualTo(ALPHA * 21 - BETA * 12);
    assertThat(option(candidates, 0).netUsdPerHour()).isZero();
  }
}
