package io.rheostat.simulator.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.simulator.jobs.Toy;
import java.util.List;
import org.junit.jupiter.api.Test;

/// True times of placements that were measured and of others.
final class StepTableTest {
  private static void isAbout(StepTimes times, double step, double sync) {
    assertThat(times.stepSeconds()).isCloseTo(step, within(1e-12));
    assertThat(times.syncSeconds()).isCloseTo(sync, within(1e-12));
  }

  private static StepTable.Row scaled(int nodes, int replicas, double batch, double step) {
    return new StepTable.Row(nodes, replicas, batch, new StepTimes(step, step / 4));
  }

  @Test
  void aMeasuredPlacementIsLinearInTheLocalBatch() {
    StepTable table =
        new StepTable(
            List.of(Toy.placed(10, 1, 0.25, 4, 2), Toy.placed(20, 3, 0.5, 4, 2)), List.of());

    isAbout(table.at(new int[] {4, 2}, 10), 1, 0.25);
    isAbout(table.at(new int[] {4, 2}, 15), 2, 0.375);
  }

  @Test
  void aRotatedPlacementIsTheSame() {
    StepTable table =
        new StepTable(
            List.of(Toy.placed(10, 1, 0, 1, 2, 4), Toy.placed(10, 5, 0, 1, 4, 2)), List.of());

    isAbout(table.at(new int[] {1, 2, 4}, 10), 1, 0);
    isAbout(table.at(new int[] {2, 4, 1}, 10), 1, 0);
    isAbout(table.at(new int[] {4, 1, 2}, 10), 1, 0);
    // Turned round it is another.
    isAbout(table.at(new int[] {4, 2, 1}, 10), 5, 0);
  }

  @Test
  void twoDigitsOfReplicasAreNotTwoNodes() {
    StepTable table =
        new StepTable(List.of(Toy.placed(10, 1, 0, 1, 2), Toy.placed(10, 5, 0, 12)), List.of());

    isAbout(table.at(new int[] {12}, 10), 5, 0);
    isAbout(table.at(new int[] {2, 1}, 10), 1, 0);
  }

  /// 4-2 takes 1 s and 5-1 takes 3 s: six replicas on two nodes in some other way take 2 s.
  @Test
  void otherPlacementsOfAMeasuredPairTakeTheMean() {
    StepTable table =
        new StepTable(List.of(Toy.placed(10, 1, 0.5, 4, 2), Toy.placed(10, 3, 1, 5, 1)), List.of());

    isAbout(table.at(new int[] {3, 3}, 10), 2, 0.75);
  }

  @Test
  void betweenMeasuredPairsTimesAreMixed() {
    StepTable table = new StepTable(List.of(), List.of(scaled(4, 16, 10, 1), scaled(6, 24, 10, 3)));

    isAbout(table.at(new int[] {4, 4, 4, 4, 4}, 10), 2, 0.5);
  }

  @Test
  void everyCornerIsLinearInTheLocalBatchFirst() {
    StepTable table =
        new StepTable(
            List.of(Toy.placed(10, 1, 0, 2), Toy.placed(20, 2, 0, 2)),
            List.of(scaled(1, 4, 10, 4), scaled(1, 4, 30, 8)));

    // Batch 15: 1.5 s on two replicas and 5 s on four (1.25 s of them synchronisation).
    isAbout(table.at(new int[] {3}, 15), 3.25, 0.625);
  }

  @Test
  void theBatchesOfOneReplicaAreTheLimits() {
    StepTable table =
        new StepTable(
            List.of(Toy.placed(8, 1, 0, 1), Toy.placed(64, 2, 0, 1), Toy.placed(128, 2, 0, 1, 1)),
            List.of());

    assertThat(table.leastBatch()).isEqualTo(8);
    assertThat(table.mostBatch()).isEqualTo(64);
  }
}
