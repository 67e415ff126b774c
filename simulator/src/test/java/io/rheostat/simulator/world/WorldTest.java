package io.rheostat.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.simulator.cluster.ScaleResult;
import io.rheostat.simulator.cluster.StockOut;
import io.rheostat.simulator.engine.ServiceCount;
import io.rheostat.simulator.testing.Scenarios;
import io.rheostat.simulator.trace.TraceGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final String CHAT = Scenarios.CHAT;

  @Test
  void initialReplicasServeAtOnceAndCostFromTheStart() {
    World world = new World(Scenarios.of(List.of(), 3, 0, List.of()), 1);

    world.advanceTo(after(3600));

    assertThat(status(world, "h100").ready()).isEqualTo(3);
    assertThat(status(world, "h100").lastStartup()).isEmpty();
    Score.Line line = world.score().total();
    assertThat(line.averageReplicas()).isCloseTo(3, within(1e-9));
    assertThat(line.deviceHours()).isCloseTo(6, within(1e-9));
    assertThat(line.costUsd()).isCloseTo(6 * 2.95, within(1e-9));
    assertThat(line.sloAttainment()).isEqualTo(1);
  }

  @Test
  void aNewReplicaIsReadyAfterItsStartUpTimeAndCostsFromLaunch() {
    World world = new World(Scenarios.of(List.of(), 1, 0, List.of()), 1);
    world.advanceTo(after(1000));

    assertThat(scale(world, 2, 1)).isEqualTo(new ScaleResult.Accepted(true));

    assertThat(status(world, "h100").starting()).isEqualTo(1);
    world.advanceTo(after(1060));
    assertThat(world.pages()).hasSize(1);
    world.advanceTo(after(1200));
    assertThat(status(world, "h100").ready()).isEqualTo(2);
    assertThat(world.pages()).hasSize(2);
    Duration startup = status(world, "h100").lastStartup().orElseThrow();
    assertThat(startup).isBetween(Duration.ofSeconds(65), Duration.ofSeconds(140));
    assertThat(world.score().total().averageReplicas()).isCloseTo(1400.0 / 1200, within(1e-9));
  }

  @Test
  void startUpTimesSpreadAroundTheirMean() {
    double sum = 0;
    for (int seed = 0; seed < 100; seed++) {
      World world = new World(Scenarios.of(List.of(), 0, 0, List.of()), seed);
      scale(world, 1, 1);
      world.advanceTo(after(200));
      sum += status(world, "h100").lastStartup().orElseThrow().toMillis() / 1e3;
    }

    assertThat(sum / 100).isCloseTo(100, withinPercentage(4));
  }

  @Test
  void theFenceRefusesOlderGenerationsAndTakesTheSameTwice() {
    World world = new World(Scenarios.of(List.of(), 1, 0, List.of()), 1);

    assertThat(scale(world, 3, 5)).isEqualTo(new ScaleResult.Accepted(true));
    assertThat(scale(world, 3, 5)).isEqualTo(new ScaleResult.Accepted(false));
    assertThat(scale(world, 1, 4)).isInstanceOf(ScaleResult.Refused.class);

    assertThat(status(world, "h100").wanted()).isEqualTo(3);
    assertThat(world.observed(CHAT).generation()).isEqualTo(new Generation(1, 5));
    assertThat(world.appliedTwice()).isZero();
    assertThat(world.score().of(CHAT).resizes()).isEqualTo(1);
    assertThat(scale(world, 2, 5)).isEqualTo(new ScaleResult.Accepted(true));
    assertThat(world.appliedTwice()).isEqualTo(1);
    assertThat(world.scale(CHAT, "nowhere", 1, new Generation(1, 6)))
        .isInstanceOf(ScaleResult.Refused.class);
  }

  @Test
  void aNewerGenerationThatChangesNothingStillFences() {
    World world = new World(Scenarios.of(List.of(), 1, 0, List.of()), 1);

    assertThat(scale(world, 1, 7)).isEqualTo(new ScaleResult.Accepted(false));

    assertThat(scale(world, 2, 6)).isInstanceOf(ScaleResult.Refused.class);
  }

  @Test
  void aStockOutLeavesReplicasPendingWithAReasonUntilItEnds() {
    StockOut out = new StockOut("us-east", "h100-sxm", after(50), after(500));
    World world = new World(Scenarios.of(List.of(), 1, 0, List.of(out)), 1);
    world.advanceTo(after(100));

    scale(world, 2, 1);

    assertThat(status(world, "h100").pending()).isEqualTo(1);
    assertThat(status(world, "h100").pendingReason().orElseThrow()).contains("out of stock");
    world.advanceTo(after(499));
    assertThat(world.score().total().averageReplicas()).isCloseTo(1, within(1e-9));
    world.advanceTo(after(500));
    assertThat(status(world, "h100").starting()).isEqualTo(1);
    world.advanceTo(after(700));
    assertThat(status(world, "h100").ready()).isEqualTo(2);
    assertThat(status(world, "h100").lastStartup().orElseThrow())
        .isGreaterThan(Duration.ofSeconds(460));
  }

  @Test
  void aFullPoolLeavesReplicasPendingUntilDevicesAreFreed() {
    World world = new World(Scenarios.of(List.of(), 1, 8, List.of()), 1);

    scale(world, 5, 1);

    assertThat(status(world, "h100").starting()).isEqualTo(3);
    assertThat(status(world, "h100").pending()).isEqualTo(1);
    assertThat(status(world, "h100").pendingReason().orElseThrow()).contains("0 of 16 h100-sxm");
    world.scale(Scenarios.TRAIN, "h100", 4, new Generation(1, 1));
    assertThat(status(world, "h100").pending()).isZero();
    assertThat(status(world, "h100").starting()).isEqualTo(4);
  }

  @Test
  void scaleDownCancelsPendingAndStartingBeforeItDrainsTheEmptiest() {
    World world =
        new World(Scenarios.of(TraceGenerator.conversation(1, hour(), 4), 2, 8, List.of()), 1);
    world.advanceTo(after(300));
    scale(world, 6, 1);
    assertThat(status(world, "h100").pending()).isEqualTo(2);

    scale(world, 3, 2);

    assertThat(status(world, "h100").pending()).isZero();
    assertThat(status(world, "h100").starting()).isEqualTo(1);
    assertThat(status(world, "h100").ready()).isEqualTo(2);
    scale(world, 1, 3);
    assertThat(status(world, "h100").starting()).isZero();
    assertThat(status(world, "h100").ready()).isEqualTo(1);
    assertThat(status(world, "h100").draining()).isEqualTo(1);
    assertThat(world.pages()).hasSize(1 + 1 + 8);
    world.advanceTo(after(420));
    assertThat(status(world, "h100").draining()).isZero();
  }

  @Test
  void noRequestIsLostWhenReplicasComeAndGo() {
    World world =
        new World(Scenarios.of(TraceGenerator.conversation(5, hour(), 4), 3, 0, List.of()), 1);

    for (int i = 1; i <= 30; i++) {
      world.advanceTo(after(i * 120L));
      scale(world, i % 4, i);
      ServiceCount count = world.requests(CHAT).orElseThrow();
      assertThat(count.arrived())
          .isEqualTo(
              count.finished()
                  + count.refused()
                  + count.running()
                  + count.waiting()
                  + count.gateway());
    }
    world.scale(CHAT, "l40s", 2, new Generation(1, 31));
    world.advanceTo(after(3 * 3600));

    ServiceCount count = world.requests(CHAT).orElseThrow();
    assertThat(count.finished()).isEqualTo(count.arrived());
    Score.Line line = world.score().of(CHAT);
    assertThat(line.requests()).isEqualTo(line.arrived());
    assertThat(line.sloAttainment()).isBetween(0.05, 0.999);
  }

  @Test
  void scenarioRefusesWhatIsMissing() {
    Scenario whole = Scenarios.of(List.of(), 1, 0, List.of());

    assertThatThrownBy(
            () ->
                new Scenario(
                    whole.fleet(),
                    whole.start(),
                    whole.traces(),
                    new TreeMap<>(),
                    whole.steps(),
                    whole.training(),
                    whole.initial(),
                    whole.stockOuts()))
        .hasMessageContaining("engines.chat-32b.h100 is missing");
    assertThatThrownBy(() -> new World(whole, 1).advanceTo(after(-1)))
        .hasMessageContaining("Time cannot go back");
  }

  private static ScaleResult scale(World world, int replicas, long counter) {
    return world.scale(CHAT, "h100", replicas, new Generation(1, counter));
  }

  private static PlacementStatus status(World world, String placement) {
    return world.observed(CHAT).placements().stream()
        .filter(status -> status.placement().equals(placement))
        .findFirst()
        .orElseThrow();
  }

  private static Instant after(long seconds) {
    return Scenarios.START.plusSeconds(seconds);
  }

  private static Duration hour() {
    return Duration.ofHours(1);
  }
}
