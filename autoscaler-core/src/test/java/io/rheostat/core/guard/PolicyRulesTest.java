package io.rheostat.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.stage.Given;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Churn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Each stage of the policy at its boundary. A replica of `a` has the size 1 and costs 1 $/h, one
/// of `b` 2 and 3 $/h, one of `c` 3 and 7 $/h.
class PolicyRulesTest {
  private final GuardWorld world = new GuardWorld();

  private static Allocation a(int replicas) {
    return Allocation.of("a", replicas);
  }

  private static Allocation b(int replicas) {
    return Allocation.of("b", replicas);
  }

  private static Allocation c(int replicas) {
    return Allocation.of("c", replicas);
  }

  private void holds(Allocation desired) {
    world.desired = desired;
    world.ready = desired;
  }

  private void at(GuardRule.Check check, Allocation proposal, Allocation expected) {
    Optional<GuardRule.Change> change = check.at(proposal, world.input());

    assertThat(change.map(GuardRule.Change::to)).contains(expected);
  }

  private void passes(GuardRule.Check check, Allocation proposal) {
    assertThat(check.at(proposal, world.input())).isEmpty();
  }

  private String words(GuardRule.Check check, Allocation proposal) {
    return check.at(proposal, world.input()).orElseThrow().detail();
  }

  @Test
  void aScaleDownGoesToTheLargestWishOfTheWindow() {
    holds(a(6));
    world.wanted = List.of(a(2), a(5), a(3));

    at(PolicyRules::stabilisation, a(3), a(5));
    assertThat(words(PolicyRules::stabilisation, a(3)))
        .isEqualTo("within the window 5 x a was wanted");
  }

  @Test
  void aWishAboveTheCurrentAllocationKeepsIt() {
    holds(a(6));
    world.wanted = List.of(a(8), a(3));

    at(PolicyRules::stabilisation, a(3), a(6));
  }

  @Test
  void wishesAreComparedBySizeAndNotByReplicas() {
    holds(a(6));
    world.wanted = List.of(b(2), a(3));

    // 2 x b have the size of four replicas of a; 2 x c that of all six.
    at(PolicyRules::stabilisation, a(3), b(2));
    world.wanted = List.of(c(2), a(3));
    at(PolicyRules::stabilisation, a(3), a(6));
  }

  @Test
  void theLargestWishItselfAndAnyRaisePass() {
    holds(a(6));
    world.wanted = List.of(a(5), a(8));

    passes(PolicyRules::stabilisation, a(6));
    passes(PolicyRules::stabilisation, a(7));
    world.wanted = List.of(a(2), a(3));
    passes(PolicyRules::stabilisation, a(3));
    world.wanted = List.of();
    passes(PolicyRules::stabilisation, a(1));
  }

  @Test
  void aJobHasNoWindow() {
    world.restarts = true;
    world.wanted = List.of(a(4));

    passes(PolicyRules::stabilisation, a(1));
  }

  @Test
  void oneStepDoublesAtMost() {
    holds(a(10));

    passes(PolicyRules::rate, a(20));
    at(PolicyRules::rate, a(21), a(20));
    assertThat(words(PolicyRules::rate, a(21)))
        .isEqualTo("at most 20 replicas in one step from 10");
  }

  @Test
  void fourMoreAreAlwaysFree() {
    holds(a(1));
    passes(PolicyRules::rate, a(5));
    at(PolicyRules::rate, a(6), a(5));

    holds(Allocation.NONE);
    passes(PolicyRules::rate, a(4));
    at(PolicyRules::rate, a(9), a(4));
  }

  @Test
  void oneStepHalvesAtMost() {
    holds(a(10));

    passes(PolicyRules::rate, a(5));
    at(PolicyRules::rate, a(4), a(5));
    at(PolicyRules::rate, Allocation.NONE, a(5));
    assertThat(words(PolicyRules::rate, a(4))).isEqualTo("at least 5 replicas in one step from 10");
  }

  @Test
  void theLastReplicaMayGoButNotWithAnother() {
    holds(a(1));
    passes(PolicyRules::rate, Allocation.NONE);

    holds(a(2));
    at(PolicyRules::rate, Allocation.NONE, a(1));
    holds(a(3));
    at(PolicyRules::rate, Allocation.NONE, a(1));
  }

  @Test
  void fewerButLargerReplicasAreNoScaleDown() {
    holds(a(10));

    passes(PolicyRules::rate, c(4)); // 12 instead of 10
    at(PolicyRules::rate, c(3), a(5)); // 9
  }

  @Test
  void aJobMayTakeAnyWidth() {
    world.restarts = true;
    holds(a(10));

    passes(PolicyRules::rate, a(1));
    passes(PolicyRules::rate, a(40));
  }

  @Test
  void thirtyChangesEndScaleDowns() {
    world.resizes = 29;
    passes(PolicyRules::churn, a(3));

    world.resizes = 30;
    at(PolicyRules::churn, a(3), a(4));
    assertThat(words(PolicyRules::churn, a(3))).isEqualTo("30 changes within the window");
    passes(PolicyRules::churn, a(5));
    passes(PolicyRules::churn, a(4));
  }

