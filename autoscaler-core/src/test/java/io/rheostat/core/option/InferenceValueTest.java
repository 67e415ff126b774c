package io.rheostat.core.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.attainment.DemandOutlook;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.stage.Given;
import io.rheostat.model.decision.Option;
import io.rheostat.model.estimate.LoadQuality;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Values of a service's allocations, for 12 requests a second at a cent each: 432 $/h. A replica
/// of `big` carries 10 of them for 4 $/h, one of `small` 4 for 2 $/h.
class InferenceValueTest {
  private static final double RATE = 12;
  private static final double USD_PER_RATE = 3600 * 0.01; // one good request a second for an hour

  private final Workload chat =
      Given.service(
          "chat",
          "main",
          Given.bounds(0, 40),
          Given.placement("big", "h100"),
          Given.placement("small", "l40s"));
  private final PoolResources resources =
      new PoolResources(
          "main",
          Given.catalogue(
              Given.pool("main", Map.of("h100", 40, "l40s", 40)),
              Given.device("h100", 4),
              Given.device("l40s", 2)));
  private double startup = 30;
  private double confidence = 1;
  private List<LoadQuality> quality = List.of();
  private Allocation desired = Allocation.NONE;
  private List<UsablePlacement> usable =
      List.of(
          new UsablePlacement(chat.placements().get(0), 10, 4, 5),
          new UsablePlacement(chat.placements().get(1), 4, 2, 3));

  private InferenceValue value(double rate) {
    MemberDraft draft = MemberDraft.of(Given.member(chat, desired));
    draft.startups.put("big", startup);
    draft.startups.put("small", startup);
    Objective.Inference objective = Given.serving();
    Measure.Inference measure =
        new Measure.Inference(
            Given.demand(rate),
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(
                new PlacementCapacity("big", 1, 10, 10, 1),
                new PlacementCapacity("small", 1, 4, 4, confidence)),
            quality);
    DemandOutlook outlook = DemandOutlook.of(objective, measure, startup);
    return new InferenceValue(draft.build(), resources, objective, measure, outlook, usable, false);
  }

  private Option option(double rate, Allocation allocation) {
    return value(rate).candidate(allocation).option();
  }

  private static Allocation mix(int big, int small) {
    return Allocation.of("big", big).with("small", small);
  }

  @Test
  void capacitiesOfAllPlacementsAddUp() {
    assertThat(value(RATE).capacity(Allocation.NONE)).isZero();
    assertThat(value(RATE).capacity(Allocation.of("big", 3))).isEqualTo(30);
    assertThat(value(RATE).capacity(mix(2, 3))).isEqualTo(32);
  }

  @Test
  void replicasBeyondThoseThatMayServeAddNothing() {
    assertThat(value(RATE).capacity(Allocation.of("big", 5))).isEqualTo(50);
    assertThat(value(RATE).capacity(Allocation.of("big", 9))).isEqualTo(50);
    assertThat(value(RATE).capacity(mix(9, 9))).isEqualTo(62);
  }

  @Test
  void aPlacementThatIsNotUsableServesNothing() {
    usable = usable.subList(1, 2);

    assertThat(value(RATE).capacity(mix(2, 3))).isEqualTo(12);
  }

  @Test
  void enoughCapacityEarnsNearlyTheWholeDemand() {
    Option four = option(RATE, Allocation.of("big", 4));

    // A third of the capacity is used: hardly a request is late.
    assertThat(four.performance()).isCloseTo(RATE, within(1e-4));
    assertThat(four.attainment()).isCloseTo(1, within(1e-5));
    assertThat(four.valueUsdPerHour()).isCloseTo(432, within(0.01));
    assertThat(four.costUsdPerHour()).isEqualTo(16);
    assertThat(four.shortfallUsdPerHour()).isZero();
  }

  @Test
  void withoutReplicasNothingIsGoodAndAQuarterOfTheObjectiveIsLostBeside() {
    Option none = option(RATE, Allocation.NONE);

    assertThat(none.performance()).isZero();
    assertThat(none.attainment()).isZero();
    assertThat(none.valueUsdPerHour()).isZero();
    // A quarter of 99 % of 12 requests a second.
    assertThat(none.shortfallUsdPerHour()).isCloseTo(0.25 * 11.88 * USD_PER_RATE, within(1e-9));
  }

