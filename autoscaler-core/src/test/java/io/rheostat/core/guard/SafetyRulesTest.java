package io.rheostat.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.stage.Given;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each stage of safety at its boundary. A replica of `a` costs 1 $/h and takes 100 W, one of `b` 3
/// $/h and 200 W.
class SafetyRulesTest {
  private static final String GAP = "3 of 8 ready replicas report metrics";

  private final GuardWorld world = new GuardWorld();

  @BeforeEach
  void targetsWereObserved() {
    world.desiredIsKnown = true;
  }

  private static Allocation a(int replicas) {
    return Allocation.of("a", replicas);
  }

  private static Allocation mix(int a, int b) {
    return Allocation.of("a", a).with("b", b);
  }

  private void at(GuardRule.Check check, Allocation proposal, Allocation expected) {
    assertThat(check.at(proposal, world.input()).map(GuardRule.Change::to)).contains(expected);
  }

  private void passes(GuardRule.Check check, Allocation proposal) {
    assertThat(check.at(proposal, world.input())).isEmpty();
  }

  private String words(GuardRule.Check check, Allocation proposal) {
    return check.at(proposal, world.input()).orElseThrow().detail();
  }

  private static Bounds bounds(int least, int most, double usd) {
    return new Bounds(least, most, OptionalDouble.of(usd));
  }

  @Test
  void onStaleDataNoPartIsLowered() {
    world.stale = true;

    at(SafetyRules::freshness, a(3), a(4));
    at(SafetyRules::freshness, mix(2, 1), mix(4, 1));
    passes(SafetyRules::freshness, a(4));
    passes(SafetyRules::freshness, mix(5, 1));
    assertThat(words(SafetyRules::freshness, a(3))).isEqualTo(GAP);
  }

  @Test
  void onStaleDataAJobIsNotMovedAtAll() {
    world.stale = true;
    world.restarts = true;

    at(SafetyRules::freshness, mix(2, 1), a(4));
  }

  @Test
  void onFreshDataEverythingMayBeLowered() {
    passes(SafetyRules::freshness, Allocation.NONE);
  }

  @Test
  void aWorkloadEndsAtItsMaximum() {
    passes(SafetyRules::bounds, a(40));
    at(SafetyRules::bounds, a(41), a(40));
    assertThat(words(SafetyRules::bounds, a(41))).isEqualTo("at most 40 replicas and any cost");
  }

  @Test
  void aWorkloadEndsAtItsDollars() {
    world.bounds = bounds(0, 40, 6);

    passes(SafetyRules::bounds, a(6));
    at(SafetyRules::bounds, a(7), a(6));
    // One of b would bring 4 $/h to 7.
    at(SafetyRules::bounds, mix(4, 1), a(4));
    assertThat(words(SafetyRules::bounds, a(7))).isEqualTo("at most 40 replicas and 6.00 $/h");
  }

  @Test
  void replicasBeyondALimitAreScaledDownToIt() {
    world.desired = a(8);
    world.bounds = Given.bounds(0, 5);

    at(SafetyRules::bounds, a(8), a(5));
    at(SafetyRules::bounds, a(9), a(5));
    at(SafetyRules::bounds, a(6), a(5));
    passes(SafetyRules::bounds, a(5));
  }

  @Test
  void replicasBeyondALimitStayOnStaleData() {
    world.desired = a(8);
    world.bounds = Given.bounds(0, 5);
    world.stale = true;

    passes(SafetyRules::bounds, a(8));
    at(SafetyRules::bounds, a(9), a(8));
  }

  @Test
  void noLimitReducesAWorkloadBelowItsMinimum() {
    world.bounds = Given.bounds(3, 40);
    world.quota[0] = 1;

    at(SafetyRules::quota, a(4), a(3));
    passes(SafetyRules::quota, a(1));
    world.desired = a(2);
    passes(SafetyRules::quota, a(2));
    at(SafetyRules::quota, a(4), a(2));
  }

