package io.rheostat.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.model.fleet.BatchRange;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Splits of a global batch, and the best of fifty of them.
final class BatchSearchTest {
  private static final BatchRange CIFAR = new BatchRange(128, 4_096, 32, 1_024, true);

  private static double samples(int replicas, double localBatch, int accumulation) {
    return replicas * localBatch * (accumulation + 1);
  }

  /// Goodput with a pass of 1 + 0.01 b and a noise scale of `noise` batches.
  private static BatchGoodput goodput(double noise) {
    return (nodes, replicas, localBatch, accumulation) -> {
      double batch = samples(replicas, localBatch, accumulation);
      double seconds = (accumulation + 1) * (1 + 0.01 * localBatch) + 0.5 * nodes;
      return batch / seconds * (noise + 128) / (noise + batch);
    };
  }

  @Test
  void whatFitsInOnePassIsNotAccumulated() {
    assertThat(BatchSearch.split(CIFAR, 4, 4_096)).isEqualTo(new BatchChoice(0, 1_024, 0));
    assertThat(BatchSearch.split(CIFAR, 4, 402)).isEqualTo(new BatchChoice(0, 101, 0));
  }

  @Test
  void aBatchBeyondTheLargestLocalOnesIsAccumulated() {
    assertThat(BatchSearch.split(CIFAR, 2, 4_096)).isEqualTo(new BatchChoice(0, 1_024, 1));
    assertThat(BatchSearch.split(CIFAR, 1, 4_096)).isEqualTo(new BatchChoice(0, 1_024, 3));
    // 1,025 a replica: two passes of 512.5, rounded up.
    assertThat(BatchSearch.split(CIFAR, 2, 2_050)).isEqualTo(new BatchChoice(0, 513, 1));
  }

  @Test
  void oneReplicaBeyondTheInitialBatchAccumulates() {
    assertThat(BatchSearch.split(CIFAR, 1, 128)).isEqualTo(new BatchChoice(0, 128, 0));
    assertThat(BatchSearch.split(CIFAR, 1, 200)).isEqualTo(new BatchChoice(0, 100, 1));
    assertThat(BatchSearch.split(CIFAR, 2, 200)).isEqualTo(new BatchChoice(0, 100, 0));
  }

  @Test
  void aJobThatCannotAccumulateNeverDoes() {
    BatchRange range = new BatchRange(128, 4_096, 32, 1_024, false);

    assertThat(BatchSearch.split(range, 1, 200)).isEqualTo(new BatchChoice(0, 200, 0));
    assertThat(BatchSearch.split(range, 1, 4_096)).isEqualTo(new BatchChoice(0, 4_096, 0));
  }

  @Test
  void aRoundingErrorMakesNoFurtherPass() {
    assertThat(BatchSearch.split(CIFAR, 4, 4_096 * (1 + 1e-15)))
        .isEqualTo(new BatchChoice(0, 1_024, 0));
  }

  @Test
  void aFixedLocalBatchIsTakenAsItIs() {
    BatchGoodput of = (nodes, replicas, local, accumulation) -> nodes * 1_000 + replicas * local;

    assertThat(BatchSearch.best(of, BatchRange.fixedPerReplica(64, 16), 2, 8))
        .isEqualTo(new BatchChoice(2_128, 16, 0));
  }

  @Test
  void moreReplicasThanTheLargestBatchHoldsHaveNone() {
    BatchGoodput any = (_, _, _, _) -> 1;

    assertThat(BatchSearch.best(any, CIFAR, 33, 129)).isSameAs(BatchChoice.NONE);
    assertThat(BatchSearch.best(any, CIFAR, 32, 128)).isEqualTo(new BatchChoice(1, 32, 0));
  }

  @Test
  void anInitialBatchTooLargeForOneReplicaHasNone() {
    BatchRange range = new BatchRange(128, 256, 32, 64, false);
    BatchGoodput any = (_, _, _, _) -> 1;

    assertThat(BatchSearch.best(any, range, 1, 1)).isSameAs(BatchChoice.NONE);
    assertThat(BatchSearch.best(any, range, 1, 2)).isEqualTo(new BatchChoice(1, 64, 0));
  }

  @Test
  void anAllocationWithoutGoodputHasNone() {
    assertThat(BatchSearch.best((_, _, _, _) -> 0, CIFAR, 1, 1)).isSameAs(BatchChoice.NONE);
  }

  @Test
  void theBatchOfAChoiceCountsEveryPass() {
    assertThat(new BatchChoice(0, 100, 3).batch(2)).isEqualTo(800);
    assertThat(BatchChoice.NONE.batch(4)).isZero();
  }

  @Test
  void littleNoiseKeepsTheInitialBatchAndMuchNoiseTakesTheLargest() {
    assertThat(BatchSearch.best(goodput(0), CIFAR, 1, 4).batch(4)).isEqualTo(128);
    assertThat(BatchSearch.best(goodput(1e9), CIFAR, 1, 4).batch(4)).isEqualTo(4_096);
  }

  /// The fifty global batches of Pollux at equal ratios, split as its simulator does.
  @Property(tries = 300)
  void theBestOfFiftyBatchesWins(
      @ForAll @IntRange(min = 1, max = 64) int replicas,
      @ForAll @DoubleRange(min = 0, max = 20_000) double noise) {
    BatchGoodput of = goodput(noise);
    int nodes = (replicas + 3) / 4;
    double first = Math.max(128, 32.0 * replicas);
    List<Double> goodputs = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      double perReplica = first * Math.pow(4_096 / first, i / 49.0) / replicas;
      int passes = (int) Math.ceil(perReplica / 1_024 - 1e-8);
      passes = replicas == 1 && perReplica > 128.001 ? Math.max(2, passes) : passes;
      double local = Math.ceil(perReplica / passes - 1e-8);
      if (local >= 32 && local <= 1_024) {
        goodputs.add(of.samplesPerSecond(nodes, replicas, local, passes - 1));
      }
    }
    double highest = goodputs.stream().mapToDouble(g -> g).max().orElse(0);

    BatchChoice best = BatchSearch.best(of, CIFAR, nodes, replicas);
    assertThat(best.goodput()).isCloseTo(highest, within(1e-9 * highest));
    assertThat(of.samplesPerSecond(nodes, replicas, best.localBatch(), best.accumulation()))
        .isEqualTo(best.goodput());
    assertThat(best.localBatch()).isBetween(32.0, 1_024.0);
  }
}
