package io.rheostat.contest.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.rheostat.contest.training.report.TrainingRow.Figures;
import io.rheostat.contest.training.report.TrainingRow.Run;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Rows by world and contender, with means over workloads of means over seeds.
final class TrainingGroupTest {
  private static final TrainingRows ROWS =
      new TrainingRows(
          List.of(
              row("w1", "P", 1, 0, 100),
              row("w2", "P", 1, 0, 700),
              row("w1", "P", 2, 0, 200),
              row("w1", "P", 1, 0.02, 90),
              row("w1", "M", 1, 0, 80)),
          Map.of());

  @Test
  void groupsAreByWorldAndContenderInTheOrderOfTheRows() {
    List<TrainingGroup> groups = TrainingGroup.of(ROWS);

    assertThat(groups)
        .extracting(group -> group.world() + ": " + group.contender())
        .containsExactly("P: pollux, own", "P: pollux, own, device price 0.02", "M: pollux, own");
    assertThat(groups).extracting(group -> group.rows().size()).containsExactly(3, 1, 1);
  }

  @Test
  void eachWorkloadCountsOnceWhateverItsSeeds() {
    TrainingGroup group = TrainingGroup.of(ROWS).getFirst();

    assertThat(group.byWorkload(row -> row.figures().meanJct()))
        .containsExactly(entry("w1", 150.0), entry("w2", 700.0));
    assertThat(group.mean(row -> row.figures().meanJct())).isEqualTo(425);
    assertThat(group.most(row -> row.figures().meanJct())).isEqualTo(700);
  }

  @Test
  void ratiosAreTakenByRow() {
    TrainingGroup group = TrainingGroup.of(ROWS).getFirst();
    TrainingRows half =
        new TrainingRows(List.of(row("w1", "P", 1, 0, 200), row("w2", "P", 1, 0, 700)), Map.of());
    TrainingRows none = new TrainingRows(List.of(), Map.of());

    // 100 / 200 and 200 / 200 on the first workload, 700 / 700 on the second.
    assertThat(group.byWorkload(TrainingGroup.ratio(half, Figures::meanJct)))
        .containsExactly(entry("w1", 0.75), entry("w2", 1.0));
    assertThat(group.mean(TrainingGroup.ratio(none, Figures::meanJct))).isNaN();
  }

  private static TrainingRow row(
      String workload, String world, long seed, double price, double mean) {
    return new TrainingRow(
        new Run(workload, world, "pollux", seed, "own", price),
        new Figures(mean, mean, mean, mean, 1, 1, 1, 1),
        new TreeMap<>(),
        List.of());
  }
}
