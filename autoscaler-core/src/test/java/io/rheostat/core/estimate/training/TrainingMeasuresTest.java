package io.rheostat.core.estimate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.training.GradientStatistics;
import io.rheostat.core.workload.LastJobReport;
import io.rheostat.model.estimate.TrainingProfile;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.model.signal.Signal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Experience of a job with widths and checkpoints, in its estimate.
final class TrainingMeasuresTest {
  private final JobPage job = new JobPage();

  @Test
  void workSinceTheCheckpointIsLostInTheTimeItTook() {
    job.tell(Signal.STEP_TIME, 0.5);
    job.tell(Signal.SAMPLES, 5_000);
    job.tell(Signal.PROGRESS, 5_000);
    job.tell(Signal.CHECKPOINT_TIME, 4);
    job.tell(Signal.CHECKPOINT_PROGRESS, 4_000);
    job.tell(Signal.RESTORE_TIME, 7);

    // A thousand samples at 50 a second.
    assertThat(job.profile()).isEqualTo(new TrainingProfile(0, 20, 4, 7));
  }

  @Test
  void lostWorkIsReckonedAtItsStatisticalEfficiency() {
    job.tell(Signal.STEP_TIME, 0.5);
    job.tell(Signal.SAMPLES, 5_000);
    job.tell(Signal.GRADIENT_SQUARE, 1);
    job.tell(Signal.GRADIENT_VARIANCE, 1);
    job.tell(Signal.BATCH_SIZE, 64);
    job.tell(Signal.PROGRESS, 5_000);
    job.tell(Signal.CHECKPOINT_PROGRESS, 4_000);

    // Twice the initial batch at as much noise as signal counts two thirds.
    assertThat(job.measure(50).efficiency()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(job.profile().lostSeconds()).isCloseTo(30, within(1e-9));
  }

  @Test
  void aCheckpointAheadOfTheProgressLosesNothing() {
    job.tell(Signal.STEP_TIME, 0.5);
    job.tell(Signal.SAMPLES, 5_000);
    job.tell(Signal.PROGRESS, 4_000);
    job.tell(Signal.CHECKPOINT_PROGRESS, 4_500);

    assertThat(job.profile().lostSeconds()).isZero();
  }

  @Test
  void aJobThatNeverToldACheckpointLosesNothingKnown() {
    job.tell(Signal.STEP_TIME, 0.5);
    job.tell(Signal.SAMPLES, 5_000);
    job.tell(Signal.PROGRESS, 5_000);

    assertThat(job.profile()).isEqualTo(TrainingProfile.UNLIMITED);
  }

  @Test
  void neitherASilentNorAStandingJobLosesTime() {
    job.tell(Signal.STEP_TIME, 0.5);
    job.tell(Signal.SAMPLES, 5_000);
    job.tell(Signal.PROGRESS, 5_000);
    job.tell(Signal.CHECKPOINT_TIME, 4);
    job.tell(Signal.CHECKPOINT_PROGRESS, 4_000);

    assertThat(job.measure(0).profile().lostSeconds()).isZero();
    job.silent = true;
    assertThat(job.profile()).isEqualTo(new TrainingProfile(0, 0, 4, 0));
    assertThat(job.measure(50).samplesPerSecond()).isZero();
  }

  @Test
  void twiceTheWidestThatRanIsTriedNext() {
    job.learned(JobPage.TIMES, JobPage.ran(1, 3), JobPage.ran(1, 2));
    job.learned("small", JobPage.TIMES, JobPage.ran(1, 1));

    assertThat(job.profile().mostWorkers()).isEqualTo(6);
  }

  @Test
  void aJobThatNeverRanStartsWithTheFewestWorkers() {
    assertThat(job.profile().mostWorkers()).isEqualTo(1);

    job.tell(Signal.STEP_TIME, 0);
    job.tell(Signal.SAMPLES, 1);
    assertThat(job.profile().mostWorkers()).isEqualTo(1);
  }

  @Test
  void stepsThatTellNoSynchronisationAreNoReasonToWait() {
    job.tell(Signal.STEP_TIME, 0.5);
    job.tell(Signal.SAMPLES, 5_000);

    assertThat(job.profile().mostWorkers()).isZero();
  }

  @Test
  void theNextWidthIsTriedWhereTwiceTheWidestReachesNone() {
    job.widths = List.of(1, 3, 8);
    job.learned(JobPage.TIMES, JobPage.ran(1, 1));
    assertThat(job.profile().mostWorkers()).isEqualTo(3);

    job.learned(JobPage.TIMES, JobPage.ran(1, 3));
    assertThat(job.profile().mostWorkers()).isEqualTo(8);
  }

  @Test
  void aRestartingJobIsWorthWhatItLastTold() {
    job.root.lastReport = new LastJobReport(new GradientStatistics(1, 1), 5_000, 4_000, 4, 7);
    job.tell(Signal.STEP_TIME, 0);
    job.tell(Signal.SAMPLES, 5_000);
    job.tell(Signal.GRADIENT_SQUARE, 0);
    job.tell(Signal.GRADIENT_VARIANCE, 0);
    job.tell(Signal.BATCH_SIZE, 64);
    job.tell(Signal.PROGRESS, 0);
    job.tell(Signal.CHECKPOINT_TIME, 0);
    job.tell(Signal.CHECKPOINT_PROGRESS, 0);
    job.tell(Signal.RESTORE_TIME, 0);

    assertThat(job.measure(0).progress()).isEqualTo(5_000);
    // The stable window still has samples of before: a thousand since the checkpoint, at 50 · 2/3.
    assertThat(job.profile().lostSeconds()).isCloseTo(30, within(1e-9));
    assertThat(job.profile().checkpointSeconds()).isEqualTo(4);
    assertThat(job.profile().restoreSeconds()).isEqualTo(7);
    assertThat(job.measure(0).efficiency()).isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void aCompleteJobHasNoWidthToChooseFrom() {
    job.tell(Signal.STEP_TIME, 0.5);
    job.tell(Signal.SAMPLES, 5_000);
    assertThat(job.measure(50).goodputs()).isNotEmpty();

    job.tell(Signal.COMPLETE, 1);
    assertThat(job.measure(50).goodputs()).isEmpty();
  }

  @Test
  void aDeclaredProfileMakesTryingNeedless() {
    job.learned(JobPage.TIMES, JobPage.ran(1, 2));
    job.declared = Optional.of(new StepProfile(0.01, 0.02, 0.001));

    assertThat(job.profile().mostWorkers()).isZero();
  }

  @Test
  void aJobWithoutADelayCostIsNotLimited() {
    job.learned(JobPage.TIMES, JobPage.ran(1, 2));
    job.objective = JobPage.plain();

    assertThat(job.profile().mostWorkers()).isZero();
  }
}
