package io.rheostat.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.app.testing.SmallFleets;
import io.rheostat.app.testing.SmallJobs;
import io.rheostat.model.command.Generation;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.decision.Savings;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Allocation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// States of training jobs by what was decided and seen of them.
final class JobStandingsTest {
  private static final Allocation TWO = Allocation.of("big", 2);
  private static final Measure.Training UNTRAINED = training(0, 0, false);
  private static final Measure.Training TRAINED = training(0, 200, false);
  private static final Measure.Training STEPPING = training(50, 200, false);

  private final JobViews views = new JobViews(SmallFleets.of(SmallJobs.elastic("bert")));

  private static Measure.Training training(double rate, double progress, boolean complete) {
    return new Measure.Training(rate, progress, 2, 1, complete, List.of());
  }

  private JobStanding bert() {
    List<JobStanding> all = JobStandings.of(views.view());
    assertThat(all).singleElement().extracting(JobStanding::name).isEqualTo("bert");
    return all.getFirst();
  }

  private static Rationale because(String observed, String... refusals) {
    return new Rationale(
        observed, Optional.empty(), List.of(), List.of(), List.of(refusals), Optional.empty());
  }

  private void hold(Allocation held, HoldReason reason, Rationale rationale) {
    views.decided(new Decision.Hold("bert", "east", JobViews.NOW, held, reason, rationale));
  }

  private void resized() {
    views.decided(
        new Decision.Resize(
            "bert",
            "east",
            JobViews.NOW,
            Allocation.NONE,
            TWO,
            new Generation(1, 1),
            because("wants 2")));
  }

  @Test
  void aJobIsSubmittedUntilSomethingIsDecided() {
    views.measured("bert", UNTRAINED);

    JobStanding standing = bert();

    assertThat(standing.state()).isEqualTo(JobState.SUBMITTED);
    assertThat(standing.pool()).isEqualTo("east");
    assertThat(standing.allocation()).isEmpty();
    assertThat(standing.reason()).isEqualTo("not planned yet");
  }

  @Test
  void aJobIsAdmittedUntilItsTargetReports() {
    hold(Allocation.NONE, HoldReason.NOT_OBSERVED, because("its target was never seen"));

    assertThat(bert().state()).isEqualTo(JobState.ADMITTED);
    assertThat(bert().reason()).isEqualTo("its target was never seen");
  }

  @Test
  void aJobWithoutDevicesIsQueuedBecauseOfItsFirstRefusal() {
    hold(Allocation.NONE, HoldReason.BEST, because("none", "no capacity on big", "too dear"));

    assertThat(bert().state()).isEqualTo(JobState.QUEUED);
    assertThat(bert().allocation()).isEmpty();
    assertThat(bert().reason()).isEqualTo("no capacity on big");
  }

  @Test
  void aQueuedJobThatNothingRefusedWaitsForOthersThatAreWorthMore() {
    hold(Allocation.NONE, HoldReason.BEST, because("none"));

    assertThat(bert().reason())
        .isEqualTo("other workloads of its pool are worth more on the devices");
  }

  @Test
  void aJobStartsWhileNoWorkerIsReadyForTheFirstTime() {
    resized();

    assertThat(bert().state()).isEqualTo(JobState.STARTING);
    views.measured("bert", UNTRAINED);
    views.observed("bert", false, JobViews.ready("big", 0));
    assertThat(bert().state()).isEqualTo(JobState.STARTING);
    assertThat(bert().allocation()).isEqualTo("2 x big");
    assertThat(bert().reason()).isEqualTo("wants 2");
  }

  @Test
  void aJobRestartsWhenItHasTrainedAndNoWorkerIsReady() {
    resized();
    views.measured("bert", TRAINED);
    views.observed("bert", false, JobViews.ready("big", 0));

    assertThat(bert().state()).isEqualTo(JobState.RESTARTING);
  }

  @Test
  void aJobRestartsWhenItHasTrainedAndItsReadyWorkersMakeNoSteps() {
    resized();
    views.measured("bert", TRAINED);
    views.observed("bert", false, JobViews.ready("big", 2));

    assertThat(bert().state()).isEqualTo(JobState.RESTARTING);
  }

