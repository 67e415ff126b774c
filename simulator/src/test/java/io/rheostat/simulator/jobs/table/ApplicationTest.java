package io.rheostat.simulator.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.training.BatchGoodput;
import io.rheostat.core.training.GradientStatistics;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.simulator.jobs.Toy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// True times and goodput of an application, reckoned by hand.
final class ApplicationTest {
  private static final Application TOY = Toy.application();

  @Test
  void theMeasuredTypeHasTheMeasuredTimes() {
    assertThat(TOY.times("t4", new int[] {2}, 10)).isEqualTo(new StepTimes(0.6, 0.1));
    assertThat(TOY.times("t4", new int[] {2}, 10).passSeconds()).isCloseTo(0.5, within(1e-12));
  }

  /// Twice as fast: the pass of 0.5 s takes 0.25 s, synchronisation of 0.1 s stays.
  @Test
  void aFasterTypeHasFasterPassesAndTheSameNetwork() {
    StepTimes times = TOY.times("fast", new int[] {2}, 10);

    assertThat(times.stepSeconds()).isCloseTo(0.35, within(1e-12));
    assertThat(times.syncSeconds()).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void theWorkIsTheProgressOfAllEpochs() {
    assertThat(TOY.work()).isEqualTo(205);
  }

  @Test
  void replicasArePackedOnFewNodes() {
    assertThat(Application.packed(1, 4)).containsExactly(1);
    assertThat(Application.packed(4, 4)).containsExactly(4);
    assertThat(Application.packed(5, 4)).containsExactly(4, 1);
    assertThat(Application.packed(12, 4)).containsExactly(4, 4, 4);
  }

  @Test
  void theInitialBatchOnOneDeviceIsFullyEfficient() {
    assertThat(TOY.truth("t4", 4, 0).samplesPerSecond(1, 1, 10, 0)).isCloseTo(20, within(1e-9));
    assertThat(TOY.truth("fast", 4, 0).samplesPerSecond(1, 1, 10, 0)).isCloseTo(40, within(1e-9));
  }

  /// Batch 2·5·3 = 30 at B0 = 10: scale 3. In epoch 1 statistics are (1, 3): gain 4 / 2 = 2. A step
  /// takes 0.4 s and two further passes of 0.3 s: 2·10 samples in 1 s.
  @Test
  void aLargerBatchCountsByTheStatisticsOfItsEpoch() {
    EpochTable epochs =
        new EpochTable(
            Map.of(
                30.0,
                List.of(
                    new EpochTable.Epoch(100, 9, new GradientStatistics(1, 0)),
                    new EpochTable.Epoch(200, 18, new GradientStatistics(1, 3)))));
    Application application =
        new Application(
            "noisy",
            new BatchRange(10, 60, 5, 10, true),
            4,
            Optional.empty(),
            Toy.steps(),
            epochs,
            Map.of());
    BatchGoodput early = application.truth("t4", 2, 0);
    BatchGoodput late = application.truth("t4", 2, 1);

    assertThat(early.samplesPerSecond(1, 2, 5, 2)).isCloseTo(10, within(1e-9));
    assertThat(late.samplesPerSecond(1, 2, 5, 2)).isCloseTo(20, within(1e-9));
  }

  @Test
  void nodesOfOneDeviceSpreadTheReplicas() {
    // A step of 0.5 s on 1-1 beside 0.4 s on one node.
    assertThat(TOY.truth("t4", 1, 0).samplesPerSecond(2, 2, 5, 0)).isCloseTo(20, within(1e-9));
    assertThat(TOY.truth("t4", 2, 0).samplesPerSecond(1, 2, 5, 0)).isCloseTo(25, within(1e-9));
  }
}
