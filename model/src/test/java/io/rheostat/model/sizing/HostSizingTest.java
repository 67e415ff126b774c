package io.rheostat.model.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Sharding;
import org.junit.jupiter.api.Test;

/// Host memory and disk by hand, for a model of 64 GiB of weights.
class HostSizingTest {
  private static final ModelShape MODEL =
      new ModelShape(32.0 * (1L << 30), 64, 8, 128, Precision.BF16, Sharding.ZERO3);

  @Test
  void aReplicaStagesItsWeightsAndKeepsAProcessForEachDevice() {
    // (4 + 16 + 2 x 10) x 1.15 = 46, in steps of 8.
    assertThat(HostMemory.inferenceGib(MODEL, 2)).isEqualTo(48);
    // (4 + 16 + 8 x 10) x 1.15 = 115.
    assertThat(HostMemory.inferenceGib(MODEL, 8)).isEqualTo(120);
  }

  @Test
  void aWorkerGathersItsShareOfACheckpoint() {
    // 64 + 384 GiB over 8 workers are 56; (4 + 56 + 12) x 1.15 = 82.8.
    assertThat(HostMemory.trainingGib(MODEL, 1, 8)).isEqualTo(88);
    assertThat(HostMemory.trainingGib(MODEL, 1, 1)).isGreaterThan(448);
  }

  @Test
  void diskHoldsWeightsImageAndCheckpoints() {
    // (35 + 64) x 1.15 = 113.9, in steps of 10.
    assertThat(DiskSpace.inferenceGib(MODEL)).isEqualTo(120);
    // (85 + 2 x 448 / 8) x 1.15 = 226.6.
    assertThat(DiskSpace.trainingGib(MODEL, 8)).isEqualTo(230);
  }
}
