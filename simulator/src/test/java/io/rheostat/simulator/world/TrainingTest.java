package io.rheostat.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rheostat.model.command.Generation;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import io.rheostat.simulator.page.ReplicaPage;
import io.rheostat.simulator.testing.Scenarios;
import io.rheostat.simulator.training.TrainingTruth;
import io.rheostat.simulator.truth.GroundTruth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingTest {
  @Test
  void goodputIsThroughputTimesStatisticalEfficiency() {
    World world = new World(Scenarios.of(List.of(), 0, 4, List.of(), 1e7), 1);

    world.advanceTo(after(600));

    double rate = GroundTruth.RESNET50_H100.samplesPerSecond(4, 200);
    double progress = value(world, Signal.PROGRESS);
    double share = progress / 1e7 / 2;
    assertThat(value(world, Signal.SAMPLES)).isCloseTo(600 * rate, withinPercentage(1));
    assertThat(progress)
        .isCloseTo(600 * rate * efficiency(share, 800 / 400.0), withinPercentage(2));
    assertThat(value(world, Signal.BATCH_SIZE)).isEqualTo(800);
    assertThat(value(world, Signal.WORKERS)).isEqualTo(4);
    assertThat(value(world, Signal.COMPLETE)).isZero();
  }

  @Test
  void growingWaitsForTheNewWorkersThenRestarts() {
    World world = new World(Scenarios.of(List.of(), 0, 4, List.of()), 1);
    world.advanceTo(after(600));

    world.scale(Scenarios.TRAIN, "h100", 8, new Generation(1, 1));

    world.advanceTo(after(620));
    assertThat(value(world, Signal.WORKERS)).isEqualTo(4);
    double before = value(world, Signal.SAMPLES);
    world.advanceTo(after(622));
    assertThat(value(world, Signal.SAMPLES)).isGreaterThan(before);
    world.advanceTo(after(670));
    double stopped = value(world, Signal.SAMPLES);
    world.advanceTo(after(690));
    assertThat(value(world, Signal.SAMPLES)).isEqualTo(stopped);
    world.advanceTo(after(800));
    assertThat(value(world, Signal.WORKERS)).isEqualTo(8);
    assertThat(value(world, Signal.SAMPLES)).isGreaterThan(stopped);
  }

  @Test
  void shrinkingLosesAtMostTheWorkSinceTheCheckpoint() {
    World world = new World(Scenarios.of(List.of(), 0, 4, List.of()), 1);
    world.advanceTo(after(650));
    double before = value(world, Signal.PROGRESS);

    world.scale(Scenarios.TRAIN, "h100", 2, new Generation(1, 1));

    double after = value(world, Signal.PROGRESS);
    assertThat(after).isLessThan(before).isGreaterThan(before * (1 - 61.0 / 650));
    assertThat(world.observed(Scenarios.TRAIN).placements().getFirst().ready()).isEqualTo(2);
  }

  @Test
  void onlyDeclaredWidthsTrain() {
    World world = new World(Scenarios.of(List.of(), 0, 7, List.of()), 1);

    world.advanceTo(after(60));

    assertThat(value(world, Signal.WORKERS)).isEqualTo(4);
  }

  @Test
  void aCompleteJobSaysSoAndThenGivesItsDevicesBack() {
    World world = new World(Scenarios.of(List.of(), 0, 4, List.of(), 1e6), 1);
    while (!world.observed(Scenarios.TRAIN).complete()) {
      world.advanceTo(world.now().plusSeconds(1));
    }
    Instant completed = world.now();
    assertThat(value(world, Signal.COMPLETE)).isEqualTo(1);
    assertThat(world.score().total().trainingProgress()).isEqualTo(1);

    world.advanceTo(completed.plus(Duration.ofMinutes(1)));

    assertThat(world.pages()).isEmpty();
    double cost = world.score().total().costUsd();
    world.advanceTo(completed.plus(Duration.ofMinutes(10)));
    assertThat(world.score().total().costUsd()).isEqualTo(cost);
  }

  @Test
  void efficiencyFollowsPollux() {
    TrainingTruth truth = GroundTruth.RESNET50;

    assertThat(truth.efficiency(0, 1)).isEqualTo(1);
    assertThat(truth.efficiency(0, 4)).isEqualTo((5.0 + 1) / (5.0 / 4 + 1) / 4);
    assertThat(truth.efficiency(1, 4)).isGreaterThan(truth.efficiency(0, 4));
  }

  private static double efficiency(double share, double scale) {
    return GroundTruth.RESNET50.efficiency(share, scale);
  }

  private static double value(World world, Signal signal) {
    return world.pages().stream()
        .map(ReplicaPage::samples)
        .flatMap(List::stream)
        .flatMap(sample -> scalar(sample, signal).stream())
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Double> scalar(Sample sample, Signal wanted) {
    return sample instanceof Sample.Scalar(Signal signal, _, double value) && signal == wanted
        ? Optional.of(value)
        : Optional.empty();
  }

  private static Instant after(long seconds) {
    return Scenarios.START.plusSeconds(seconds);
  }
}