  @Test
  void aDeclaredBudgetStandsInsteadOfTheCount() {
    world.resizes = 99;
    world.bounds = world.bounds.withChurn(new Churn(3, Duration.ofHours(1)));

    passes(PolicyRules::churn, a(3));
    world.restarts = true;
    passes(PolicyRules::churn, a(3));
  }

  @Test
  void givingBackBeyondALimitIsNoChurn() {
    world.resizes = 99;
    world.quota[0] = 3;

    passes(PolicyRules::churn, a(3));
    passes(PolicyRules::churn, a(2));
    // A shift to another type is no giving back.
    at(PolicyRules::churn, b(1), a(4));
  }

  @Test
  void givingBackIsJudgedByAnyLimitOfThePool() {
    world.resizes = 99;
    world.budget = 3;
    passes(PolicyRules::churn, a(3));

    world.budget = 4;
    at(PolicyRules::churn, a(3), a(4));
    world.power = 399;
    passes(PolicyRules::churn, a(3));
  }

  @Test
  void aJobRestartsEveryFiveMinutes() {
    world.restarts = true;
    world.lastResize = Optional.of(Given.at(-299));
    at(PolicyRules::churn, a(8), a(4));

    world.lastResize = Optional.of(Given.at(-300));
    passes(PolicyRules::churn, a(8));
  }

  @Test
  void aJobGivesBackAfterAMinute() {
    world.restarts = true;
    world.lastResize = Optional.of(Given.at(-59));
    at(PolicyRules::churn, a(2), a(4));

    world.lastResize = Optional.of(Given.at(-60));
    passes(PolicyRules::churn, a(2));
    // As dear as before is no giving back.
    at(PolicyRules::churn, b(1).with("a", 1), a(4));
  }

  @Test
  void aJobRestartsFourTimesAtMost() {
    world.restarts = true;
    world.resizes = 3;
    passes(PolicyRules::churn, a(8));

    world.resizes = 4;
    at(PolicyRules::churn, a(8), a(4));
    assertThat(words(PolicyRules::churn, a(8)))
        .isEqualTo("4 restarts within the window, the last at none");
    world.lastResize = Optional.of(Given.at(-400));
    assertThat(words(PolicyRules::churn, a(8)))
        .isEqualTo("4 restarts within the window, the last at 2025-12-31T23:53:20Z");
  }

  @Test
  void aChangeGainsACent() {
    world.gain = 0.01;
    passes(PolicyRules::disruption, a(3));

    world.gain = 0.0099;
    at(PolicyRules::disruption, a(3), a(4));
    world.gain = 0;
    assertThat(words(PolicyRules::disruption, a(3)))
        .isEqualTo("gains 0.00 $/h, below the 0.01 $/h that a change must gain");
    passes(PolicyRules::disruption, a(4));
  }

  @Test
  void aNeededRaiseNeedNotGain() {
    world.gain = -5;
    world.needed = 4.1;
    passes(PolicyRules::disruption, a(5));
    at(PolicyRules::disruption, a(3), a(4));

    world.needed = 4;
    at(PolicyRules::disruption, a(5), a(4));
  }

  @Test
  void anExchangeOfTheSameSizeIsNotNeeded() {
    world.gain = -5;
    world.needed = 9;

    at(PolicyRules::disruption, b(2), a(4));
  }

  @Test
  void aRestartGainsTwoPercentOfWhatIsAtStake() {
    world.restarts = true;
    world.desiredUsd = 100;
    world.needed = 99;
    world.gain = 2;
    passes(PolicyRules::disruption, a(5));

    world.gain = 1.99;
    at(PolicyRules::disruption, a(5), a(4));
  }

  @Test
  void belowTheMinimumAnyRaiseIsDue() {
    world.gain = -5;
    world.bounds = Given.bounds(5, 40);
    passes(PolicyRules::disruption, a(5));
    at(PolicyRules::disruption, a(3), a(4));
    at(PolicyRules::disruption, b(4), a(4));

    world.bounds = Given.bounds(4, 40);
    at(PolicyRules::disruption, a(5), a(4));
  }

  @Test
  void givingBackBeyondALimitNeedNotGain() {
    world.gain = -5;
    world.quota[0] = 3;

    passes(PolicyRules::disruption, a(3));
    at(PolicyRules::disruption, a(5), a(4));
  }

  @Test
  void withoutACommandUnderWayEverythingPasses() {
    passes(PolicyRules::inFlight, a(3));
    passes(PolicyRules::inFlight, a(9));
  }

  @Test
  void onlyMoreThanTheTargetPassesACommandUnderWay() {
    world.inFlight = Optional.of(a(6));

    passes(PolicyRules::inFlight, a(7));
    passes(PolicyRules::inFlight, a(4));
    at(PolicyRules::inFlight, a(6), a(4));
    at(PolicyRules::inFlight, a(3), a(4));
    assertThat(words(PolicyRules::inFlight, a(3))).isEqualTo("a command for 6 x a is under way");
  }

