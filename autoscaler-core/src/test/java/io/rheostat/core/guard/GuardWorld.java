package io.rheostat.core.guard;

import io.rheostat.core.stage.Given;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/// Everything a guard looks at, with sane numbers to start from: four replicas of `a` are desired
/// and ready, and every proposal gains.
final class GuardWorld {
  static final List<String> PLACEMENTS = List.of("a", "b", "c");

  Allocation desired = Allocation.of("a", 4);
  Allocation ready = Allocation.of("a", 4);
  boolean restarts;
  boolean isRestartPriced;
  boolean stale;
  boolean frozen;
  double confidence = 1;
  double gain = 10;
  double desiredUsd = 10;
  String alerts = "Slow";
  String alertPlacement = "a";
  int resizes;
  Optional<Instant> lastResize = Optional.empty();
  boolean backingOff;
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

  static GuardWorld random(Random random) {
    GuardWorld world = new GuardWorld();
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
    return Guard.judge(proposal, input());
  }

  GuardInput input() {
    return new GuardInput(
        Given.START,
        desired,
        new GuardInput.Situation(
            restarts,
            isRestartPriced,
            gap(),
            frozen,
            confidence,
            gain,
            desiredUsd,
            needed,
            ready,
            new GuardInput.AlertFloor(floor, alerts, alertPlacement)),
        new GuardInput.History(wanted, inFlight, resizes, lastResize, backingOff),
        bounds,
        this::capacity,
        this::usd,
        new GuardInput.Limits(
            next -> usd(next) <= bounds.maxUsdPerHour().orElse(1e9) + 1e-9,
            this::withinQuota,
            this::withinBudget,
            this::withinPower,
            churnSpent ? Optional.of("no more changes") : Optional.empty(),
            desiredIsKnown));
  }

  static Allocation some(Random random, int most) {
    List<Allocation.Part> parts = new ArrayList<>();
    for (String placement : PLACEMENTS) {
      parts.add(new Allocation.Part(placement, Math.max(0, random.nextInt(most * 2) - most)));
    }
    return new Allocation(parts);
  }
}
