package io.rheostat.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Runner;
import io.rheostat.core.training.ThroughputModel;
import io.rheostat.core.training.ThroughputObservation;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Pages of a job's worker that tell the synchronisation of its steps.
final class StepSignalsTest {
  private final Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner =
      new Runner<>(new EstimateStage());

  private void fleet() {
    for (WorkloadEvent event : Pages.fleet()) {
      runner.accept(event, Given.START);
    }
  }

  private void page(double second, Object... pairs) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      samples.add(new Sample.Scalar((Signal) pairs[i], ((Number) pairs[i + 1]).doubleValue()));
    }
    Reading reading = new Reading("train", "w0", "big", Given.at(second), samples);
    runner.accept(new WorkloadEvent.Measured(reading), Given.at(second));
  }

  private List<ThroughputObservation> learned() {
    return runner
        .state("train")
        .root()
        .learned()
        .throughputs()
        .getOrDefault("big", ThroughputModel.EMPTY)
        .observations();
  }

  private void step(double second, Object... more) {
    List<Object> all =
        new ArrayList<>(List.of(Signal.WORKERS, 4, Signal.BATCH_SIZE, 128, Signal.STEP_TIME, 0.5));
    all.addAll(List.of(more));
    page(second, all.toArray());
  }

  @Test
  void aStepIsLearnedWithTheSynchronisationOfItsPage() {
    fleet();
    step(10, Signal.SYNC_TIME, 0.1, Signal.TRAINING_NODES, 2);

    assertThat(learned()).hasSize(1);
    assertThat(learned().getFirst().nodes()).isEqualTo(2);
    assertThat(learned().getFirst().replicas()).isEqualTo(4);
    assertThat(learned().getFirst().localBatch()).isEqualTo(32);
    assertThat(learned().getFirst().passSeconds()).isCloseTo(0.4, within(1e-12));
    assertThat(learned().getFirst().stepSeconds()).isEqualTo(0.5);
  }

  @Test
  void theSynchronisationOfAnEarlierPageDoesNotBelongToAStep() {
    fleet();
    page(10, Signal.SYNC_TIME, 0.1);
    step(20);

    assertThat(learned()).isEmpty();
  }

  @Test
  void whatIsLearnedSurvivesItsBytes() {
    fleet();
    step(10, Signal.SYNC_TIME, 0.1);
    var before = runner.state("train").root().learned().throughputs();
    runner.cut();

    assertThat(before).containsKey("big");
    assertThat(runner.state("train").root().learned().throughputs()).isEqualTo(before);
  }

  @Test
  void aStepWhoseSynchronisationCameInAnEarlierPartOfItsPageIsLearned() {
    fleet();
    page(10, Signal.SYNC_TIME, 0.1);
    step(10);

    assertThat(learned()).hasSize(1);
    assertThat(learned().getFirst().passSeconds()).isCloseTo(0.4, within(1e-12));
  }
}
