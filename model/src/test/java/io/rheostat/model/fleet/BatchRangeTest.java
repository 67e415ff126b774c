package io.rheostat.model.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// Batch ranges of jobs that adapt their batch and of those that do not.
final class BatchRangeTest {
  @Test
  void smallestLocalBatchesBoundTheReplicas() {
    assertThat(new BatchRange(128, 4_096, 32, 1_024, true).mostReplicas()).isEqualTo(128);
    assertThat(new BatchRange(20, 639, 10, 80, true).mostReplicas()).isEqualTo(63);
  }

  @Test
  void aRangeBelowOneLocalBatchHasNoReplica() {
    assertThat(new BatchRange(4, 8, 10, 20, true).mostReplicas()).isZero();
  }

  @Test
  void aFixedLocalBatchGrowsWithoutBound() {
    BatchRange range = BatchRange.fixedPerReplica(64, 16);

    assertThat(range.initial()).isEqualTo(64);
    assertThat(range.minPerReplica()).isEqualTo(16);
    assertThat(range.maxPerReplica()).isEqualTo(16);
    assertThat(range.mostReplicas()).isEqualTo(Integer.MAX_VALUE);
    assertThat(range.isFixedPerReplica()).isTrue();
  }

  @Test
  void aRangeWithALargestBatchIsNotFixed() {
    assertThat(new BatchRange(8, 64, 8, 8, false).isFixedPerReplica()).isFalse();
    assertThat(new BatchRange(8, 64, 8, 8, true).isFixedPerReplica()).isFalse();
    assertThat(new BatchRange(8, 64, 4, 8, false).isFixedPerReplica()).isFalse();
  }

  @Test
  void oneSizeOfTheGlobalBatchIsARange() {
    assertThat(new BatchRange(12, 12, 4, 12, true).mostReplicas()).isEqualTo(3);
  }

  @Test
  void theLargestBatchIsAtLeastTheInitialOne() {
    assertThatThrownBy(() -> new BatchRange(128, 127, 32, 64, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("127")
        .hasMessageContaining("128");
  }

  @Test
  void theLargestLocalBatchIsAtLeastTheSmallest() {
    assertThatThrownBy(() -> new BatchRange(128, 256, 32, 31, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("31")
        .hasMessageContaining("32");
  }

  @Test
  void batchesArePositive() {
    assertThatThrownBy(() -> new BatchRange(0, 256, 32, 64, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("initial batch");
    assertThatThrownBy(() -> new BatchRange(128, 256, 0, 64, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("smallest batch of a replica");
    assertThatThrownBy(() -> new BatchRange(Double.NaN, 256, 1, 64, true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
