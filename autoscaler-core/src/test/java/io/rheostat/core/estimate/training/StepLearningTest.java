package io.rheostat.core.estimate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.training.ThroughputModel;
import io.rheostat.core.training.ThroughputObservation;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.model.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Observations that single steps leave, by hand.
final class StepLearningTest {
  private final RootDraft root = new RootDraft(WorkloadRoot.of("job"));

  private void learn(int workers, double batch, double seconds, Map<Signal, Double> told) {
    StepLearning.learn(
        root,
        "big",
        new StepLearning.Step(
            workers,
            batch,
            seconds,
            signal -> {
              Double value = told.get(signal);
              return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
            }));
  }

  private ThroughputObservation only() {
    List<ThroughputObservation> observations =
        root.throughputs.getOrDefault("big", ThroughputModel.EMPTY).observations();
    assertThat(observations).hasSize(1);
    return observations.getFirst();
  }

  private void assertNothingLearned() {
    assertThat(root.throughputs).isEmpty();
  }

  private void assertTimes(double pass, double step) {
    assertThat(only().passSeconds()).isCloseTo(pass, within(1e-12));
    assertThat(only().stepSeconds()).isCloseTo(step, within(1e-12));
  }

  @Test
  void aStepLessItsSynchronisationIsAPass() {
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, 0.1));

    assertThat(only().nodes()).isEqualTo(1);
    assertThat(only().replicas()).isEqualTo(4);
    assertThat(only().localBatch()).isEqualTo(32);
    assertThat(only().count()).isEqualTo(1);
    assertTimes(0.4, 0.5);
  }

  @Test
  void aStepWhoseSynchronisationIsNotToldTeachesNothing() {
    learn(4, 128, 0.5, Map.of(Signal.PASS_TIME, 0.4, Signal.TRAINING_NODES, 2.0));

    assertNothingLearned();
  }

  @Test
  void aSynchronisationOutsideItsStepTeachesNothing() {
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, 0.5));
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, 0.7, Signal.PASS_TIME, 0.1));
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, -0.1));

    assertNothingLearned();
  }

  @Test
  void aSingleWorkerSynchronisesInNoTime() {
    learn(1, 32, 0.5, Map.of(Signal.SYNC_TIME, 0.0));

    assertThat(only().replicas()).isEqualTo(1);
    assertTimes(0.5, 0.5);
  }

  @Test
  void passesOfAccumulationAreTakenOffTheStep() {
    // Four passes of 0.4 s and 0.1 s of synchronisation, with 512 samples of 4 workers.
    learn(4, 512, 1.7, Map.of(Signal.SYNC_TIME, 0.1, Signal.ACCUMULATION, 3.0));

    assertThat(only().localBatch()).isEqualTo(32);
    assertTimes(0.4, 0.5);
  }

  @Test
  void aToldPassTimeStandsInsteadOfTheRestOfTheStep() {
    learn(
        4,
        512,
        1.7,
        Map.of(Signal.SYNC_TIME, 0.1, Signal.ACCUMULATION, 3.0, Signal.PASS_TIME, 0.35));

    // 1.7 s less three passes of 0.35 s.
    assertTimes(0.35, 0.65);
  }

  @Test
  void passesLongerThanTheWholeStepTeachNothing() {
    learn(
        4,
        512,
        1.7,
        Map.of(Signal.SYNC_TIME, 0.1, Signal.ACCUMULATION, 3.0, Signal.PASS_TIME, 0.6));

    assertNothingLearned();
  }

  @Test
  void implausiblePassesTeachNothing() {
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, 0.1, Signal.PASS_TIME, 0.0));
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, 0.1, Signal.PASS_TIME, -1.0));

    assertNothingLearned();
  }

  @Test
  void anImplausibleAccumulationTeachesNothing() {
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, 0.1, Signal.ACCUMULATION, 1e12));

    assertNothingLearned();
  }

  @Test
  void aNegativeAccumulationIsNone() {
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, 0.1, Signal.ACCUMULATION, -2.0));

    assertThat(only().localBatch()).isEqualTo(32);
    assertTimes(0.4, 0.5);
  }

  @Test
  void aToldLocalBatchStandsInsteadOfThatOfAllWorkers() {
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, 0.1, Signal.LOCAL_BATCH, 30.0));

    assertThat(only().localBatch()).isEqualTo(30);
  }

  @Test
  void implausibleLocalBatchesTeachNothing() {
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, 0.1, Signal.LOCAL_BATCH, 0.0));
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, 0.1, Signal.LOCAL_BATCH, 1.1e9));

    assertNothingLearned();
  }

  @Test
  void nodesAreThoseToldWithinOneAndTheWorkers() {
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, 0.1, Signal.TRAINING_NODES, 2.0));
    assertThat(only().nodes()).isEqualTo(2);

    root.throughputs = new TreeMap<>();
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, 0.1, Signal.TRAINING_NODES, 7.0));
    assertThat(only().nodes()).isEqualTo(4);

    root.throughputs = new TreeMap<>();
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, 0.1, Signal.TRAINING_NODES, 0.0));
    assertThat(only().nodes()).isEqualTo(1);
  }

  @Test
  void theSameStepAgainTeachesNothingNew() {
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, 0.1));
    var before = root.throughputs;
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, 0.1));

    assertThat(root.throughputs).isSameAs(before);
  }

  @Test
  void stepsOfOneConfigurationAreAveragedAndOthersStandBesideIt() {
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, 0.1));
    learn(4, 128, 0.7, Map.of(Signal.SYNC_TIME, 0.1));
    assertTimes(0.5, 0.6);
    assertThat(only().count()).isEqualTo(2);

    learn(2, 64, 0.5, Map.of(Signal.SYNC_TIME, 0.1));
    assertThat(root.throughputs.getOrDefault("big", ThroughputModel.EMPTY).observations())
        .extracting(ThroughputObservation::replicas)
        .containsExactly(4, 2);
  }

  @Test
  void placementsLearnApart() {
    learn(4, 128, 0.5, Map.of(Signal.SYNC_TIME, 0.1));
    StepLearning.learn(
        root,
        "small",
        new StepLearning.Step(
            2,
            64,
            0.9,
            signal ->
                signal == Signal.SYNC_TIME ? OptionalDouble.of(0.2) : OptionalDouble.empty()));

    assertThat(root.throughputs).containsOnlyKeys("big", "small");
    assertThat(only().replicas()).isEqualTo(4);
  }
}