  @Test
  void withoutAMinimumTheLimitAloneCounts() {
    world.quota[0] = 1;
    at(SafetyRules::quota, a(4), a(1));

    world.quota[0] = 0;
    at(SafetyRules::quota, a(4), Allocation.NONE);
  }

  @Test
  void aJobIsCutToNoWidthThatNobodyChose() {
    world.restarts = true;
    world.quota[0] = 2;

    // Fewer is towards the limit, though still beyond it; more goes back to the current width.
    passes(SafetyRules::quota, a(3));
    passes(SafetyRules::quota, a(4));
    at(SafetyRules::quota, a(6), a(4));
    world.quota[1] = 1;
    at(SafetyRules::quota, mix(0, 2), a(4));
  }

  @Test
  void everyLimitOfThePoolHasItsWords() {
    world.quota[0] = 5;
    world.budget = 6;
    world.power = 700;

    at(SafetyRules::quota, a(8), a(5));
    at(SafetyRules::budget, a(8), a(6));
    at(SafetyRules::power, a(8), a(7));
    assertThat(words(SafetyRules::quota, a(8))).isEqualTo("the pool has no more devices to give");
    assertThat(words(SafetyRules::budget, a(8))).isEqualTo("the pool's budget is spent");
    assertThat(words(SafetyRules::power, a(8))).isEqualTo("the pool's power is used up");
  }

  @Test
  void whatIsWithinALimitPassesIt() {
    world.quota[0] = 5;
    world.budget = 5;
    world.power = 500;

    passes(SafetyRules::quota, a(5));
    passes(SafetyRules::budget, a(5));
    passes(SafetyRules::power, a(5));
  }

  @Test
  void withoutChangesLeftTheCurrentAllocationStays() {
    world.churnSpent = true;

    at(SafetyRules::churnLimit, a(9), a(4));
    at(SafetyRules::churnLimit, a(2), a(4));
    passes(SafetyRules::churnLimit, a(4));
    assertThat(words(SafetyRules::churnLimit, a(9))).isEqualTo("no more changes");
    world.churnSpent = false;
    passes(SafetyRules::churnLimit, a(9));
  }

  @Test
  void beyondAnotherLimitReplicasAreGivenBackAllTheSame() {
    world.churnSpent = true;
    world.quota[0] = 2;

    passes(SafetyRules::churnLimit, a(2));
    at(SafetyRules::churnLimit, mix(1, 1), a(1));
    at(SafetyRules::churnLimit, a(9), a(4));
  }

  @Test
  void everyOtherLimitCountsForGivingBack() {
    world.churnSpent = true;
    world.bounds = Given.bounds(0, 3);
    passes(SafetyRules::churnLimit, a(3));

    world.bounds = bounds(0, 40, 3.5);
    passes(SafetyRules::churnLimit, a(3));
    world.bounds = bounds(0, 40, 4);
    at(SafetyRules::churnLimit, a(3), a(4));
    world.budget = 3;
    passes(SafetyRules::churnLimit, a(3));
  }

  @Test
  void unknownReplicasAreNotGivenBack() {
    world.churnSpent = true;
    world.quota[0] = 2;
    world.desiredIsKnown = false;

    at(SafetyRules::churnLimit, a(2), a(4));
  }

  @Test
  void aJobGivesBackWithoutMoving() {
    world.churnSpent = true;
    world.restarts = true;
    world.quota[0] = 2;

    passes(SafetyRules::churnLimit, a(2));
    at(SafetyRules::churnLimit, mix(1, 1), a(4));
  }

  @Test
  void aFreezeKeepsEverything() {
    world.frozen = true;

    at(SafetyRules::frozen, a(9), a(4));
    at(SafetyRules::frozen, Allocation.NONE, a(4));
    passes(SafetyRules::frozen, a(4));
    assertThat(words(SafetyRules::frozen, a(9))).isEqualTo("frozen");
    world.frozen = false;
    passes(SafetyRules::frozen, a(9));
  }
}
