package io.rheostat.app.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.app.job.JobState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SubmitCommandTest {
  @Test
  void waitingForAJobSucceedsOnlyWhenItIsCompleted() {
    assertThat(SubmitCommand.exitCode(Optional.of(JobState.COMPLETED))).isZero();
    assertThat(SubmitCommand.exitCode(Optional.of(JobState.FAILED))).isEqualTo(1);
    assertThat(SubmitCommand.exitCode(Optional.of(JobState.CANCELLED))).isEqualTo(1);
    assertThat(SubmitCommand.exitCode(Optional.empty())).as("withdrawn").isEqualTo(1);
  }
}
