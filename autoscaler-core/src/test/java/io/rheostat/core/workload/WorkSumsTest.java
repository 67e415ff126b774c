package io.rheostat.core.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Sums of a replica's work, and the time per token they tell.
class WorkSumsTest {
  @Test
  void partsAddUpEachByItself() {
    WorkSums sum =
        WorkSums.running(30, 5)
            .plus(WorkSums.queueing(2))
            .plus(WorkSums.prompt(500))
            .plus(WorkSums.generated(100))
            .plus(WorkSums.finished(3))
            .plus(WorkSums.tokenSeconds(0.25))
            .plus(WorkSums.timed(7))
            .plus(WorkSums.running(6, 1));

    assertThat(sum).isEqualTo(new WorkSums(36, 6, 2, 500, 100, 3, 0.25, 7));
  }

  @Test
  void noneChangesNothingAndOrderDoesNotMatter() {
    WorkSums left = WorkSums.running(0.1, 0.3).plus(WorkSums.generated(0.7));
    WorkSums right = WorkSums.running(0.2, 0.6).plus(WorkSums.timed(1 / 3.0));

    assertThat(left.plus(WorkSums.NONE)).isEqualTo(left);
    assertThat(left.plus(right)).isEqualTo(right.plus(left));
    assertThat(left.plus(right).plus(left)).isEqualTo(left.plus(left).plus(right));
  }

  @Test
  void fiveFinishedRequestsTellTheTimeOfAToken() {
    WorkSums work =
        WorkSums.running(100, 10).plus(WorkSums.generated(1_000)).plus(WorkSums.tokenSeconds(0.25));

    assertThat(work.plus(WorkSums.timed(5)).secondsPerToken()).isEqualTo(0.05);
    // Four are too few: ten running ones for a hundred tokens a second are 0.1 s each.
    assertThat(work.plus(WorkSums.timed(4)).secondsPerToken()).isEqualTo(0.1);
  }

  @Test
  void requestsWithoutATimeTellNothing() {
    assertThat(
            WorkSums.running(100, 10)
                .plus(WorkSums.generated(1_000))
                .plus(WorkSums.timed(9))
                .secondsPerToken())
        .isEqualTo(0.1);
    assertThat(WorkSums.running(100, 10).secondsPerToken()).isZero();
  }
}
