package io.rheostat.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.decision.GuardNote;
import io.rheostat.model.decision.GuardStage;
import io.rheostat.model.fleet.Allocation;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static boolean isWithin(Allocation small, Allocation large) {
    return GuardWorld.PLACEMENTS.stream().allMatch(p -> small.replicas(p) <= large.replicas(p));
  }

  @Property(tries = 5000)
  void theOrderOfSafetyHolds(@ForAll long seed) {
    Random random = new Random(seed);
    GuardWorld world = GuardWorld.random(random);

    Allocation to = world.judge(GuardWorld.some(random, 10)).allocation();

    if (world.frozen) {
      assertThat(to).isEqualTo(world.desired);
    }
    if (!isWithin(to, world.desired)) {
      assertThat(world.withinBounds(to)).as("within bounds: %s", to).isTrue();
      assertThat(world.withinQuota(to)).as("within quota: %s", to).isTrue();
      assertThat(world.withinBudget(to)).as("within budget: %s", to).isTrue();
      assertThat(world.withinPower(to)).as("within power: %s", to).isTrue();
      assertThat(world.churnSpent).as("changes are left: %s", to).isFalse();
    }
    if (world.churnSpent && !world.desiredIsKnown) {
      assertThat(to).isEqualTo(world.desired);
    }
    if (world.churnSpent && world.isSafe(world.desired)) {
      assertThat(to).as("changes are left").isEqualTo(world.desired);
    }
    if (world.stale) {
      assertThat(isWithin(world.desired, to)).as("nothing is lowered: %s", to).isTrue();
    }
    boolean safe = world.isSafe(to);
    boolean waits = world.churnSpent && !world.desiredIsKnown;
    if (!world.frozen && !world.stale && !world.restarts && !waits) {
      assertThat(safe || to.equals(Allocation.NONE)).as("within every limit: %s", to).isTrue();
    }
  }

  @Property(tries = 2000)
  void notesTellEveryStepFromTheProposalToTheVerdict(@ForAll long seed) {
    Random random = new Random(seed);
    Allocation current = GuardWorld.some(random, 10);

    Guard.Verdict verdict = GuardWorld.random(random).judge(current);

    for (GuardNote note : verdict.notes()) {
      assertThat(note.before()).isEqualTo(current);
      assertThat(note.after()).isNotEqualTo(current);
      assertThat(note.detail()).isNotBlank();
      current = note.after();
    }
    assertThat(verdict.allocation()).isEqualTo(current);
  }

  @Property(tries = 1000)
  void anAlertsFloorHoldsWithinLimits(@ForAll long seed) {
    Random random = new Random(seed);
    GuardWorld world = new GuardWorld();
    world.desired = GuardWorld.some(random, 6);
    world.ready = world.desired;
    world.floor = random.nextInt(20);

    Allocation to = world.judge(GuardWorld.some(random, 6)).allocation();

    assertThat(to.total()).isGreaterThanOrEqualTo(Math.min(world.floor, 40));
  }

  @Test
  void theStabilisationWindowLowersToTheLargestWishAndNeverDelaysARaise() {
    GuardWorld world = new GuardWorld();
    world.desired = Allocation.of("a", 6);
    world.ready = world.desired;
    world.wanted = List.of(Allocation.of("a", 5), Allocation.of("a", 2));

    assertThat(world.judge(Allocation.of("a", 3)).allocation()).isEqualTo(Allocation.of("a", 5));
    assertThat(world.judge(Allocation.of("a", 8)).allocation()).isEqualTo(Allocation.of("a", 8));
  }

  @Test
  void aFullDeviceTypeTakesNothingFromAnother() {
    GuardWorld world = new GuardWorld();
    world.desired = new Allocation(List.of(part("a", 8), part("b", 2)));
    world.ready = world.desired;
    world.quota[1] = 1;

    Guard.Verdict verdict = world.judge(world.desired);

    assertThat(verdict.allocation()).isEqualTo(new Allocation(List.of(part("a", 8), part("b", 1))));
    assertThat(verdict.notes()).extracting(GuardNote::stage).containsExactly(GuardStage.QUOTA);
  }

  @Test
  void aRaiseOnAFullDeviceTypeKeepsTheRaiseOnAnother() {
    GuardWorld world = new GuardWorld();
    world.quota[1] = 0;

    Allocation proposal = new Allocation(List.of(part("a", 6), part("b", 2)));
    Allocation to = world.judge(proposal).allocation();

    assertThat(to).isEqualTo(Allocation.of("a", 6));
  }

  @Test
  void aBudgetOfTenthsIsUsedToTheLastAndNotExceeded() {
    GuardWorld world = new GuardWorld();
    world.price[0] = 0.1;
    world.budget = 0.7;

    assertThat(world.judge(Allocation.of("a", 8)).allocation()).isEqualTo(Allocation.of("a", 7));
  }

  @Test
  void aPersonsRequestPassesTheStagesOfSafetyAlone() {
    GuardWorld world = new GuardWorld();
    world.gain = -5;
    world.floor = 30;
    world.quota[0] = 7;
    Allocation asked = Allocation.of("a", 9);

    assertThat(Guard.judge(asked, world.input()).notes())
        .extracting(GuardNote::stage)
        .containsExactly(
            GuardStage.RATE, GuardStage.DISRUPTION, GuardStage.ALERT, GuardStage.QUOTA);
    assertThat(Guard.judgeSafety(asked, world.input()).notes())
        .extracting(GuardNote::stage)
        .containsExactly(GuardStage.QUOTA);
    assertThat(Guard.judgeSafety(asked, world.input()).allocation())
        .isEqualTo(Allocation.of("a", 7));
  }

  @Test
  void aFreezeHasTheLastWord() {
    GuardWorld world = new GuardWorld();
    world.floor = 30;
    world.frozen = true;

    Guard.Verdict verdict = Guard.judge(Allocation.of("a", 6), world.input());

    assertThat(verdict.allocation()).isEqualTo(world.desired);
    assertThat(verdict.notes())
        .extracting(GuardNote::stage)
        .containsExactly(GuardStage.ALERT, GuardStage.FROZEN);
  }

  private static Allocation.Part part(String placement, int replicas) {
    return new Allocation.Part(placement, replicas);
  }
}
