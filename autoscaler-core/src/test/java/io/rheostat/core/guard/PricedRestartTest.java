package io.rheostat.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.stage.Given;
import io.rheostat.model.fleet.Allocation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Freedom of a job whose options carry the price of a restart, and its limits.
final class PricedRestartTest {
  private final GuardWorld world = new GuardWorld();

  @BeforeEach
  void isAJob() {
    world.restarts = true;
    world.isRestartPriced = true;
  }

  private static Allocation a(int replicas) {
    return Allocation.of("a", replicas);
  }

  private boolean passes(GuardRule.Check check, int replicas) {
    return check.at(a(replicas), world.input()).isEmpty();
  }

  @Test
  void noBudgetOfRestartsBindsIt() {
    world.resizes = 99;
    world.lastResize = Optional.of(Given.at(-1));

    assertThat(passes(PolicyRules::churn, 8)).isTrue();
    assertThat(passes(PolicyRules::churn, 2)).isTrue();
    world.isRestartPriced = false;
    assertThat(passes(PolicyRules::churn, 8)).isFalse();
    assertThat(passes(PolicyRules::churn, 2)).isFalse();
  }

  @Test
  void itsChangesNeedNoGainBeyondTheirPrice() {
    world.desiredUsd = 100;
    world.gain = 0.001;

    assertThat(passes(PolicyRules::disruption, 8)).isTrue();
    assertThat(passes(PolicyRules::disruption, 2)).isTrue();
    world.isRestartPriced = false;
    assertThat(passes(PolicyRules::disruption, 8)).isFalse();
    assertThat(passes(PolicyRules::disruption, 2)).isFalse();
  }

  @Test
  void theWholeGuardLetsItBecomeWiderRightAfterARestart() {
    world.resizes = 99;
    world.lastResize = Optional.of(Given.at(-1));
    world.gain = 0.001;

    assertThat(world.judge(a(8)).allocation()).isEqualTo(a(8));
    world.isRestartPriced = false;
    assertThat(world.judge(a(8)).allocation()).isEqualTo(a(4));
  }

  @Test
  void aCommandUnderWayStillHoldsIt() {
    world.inFlight = Optional.of(a(6));

    assertThat(passes(PolicyRules::inFlight, 5)).isFalse();
    assertThat(world.judge(a(5)).allocation()).isEqualTo(a(4));
  }

  @Test
  void thePoolAndAFreezeStillHoldIt() {
    world.quota[0] = 6;
    assertThat(world.judge(a(8)).allocation().total()).isLessThanOrEqualTo(6);

    world.frozen = true;
    assertThat(world.judge(a(5)).allocation()).isEqualTo(a(4));
  }

  @Test
  void aDeclaredBudgetOfChangesThatIsSpentStillHoldsIt() {
    world.churnSpent = true;

    assertThat(List.of(world.judge(a(8)).allocation(), world.judge(a(2)).allocation()))
        .containsOnly(a(4));
  }
}
