package io.rheostat.contest.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.contest.training.matrix.TrainingCase;
import io.rheostat.contest.training.matrix.TrainingPolicy;
import io.rheostat.contest.training.matrix.TrainingWorld;
import io.rheostat.simulator.jobs.JobKnowledge;
import io.rheostat.simulator.jobs.JobScore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Figures of a run of three jobs in world M.
final class TrainingRowTest {
  private static final TrainingRow ROW =
      TrainingRow.of(
          new TrainingCase(
              "workload-3",
              TrainingWorld.M,
              TrainingPolicy.GAVEL_MAX_SUM,
              7,
              JobKnowledge.SHARED,
              0.02),
          new JobScore(
              List.of(
                  new JobScore.Finished("a", "bert", 0, 100, 0, List.of(3600.0, 0.0, 0.0), 0.8),
                  new JobScore.Finished("b", "ncf", 100, 400, 1, List.of(0.0, 7200.0, 0.0), 1.9),
                  new JobScore.Finished("c", "bert", 50, 250, 4, List.of(0.0, 0.0, 1800.0), 1.2))));

  @Test
  void theKeyIsThatOfTheCase() {
    assertThat(ROW.run())
        .isEqualTo(new TrainingRow.Run("workload-3", "M", "gavel-max-sum", 7, "shared", 0.02));
    assertThat(ROW.run().contender()).isEqualTo("gavel-max-sum, shared, device price 0.02");
    assertThat(new TrainingRow.Run("w", "P", "sia", 2, "own", 0).contender()).isEqualTo("sia, own");
  }

  @Test
  void figuresAreThoseOfAllJobs() {
    TrainingRow.Figures figures = ROW.figures();

    assertThat(figures.meanJct()).isEqualTo((100 + 300 + 200) / 3.0);
    assertThat(figures.medianJct()).isEqualTo(200);
    assertThat(figures.p99Jct()).isCloseTo(200 + 0.98 * 100, within(1e-9));
    assertThat(figures.makespan()).isEqualTo(400);
    assertThat(figures.restarts()).isEqualTo(5 / 3.0);
    assertThat(figures.deviceHours()).isEqualTo(3.5);
    assertThat(figures.costUsd()).isCloseTo(0.98 + 2 * 3.06 + 0.5 * 0.90, within(1e-12));
    assertThat(figures.worstFairness()).isEqualTo(1.9);
  }

  @Test
  void meansByApplicationStandBeside() {
    assertThat(ROW.meanByApplication())
        .containsExactlyInAnyOrderEntriesOf(Map.of("bert", 150.0, "ncf", 300.0));
  }

  @Test
  void quantilesAreEachTwentieth() {
    assertThat(ROW.quantiles()).hasSize(21);
    for (int i = 0; i <= 20; i++) {
      assertThat(ROW.quantiles().get(i)).isCloseTo(100 + 10.0 * i, within(1e-9));
    }
  }
}