  @Test
  void onlyTheAttainableShareIsMissed() {
    // Among countless steps a share of 80 % was the best ever seen.
    quality = List.of(new LoadQuality(0.5, 0.8, 1e9));

    Option none = option(RATE, Allocation.NONE);

    assertThat(none.shortfallUsdPerHour())
        .isCloseTo(0.25 * 0.99 * 0.8 * RATE * USD_PER_RATE, within(1e-3));
  }

  @Test
  void withoutDemandEverythingIsGoodAndNothingIsEarned() {
    Option two = option(0, Allocation.of("big", 2));
    Option none = option(0, Allocation.NONE);

    assertThat(two.attainment()).isEqualTo(1);
    assertThat(two.performance()).isZero();
    assertThat(two.valueUsdPerHour()).isZero();
    assertThat(two.shortfallUsdPerHour()).isZero();
    assertThat(none.changeUsdPerHour()).isZero();
    assertThat(none.score()).isZero();
  }

  @Test
  void startingReplicasCostsTheirStartUpOverTheTimeTheyAreKept() {
    desired = Allocation.of("big", 1);

    // Two more at 4 $/h for 30 s, kept for 300 s.
    assertThat(option(RATE, Allocation.of("big", 3)).changeUsdPerHour())
        .isCloseTo(0.8, within(1e-12));
    // One more big one and two small ones at 2 $/h.
    assertThat(option(RATE, mix(2, 2)).changeUsdPerHour()).isCloseTo(0.4 + 0.4, within(1e-12));
  }

  @Test
  void aSlowStartIsKeptForTwiceItsTime() {
    startup = 300;

    // 300 s of every 600 s: half of 2 x 4 $/h.
    assertThat(option(RATE, Allocation.of("big", 2)).changeUsdPerHour())
        .isCloseTo(4, within(1e-12));
  }

  @Test
  void keepingOrGivingBackReplicasCostsNoStart() {
    desired = mix(3, 1);

    assertThat(option(RATE, mix(3, 1)).changeUsdPerHour()).isZero();
    assertThat(option(RATE, mix(2, 0)).changeUsdPerHour()).isZero();
  }

  @Test
  void sleepingCostsTheCheapestWakeForEachRequest() {
    // A request comes every 1/12 s, so that a small replica at 2 $/h is starting nearly always.
    assertThat(option(RATE, Allocation.NONE).changeUsdPerHour())
        .isCloseTo(2 * 30 / (30 + 1 / 12.0), within(1e-12));
    // One in five minutes: it starts for 30 of 330 s.
    assertThat(option(1 / 300.0, Allocation.NONE).changeUsdPerHour())
        .isCloseTo(2 * 30 / 330.0, within(1e-12));
  }

  @Test
  void withoutAUsablePlacementThereIsNoWake() {
    usable = List.of();

    assertThat(option(RATE, Allocation.NONE).changeUsdPerHour()).isZero();
  }

  @Test
  void theLeastConfidencePlacementMakesAMixUncertain() {
    // 22 of capacity for 20: uncertainty of a quarter instead of 3 % costs good requests.
    double sure = option(20, mix(1, 3)).performance();
    confidence = 0;
    double unsure = option(20, mix(1, 3)).performance();
    double onlyBig = option(20, Allocation.of("big", 2)).performance();
    confidence = 1;

    assertThat(unsure).isLessThan(sure - 0.1);
    assertThat(onlyBig).isEqualTo(option(20, Allocation.of("big", 2)).performance());
  }

  @Test
  void halfTheConfidenceIsHalfWayBetweenTheLeastAndTheMostDeviation() {
    confidence = 0.5;

    // 3 % and half of the 22 % up to 25 %: 14 %. Capacity is then guessed at 12 x (1 ± 1.22 x
    // 0.14).
    DemandOutlook outlook =
        DemandOutlook.of(
            Given.serving(), Given.measure(Given.demand(11), Given.capacity("small", 4)), 30);
    assertThat(option(11, Allocation.of("small", 3)).performance())
        .isCloseTo(outlook.goodRate(12, 0.14), within(1e-12));
  }

  @Test
  void moreReplicasNeverServeWorse() {
    double before = -1;
    for (int n = 0; n <= 5; n++) {
      Option option = option(35, Allocation.of("big", n));

      assertThat(option.performance()).isGreaterThan(before);
      assertThat(option.attainment()).isBetween(0.0, 1.0);
      before = option.performance();
    }
  }

  @Test
  void aCandidateTakesItsDevicesByType() {
    assertThat(value(RATE).candidate(mix(2, 3)).devices()).containsExactly(2, 3);
  }
}
