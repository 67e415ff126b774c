package io.rheostat.contest.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import io.rheostat.simulator.trace.Ramp;
import io.rheostat.simulator.truth.GroundTruth;
import io.rheostat.simulator.world.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Cost of a wrongly declared speed of a replica on the published ramp, where a policy that keeps
/// believing it loses two points of attainment for 12 % too much.
final class CapacityBeliefTest {
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
  private static final EngineProfile TRUTH = GroundTruth.QWEN3_32B_2_H100;

  @Test
  void believingTwelvePercentTooMuchOrTooLittleCostsLittle() {
    TrialResult right = believing(1);
    TrialResult tooMuch = believing(1.12);
    TrialResult tooLittle = believing(0.88);

    assertThat(tooMuch.netUsd()).isGreaterThan(0.97 * right.netUsd());
    assertThat(tooLittle.netUsd()).isGreaterThan(0.97 * right.netUsd());
    assertThat(tooMuch.sloAttainment()).isGreaterThan(right.sloAttainment() - 0.01);
  }

  private static TrialResult believing(double speed) {
    EngineProfile declared =
        new EngineProfile(
            TRUTH.baseSeconds() / speed,
            TRUTH.perSequenceSeconds() / speed,
            TRUTH.perKvTokenSeconds() / speed,
            TRUTH.perPrefillTokenSeconds() / speed,
            TRUTH.kvTokens(),
            TRUTH.maxSequences(),
            TRUTH.chunkTokens());
    return Contest.run(trial(declared), new RheostatPolicy(), 1);
  }

  private static PolicyTrial trial(EngineProfile declared) {
    Ramp ramp = Ramp.poisson(Ramp.LLM_D);
    Placement placement =
        new Placement(
            "h100",
            "h100-sxm",
            2,
            1,
            List.of(),
            0,
            0,
            Duration.ofSeconds(100),
            OptionalDouble.empty(),
            Optional.of(declared),
            Optional.empty(),
            Target.OBSERVE);
    Slo slo = new Slo(Duration.ofSeconds(3), Duration.ofMillis(100), 0.99);
    Workload chat =
        new Workload(
            "chat",
            "pool",
            new Objective.Inference(slo, 0.008, Optional.empty()),
            Optional.of(GroundTruth.QWEN3_32B),
            List.of(placement),
            new Bounds(3, 8, OptionalDouble.empty()),
            List.of(),
            List.of());
    Pool pool =
        new Pool("pool", new TreeMap<>(Map.of("h100-sxm", 64)), OptionalDouble.empty(), 1, 1);
    Fleet fleet =
        new Fleet(
            new TreeMap<>(Map.of("h100-sxm", GroundTruth.H100_SXM)),
            new TreeMap<>(Map.of("pool", pool)),
            new TreeMap<>(Map.of("chat", chat)));
    Scenario scenario =
        new Scenario(
            fleet,
            START,
            new TreeMap<>(Map.of("chat", ramp.requests(1))),
            new TreeMap<>(Map.of("chat", new TreeMap<>(Map.of("h100", TRUTH)))),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(Map.of("chat", Allocation.of("h100", 3))),
            List.of());
    return new PolicyTrial("ramp", scenario, "chat", Duration.ZERO, ramp.length());
  }
}