  @Test
  void aJobRunsWithReadyWorkersThatMakeStepsOrHaveNotTrainedYet() {
    resized();
    views.observed("bert", false, JobViews.ready("big", 0), JobViews.ready("small", 1));
    assertThat(bert().state()).as("not measured").isEqualTo(JobState.RUNNING);

    views.measured("bert", UNTRAINED);
    assertThat(bert().state()).as("untrained").isEqualTo(JobState.RUNNING);

    views.measured("bert", STEPPING);
    assertThat(bert().state()).as("stepping").isEqualTo(JobState.RUNNING);
  }

  @Test
  void aJobIsCompletedWhenItsMetricsOrItsTargetSaySo() {
    resized();
    views.observed("bert", false, JobViews.ready("big", 2));
    views.measured("bert", training(50, 1000, true));
    assertThat(bert().state()).as("by metrics").isEqualTo(JobState.COMPLETED);

    views.measured("bert", STEPPING);
    assertThat(bert().state()).as("not any more").isEqualTo(JobState.RUNNING);

    views.observed("bert", true, JobViews.ready("big", 2));
    assertThat(bert().state()).as("by its target").isEqualTo(JobState.COMPLETED);
  }

  @Test
  void aJobIsFailedWhenItsTargetSaysSo() {
    resized();
    views.measured("bert", STEPPING);
    views.failed("bert");

    assertThat(bert().state()).isEqualTo(JobState.FAILED);
    assertThat(bert().reason()).isEqualTo("its target reports that it failed");
    assertThat(bert().finish()).isEmpty();
    assertThat(JobState.FAILED.isEnded()).isTrue();
  }

  @Test
  void aCancelledJobIsCancelledWhateverElseIsKnown() {
    views.declared(SmallFleets.of(SmallJobs.cancelled("bert")));
    assertThat(bert().state()).isEqualTo(JobState.CANCELLED);

    resized();
    views.observed("bert", true, JobViews.ready("big", 2));
    views.measured("bert", training(50, 1000, true));
    assertThat(bert().state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void whatRunsCountsWhileAnotherAllocationIsOnlyProposedOrImagined() {
    views.decided(
        new Decision.Proposal(
            "bert",
            "east",
            JobViews.NOW,
            Allocation.of("small", 1),
            TWO,
            new Generation(1, 1),
            JobViews.NOW.plusSeconds(60),
            because("proposed")));
    assertThat(bert().allocation()).isEqualTo("1 x small");

    views.decided(
        new Decision.Shadow(
            "bert",
            "east",
            JobViews.NOW,
            Allocation.NONE,
            TWO,
            Savings.since(JobViews.NOW),
            because("imagined")));
    assertThat(bert().allocation()).isEmpty();
    assertThat(bert().state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void aJobKeepsItsDevicesWithoutData() {
    views.decided(
        new Decision.NoData(
            "bert",
            "east",
            JobViews.NOW,
            TWO,
            Duration.ofMinutes(5),
            Optional.empty(),
            because("silent")));

    assertThat(bert().allocation()).isEqualTo("2 x big");
    assertThat(bert().state()).isEqualTo(JobState.STARTING);
  }

  @Test
  void progressIsTheShareOfItsWorkAndNeverMoreThanAll() {
    assertThat(bert().progressShare()).isZero();
    views.measured("bert", STEPPING);
    assertThat(bert().progressShare()).isEqualTo(0.2);
    views.measured("bert", training(50, 1500, false));
    assertThat(bert().progressShare()).isEqualTo(1);
  }

  @Test
  void onlyTrainingJobsStandInTheListAndByName() {
    views.declared(
        SmallFleets.of(
            SmallJobs.plain("resnet"),
            SmallFleets.workload("chat", 4),
            SmallJobs.cancelled("gpt"),
            SmallJobs.elastic("bert")));

    assertThat(JobStandings.of(views.view()))
        .extracting(JobStanding::name)
        .containsExactly("bert", "gpt", "resnet");
  }
}
