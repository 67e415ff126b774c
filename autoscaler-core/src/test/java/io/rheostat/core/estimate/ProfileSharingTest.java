package io.rheostat.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Runner;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.JobProfile;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Step times and gradients that a job leaves to others of its profile key, through the log.
final class ProfileSharingTest {
  private static final ElasticTraining ALONE =
      new ElasticTraining(2, new BatchRange(128, 1024, 16, 64, true));

  private final Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner =
      new Runner<>(new EstimateStage());

  @BeforeEach
  void declare() {
    runner.accept(Pages.declared(Given.declare(1, Given.device("h100", 4))), Given.START);
    declare("first", "big", ALONE.ofProfile("resnet50"));
  }

  private void declare(String name, String placement, ElasticTraining terms) {
    Objective.Training work = new Objective.Training(1e6, 32, 128, 0, Optional.empty(), 0);
    Workload job =
        Given.workload(name, "main", work.with(terms), Given.bounds(0, 8), unprofiled(placement));
    runner.accept(Pages.declared(Given.declare(1, job)), Given.START);
  }

  private static Placement unprofiled(String name) {
    return new Placement(
        name,
        "h100",
        1,
        1,
        List.of(1, 2, 4, 8),
        0,
        0,
        Duration.ofSeconds(30),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Target.OBSERVE);
  }