  @Test
  void aLargerSizeThatDropsAPartOfTheTargetWaits() {
    world.inFlight = Optional.of(a(6));

    at(PolicyRules::inFlight, a(5).with("c", 3), a(4));
    passes(PolicyRules::inFlight, a(6).with("c", 1));
  }

  @Test
  void afterAFailureTheNextCommandWaits() {
    world.backingOff = true;

    at(PolicyRules::inFlight, a(9), a(4));
    passes(PolicyRules::inFlight, a(4));
    assertThat(words(PolicyRules::inFlight, a(9)))
        .isEqualTo("the last command failed; waiting before the next");
  }

  @Test
  void aShiftRaisesFirst() {
    at(PolicyRules::shift, b(2), a(4).with("b", 2));
    at(PolicyRules::shift, a(1).with("b", 2), a(4).with("b", 2));
    assertThat(words(PolicyRules::shift, b(2))).isEqualTo("raises before it lowers");
  }

  @Test
  void aShiftRaisesAsFarAsThereIsRoom() {
    world.quota[1] = 1;
    at(PolicyRules::shift, b(2), a(4).with("b", 1));

    world.quota[1] = 0;
    at(PolicyRules::shift, b(2), a(4));
  }

  @Test
  void aShiftWithoutRoomBesideComesAtOnce() {
    world.bounds = Given.bounds(0, 4);
    passes(PolicyRules::shift, b(2));

    world.bounds = Given.bounds(0, 5);
    at(PolicyRules::shift, b(2), a(4).with("b", 1));
    world.bounds = Given.bounds(0, 4);
    world.budget = 6; // 2 x b cost 6 $/h
    passes(PolicyRules::shift, b(2));
    world.budget = 5.9;
    at(PolicyRules::shift, b(2), a(4));
  }

  @Test
  void onlyWhatReadyReplicasReplaceIsLowered() {
    world.ready = Allocation.NONE;
    at(PolicyRules::shift, a(3), a(4));
    assertThat(words(PolicyRules::shift, a(3))).isEqualTo("only 0.00 of the 1.00 needed is ready");

    world.ready = a(1);
    passes(PolicyRules::shift, a(3));
  }

  @Test
  void noMoreThanWhatStaysMustBeReady() {
    world.needed = 10;
    world.ready = a(2);
    at(PolicyRules::shift, a(3), a(4));

    world.ready = a(3);
    passes(PolicyRules::shift, a(3));
  }

  @Test
  void readyReplicasElsewhereReplaceNothing() {
    world.desired = a(4).with("b", 2);
    world.ready = b(2);
    world.needed = 3;

    // Of 4 x a kept none is ready; of 2 x b both are.
    at(PolicyRules::shift, a(4), world.desired);
    passes(PolicyRules::shift, b(2));
  }

  @Test
  void aRaiseAndAJobAreNoShift() {
    passes(PolicyRules::shift, a(5));
    passes(PolicyRules::shift, a(4).with("b", 1));

    world.restarts = true;
    passes(PolicyRules::shift, b(2));
  }

  @Test
  void aCapacityNotMeasuredToAQuarterScalesNothingDown() {
    world.confidence = 0.25;
    passes(PolicyRules::learning, a(3));

    world.confidence = 0.2;
    at(PolicyRules::learning, a(3), a(4));
    passes(PolicyRules::learning, a(5));
    passes(PolicyRules::learning, a(4));
    assertThat(words(PolicyRules::learning, a(3))).isEqualTo("confidence 0.20 is below 0.25");
  }

  @Test
  void withoutDemandNothingNeedBeMeasured() {
    world.confidence = 0;
    world.needed = 0;
    passes(PolicyRules::learning, Allocation.NONE);

    world.bounds = Given.bounds(1, 40);
    at(PolicyRules::learning, a(3), a(4));
    world.restarts = true;
    passes(PolicyRules::learning, a(3));
  }

  @Test
  void anAlertKeepsItsFloor() {
    world.floor = 6;

    at(PolicyRules::alert, a(4), a(6));
    at(PolicyRules::alert, b(2), b(2).with("a", 4));
    passes(PolicyRules::alert, a(6));
    passes(PolicyRules::alert, a(2).with("b", 4));
    assertThat(words(PolicyRules::alert, a(4))).isEqualTo("alert Slow keeps 6 replicas");
    world.alerts = "Full, Slow";
    assertThat(words(PolicyRules::alert, a(4))).isEqualTo("alerts Full, Slow keep 6 replicas");
  }

  @Test
  void anAlertWithoutAPlacementOrOnAJobKeepsNothing() {
    world.floor = 6;
    world.alertPlacement = "";
    passes(PolicyRules::alert, a(4));

    world.alertPlacement = "a";
    world.restarts = true;
    passes(PolicyRules::alert, a(4));
  }
}
