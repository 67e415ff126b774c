package io.rheostat.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.stage.Given;
import io.rheostat.model.decision.GuardNote;
import io.rheostat.model.decision.GuardStage;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static final List<String> PLACEMENTS = List.of("a", "b", "c");

  /// Everything a guard looks at, with sane numbers to start from.
  private static final class World {
    Allocation desired = Allocation.of("a", 4);
    Allocation ready = Allocation.of("a", 4);
    boolean restarts;
    boolean stale;
    boolean frozen;
    double confidence = 1;
    double gain = 10;
    double needed = 1;
    int floor;
    List<Allocation> wanted = List.of();
    Optional<Allocation> inFlight = Optional.empty();
    Bounds bounds = Given.bounds(0, 40);
    final int[] quota = {40, 40, 40};
    double budget = 1_000;
    int power = 1_000_000;
    boolean churnSpent;
    boolean desiredIsKnown;
    final double[] size = {1, 2, 3};
    final double[] price = {1, 3, 7};

    static World random(Random random) {
      World world = new World();
      world.desired = some(random, 8);
      world.ready = some(random, 8);
      world.restarts = random.nextInt(4) == 0;
      world.stale = random.nextInt(3) == 0;
      world.frozen = random.nextInt(8) == 0;
      world.confidence = random.nextDouble();
      world.gain = random.nextGaussian();
      world.needed = random.nextDouble() * 20;
      world.floor = random.nextInt(3) == 0 ? random.nextInt(20) : 0;
      world.wanted = List.of(some(random, 8), some(random, 8));
      world.inFlight = random.nextInt(4) == 0 ? Optional.of(some(random, 8)) : Optional.empty();
      int most = 1 + random.nextInt(24);
      world.bounds =
          new Bounds(
              0,
              most,
              random.nextBoolean()
                  ? OptionalDouble.of(0.1 + random.nextInt(40))
                  : OptionalDouble.empty());
      for (int i = 0; i < 3; i++) {
        world.quota[i] = random.nextInt(12) - 2;
        world.price[i] = 0.1 + random.nextInt(50) / 10.0;
        world.size[i] = 0.1 + random.nextDouble() * 5;
      }
      world.budget = random.nextInt(60) - 5;
      world.power = 100 * random.nextInt(40);
      world.churnSpent = random.nextInt(4) == 0;
      world.desiredIsKnown = random.nextInt(4) > 0;
      return world;
    }

    double usd(Allocation allocation) {
      double usd = 0;
      for (int i = 0; i < 3; i++) {
        usd += price[i] * allocation.replicas(PLACEMENTS.get(i));
      }
      return usd;
    }

    double capacity(Allocation allocation) {
      double capacity = 0;
      for (int i = 0; i < 3; i++) {
        capacity += size[i] * allocation.replicas(PLACEMENTS.get(i));
      }
      return capacity;
    }

    boolean withinQuota(Allocation allocation) {
      for (int i = 0; i < 3; i++) {
        if (allocation.replicas(PLACEMENTS.get(i)) > quota[i]) {
          return false;
        }
      }
      return true;
    }

    boolean withinBudget(Allocation allocation) {
      return usd(allocation) <= budget + 1e-9;
    }

    boolean withinPower(Allocation allocation) {
      int watts = 0;
      for (int i = 0; i < 3; i++) {
        watts += 100 * (i + 1) * allocation.replicas(PLACEMENTS.get(i));
      }
      return watts <= power;
    }

    boolean withinBounds(Allocation allocation) {
      return allocation.total() <= bounds.maxReplicas()
          && usd(allocation) <= bounds.maxUsdPerHour().orElse(1e9) + 1e-9;
    }

    private Optional<String> gap() {
      return stale ? Optional.of("3 of 8 ready replicas report metrics") : Optional.empty();
    }

    boolean isSafe(Allocation to) {
      return withinBounds(to) && withinQuota(to) && withinBudget(to) && withinPower(to);
    }

    Guard.Verdict judge(Allocation proposal) {
      return Guard.judge(
          proposal,
          new GuardInput(
              Given.START,
              desired,
              new GuardInput.Situation(
                  restarts,
                  gap(),
                  frozen,
                  confidence,
                  gain,
                  10,
                  needed,
                  ready,
                  new GuardInput.AlertFloor(floor, "Slow", "a")),
              new GuardInput.History(wanted, inFlight, 0, Optional.empty(), false),
              bounds,
              this::capacity,
              this::usd,
              new GuardInput.Limits(
                  next -> usd(next) <= bounds.maxUsdPerHour().orElse(1e9) + 1e-9,
                  this::withinQuota,
                  this::withinBudget,
                  this::withinPower,
                  churnSpent ? Optional.of("no more changes") : Optional.empty(),
                  desiredIsKnown)));
    }
  }

  private static Allocation some(Random random, int most) {
    List<Allocation.Part> parts = new ArrayList<>();
    for (String placement : PLACEMENTS) {
      parts.add(new Allocation.Part(placement, Math.max(0, random.nextInt(most * 2) - most)));
    }
    return new Allocation(parts);
  }

  private static boolean isWithin(Allocation small, Allocation large) {
    return PLACEMENTS.stream().allMatch(p -> small.replicas(p) <= large.replicas(p));
  }

  @Property(tries = 5000)
  void theOrderOfSafetyHolds(@ForAll long seed) {
    Random random = new Random(seed);
    World world = World.random(random);

    Allocation to = world.judge(some(random, 10)).allocation();

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
    Allocation current = some(random, 10);

    Guard.Verdict verdict = World.random(random).judge(current);

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
    World world = new World();
    world.desired = some(random, 6);
    world.ready = world.desired;
    world.floor = random.nextInt(20);

    Allocation to = world.judge(some(random, 6)).allocation();

    assertThat(to.total()).isGreaterThanOrEqualTo(Math.min(world.floor, 40));
  }

  @Test
  void theStabilisationWindowLowersToTheLargestWishAndNeverDelaysARaise() {
    World world = new World();
    world.desired = Allocation.of("a", 6);
    world.ready = world.desired;
    world.wanted = List.of(Allocation.of("a", 5), Allocation.of("a", 2));

    assertThat(world.judge(Allocation.of("a", 3)).allocation()).isEqualTo(Allocation.of("a", 5));
    assertThat(world.judge(Allocation.of("a", 8)).allocation()).isEqualTo(Allocation.of("a", 8));
  }

  @Test
  void aFullDeviceTypeTakesNothingFromAnother() {
    World world = new World();
    world.desired = new Allocation(List.of(part("a", 8), part("b", 2)));
    world.ready = world.desired;
    world.quota[1] = 1;

    Guard.Verdict verdict = world.judge(world.desired);

    assertThat(verdict.allocation()).isEqualTo(new Allocation(List.of(part("a", 8), part("b", 1))));
    assertThat(verdict.notes()).extracting(GuardNote::stage).containsExactly(GuardStage.QUOTA);
  }

  @Test
  void aRaiseOnAFullDeviceTypeKeepsTheRaiseOnAnother() {
    World world = new World();
    world.quota[1] = 0;

    Allocation proposal = new Allocation(List.of(part("a", 6), part("b", 2)));
    Allocation to = world.judge(proposal).allocation();

    assertThat(to).isEqualTo(Allocation.of("a", 6));
  }

  @Test
  void aBudgetOfTenthsIsUsedToTheLastAndNotExceeded() {
    World world = new World();
    world.price[0] = 0.1;
    world.budget = 0.7;

    assertThat(world.judge(Allocation.of("a", 8)).allocation()).isEqualTo(Allocation.of("a", 7));
  }

  private static Allocation.Part part(String placement, int replicas) {
    return new Allocation.Part(placement, replicas);
  }
}
