package io.rheostat.contest.trial;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.simulator.policy.Autoscaler;
import io.rheostat.simulator.policy.Holdings;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;

/// An autoscaler on its own clock: it samples and decides, and its answer is set at once.
///
/// @param name in reports, settings included
/// @param autoscaler supplier of a fresh one for every run
public record ScaledContender(String name, Supplier<Autoscaler> autoscaler) implements Contender {
  @Override
  public Run enter(World world, String workload, Interference trouble) {
    return new Loop(world, workload, autoscaler.get(), trouble);
  }

  private static final class Loop implements Run {
    private final World world;
    private final Workload workload;
    private final Autoscaler autoscaler;
    private final Interference trouble;
    private final Duration sampleEvery;
    private final Duration decideEvery;
    private Instant sampleAt;
    private Instant decideAt;
    private Observed seen;
    private long changes;

    Loop(World world, String workload, Autoscaler autoscaler, Interference trouble) {
      this.world = world;
      this.workload = Objects.requireNonNull(world.scenario().fleet().workloads().get(workload));
      this.autoscaler = autoscaler;
      this.trouble = trouble;
      this.seen = world.observed(workload);
      this.sampleEvery = autoscaler.sampleEvery();
      this.decideEvery = autoscaler.decideEvery();
      this.sampleAt = world.now().plus(sampleEvery);
      this.decideAt = world.now().plus(decideEvery);
    }

    @Override
    public void runUntil(Instant until) {
      for (Instant next = next(); !next.isAfter(until); next = next()) {
        trouble.pass(world, next);
        boolean runs = trouble.runs(next);
        if (next.equals(sampleAt)) {
          if (runs) {
            autoscaler.sample(trouble.view(world.view(workload.name())));
          }
          sampleAt = sampleAt.plus(sampleEvery);
        }
        if (next.equals(decideAt)) {
          if (runs) {
            decide();
          }
          decideAt = decideAt.plus(decideEvery);
        }
      }
      trouble.pass(world, until);
    }

    private Instant next() {
      return sampleAt.isBefore(decideAt) ? sampleAt : decideAt;
    }

    private void decide() {
      Observed truth = world.observed(workload.name());
      seen = trouble.observed(truth, world.now()).orElse(seen);
      changes = StrictMath.max(changes, truth.generation().counter());
      Holdings holdings = new Holdings(world.now(), seen.placements());
      Allocation wanted = autoscaler.decide(holdings);
      for (Placement placement : workload.placements()) {
        int replicas = wanted.replicas(placement.name());
        boolean taken = trouble.refusal(workload.name(), placement.name(), world.now()).isEmpty();
        if (taken && replicas != holdings.wanted(placement.name())) {
          changes++;
          world.scale(workload.name(), placement.name(), replicas, new Generation(1, changes));
        }
      }
    }
  }
}