  private void page(double second, Object... pairs) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      samples.add(new Sample.Scalar((Signal) pairs[i], ((Number) pairs[i + 1]).doubleValue()));
    }
    Reading reading = new Reading("first", "w0", "big", Given.at(second), samples);
    runner.accept(new WorkloadEvent.Measured(reading), Given.at(second));
  }

  /// A step of four workers on one node with its synchronisation and gradients.
  private void step(double second, double progress, double square) {
    page(
        second,
        Signal.SAMPLES,
        1_000 + progress,
        Signal.PROGRESS,
        progress,
        Signal.WORKERS,
        4,
        Signal.BATCH_SIZE,
        128,
        Signal.STEP_TIME,
        0.5,
        Signal.SYNC_TIME,
        0.1,
        Signal.GRADIENT_SQUARE,
        square,
        Signal.GRADIENT_VARIANCE,
        10 * square);
  }

  private Optional<Measure.Training> estimate(String name, double from, double to) {
    Optional<Measure.Training> last = Optional.empty();
    for (double second = from; second <= to; second++) {
      for (EstimateEffect effect : runner.accept(new WorkloadEvent.Tick(), Given.at(second))) {
        if (effect instanceof EstimateEffect.Estimated(var estimate)
            && estimate.workload().equals(name)) {
          last = estimate.training();
        }
      }
    }
    return last;
  }

  private JobProfile left() {
    step(10, 1_000, 3);
    estimate("first", 11, 25);
    step(26, 900_000, 50);
    page(40, Signal.COMPLETE, 1);
    return estimate("first", 41, 50).orElseThrow().profile().learned().orElseThrow();
  }

  private void share(JobProfile profile) {
    runner.accept(
        Pages.declared(new Declaration(2, new Declaration.Change.OfProfile(profile))),
        Given.at(50));
  }

  private WorkloadRoot.Learned learned(String name) {
    return runner.state(name).root().learned();
  }

  @Test
  void aJobThatRunsLeavesNothingYet() {
    step(10, 1_000, 3);

    assertThat(estimate("first", 11, 20).orElseThrow().profile().learned()).isEmpty();
  }

  @Test
  void aJobThatRestartsIsWorthWhatItWas() {
    step(10, 1_000, 3);
    Measure.Training ran = estimate("first", 11, 20).orElseThrow();
    page(
        21,
        Signal.SAMPLES,
        0,
        Signal.PROGRESS,
        0,
        Signal.WORKERS,
        0,
        Signal.BATCH_SIZE,
        0,
        Signal.STEP_TIME,
        0,
        Signal.GRADIENT_SQUARE,
        0,
        Signal.GRADIENT_VARIANCE,
        0);

    Measure.Training restarts = estimate("first", 22, 40).orElseThrow();
    assertThat(restarts.progress()).isEqualTo(1_000);
    assertThat(restarts.goodputs()).isEqualTo(ran.goodputs());
  }

  @Test
  void aCompleteJobLeavesItsStepTimesAndTheGradientsOfItsStart() {
    JobProfile left = left();

    assertThat(left)
        .isEqualTo(
            new JobProfile(
                "resnet50", List.of(new JobProfile.Step("h100", 1, 1, 4, 32, 0.4, 0.5)), 3, 30));
  }

  @Test
  void oneWhoseTargetSaysThatItHasEndedLeavesThemToo() {
    step(10, 1_000, 3);
    estimate("first", 11, 25);
    runner.accept(
        new WorkloadEvent.Observation(
            new Observed(
                "first",
                "main",
                Given.at(26),
                Generation.NONE,
                List.of(Given.running("big", 0)),
                true,
                Optional.empty())),
        Given.at(26));

    assertThat(estimate("first", 27, 35).orElseThrow().profile().learned())
        .hasValueSatisfying(left -> assertThat(left.steps()).hasSize(1));
  }

  @Test
  void oneWithoutAKeyLeavesNothing() {
    declare("first", "big", ALONE);
    step(10, 1_000, 3);
    page(20, Signal.COMPLETE, 1);

    assertThat(estimate("first", 21, 30).orElseThrow().profile().learned()).isEmpty();
  }

  @Test
  void aLaterJobOfTheKeyKnowsWhatTheFirstKnew() {
    JobProfile left = left();
    share(left);
    declare("later", "other name", ALONE.ofProfile("resnet50"));

    Measure.Training later = estimate("later", 51, 60).orElseThrow();
    assertThat(learned("later").throughputs().get("other name"))
        .isEqualTo(learned("first").throughputs().get("big"));
    assertThat(later.profile().mostWorkers()).isEqualTo(8);
    assertThat(later.goodputs()).hasSize(4).allMatch(one -> one.placement().equals("other name"));
    assertThat(later.goodputs().get(2).confidence()).isPositive();
  }

  @Test
  void oneThatIsDeclaredAlreadyLearnsItToo() {
    declare("waiting", "big", ALONE.ofProfile("resnet50"));
    declare("other", "big", ALONE.ofProfile("bert"));
    declare("alone", "big", ALONE);
    share(left());

    assertThat(learned("waiting").throughputs()).containsOnlyKeys("big");
    assertThat(learned("waiting").startGradients().square()).isEqualTo(3);
    assertThat(learned("other").throughputs()).isEmpty();
    assertThat(learned("alone").throughputs()).isEmpty();
  }

  @Test
  void whatItMeasuredItselfStays() {
    step(10, 1_000, 3);
    WorkloadRoot.Learned own = learned("first");
    share(
        new JobProfile("resnet50", List.of(new JobProfile.Step("h100", 1, 1, 4, 32, 4, 5)), 7, 70));

    assertThat(learned("first").throughputs()).isEqualTo(own.throughputs());
  }

  @Test
  void declaredAgainItChangesNothing() {
    JobProfile left = left();
    declare("later", "big", ALONE.ofProfile("resnet50"));
    share(left);
    WorkloadRoot.Learned once = learned("later");
    share(left);
    declare("later", "big", ALONE.ofProfile("resnet50"));

    assertThat(learned("later").throughputs()).isEqualTo(once.throughputs());
  }

  @Test
  void timesOfOtherDevicesAreNotTaken() {
    share(
        new JobProfile(
            "resnet50",
            List.of(
                new JobProfile.Step("l40s", 1, 1, 4, 32, 0.4, 0.5),
                new JobProfile.Step("h100", 8, 1, 4, 32, 0.4, 0.5)),
            0,
            0));

    assertThat(learned("first").throughputs()).isEmpty();
  }

  @Test
  void aForgottenProfileTeachesNobody() {
    share(left());
    share(JobProfile.forgotten("resnet50"));
    declare("later", "big", ALONE.ofProfile("resnet50"));

    assertThat(learned("later").throughputs()).isEmpty();
  }

  @Test
  void whatWasSharedSurvivesItsBytes() {
    share(left());
    runner.cut();
    declare("later", "big", ALONE.ofProfile("resnet50"));

    assertThat(learned("later").throughputs()).isNotEmpty();
  }
}
