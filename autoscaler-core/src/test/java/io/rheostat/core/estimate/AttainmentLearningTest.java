package io.rheostat.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.capacity.EngineModel;
import io.rheostat.core.capacity.ObservedAttainment;
import io.rheostat.core.series.BucketRing;
import io.rheostat.core.series.LatencyWindow;
import io.rheostat.core.stage.Given;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.model.estimate.LoadQuality;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Shares of good requests of a service with one serving replica, learned at 100 s: of ten first
/// tokens eight came within a second, and of ten requests nine met the time per token.
class AttainmentLearningTest {
  private static final long NOW = 100_000;
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final EngineModel MODEL =
      EngineModel.of(new EngineProfile(0.01, 0.0002, 0, 0.00005, 500_000, 128, 2048), 550, true);
  private static final double CAPACITY =
      MODEL.capacity(new EngineModel.Load(500, 100, 1), Given.serving().slo(), 0);

  private final RootDraft root = new RootDraft(WorkloadRoot.of("chat"));
  private ReplicaState replica = Replicas.told("r0", "big", NOW, Signal.REQUESTS_WAITING, 0);

  @BeforeEach
  void halfLoaded() {
    root.declared =
        Optional.of(
            Given.service("chat", "main", Given.bounds(0, 9), Given.placement("big", "h100")));
    root.engines = new TreeMap<>(Map.of("big", MODEL));
    root.inputTokens = 500;
    root.outputTokens = 100;
    root.timeToFirstToken =
        LatencyWindow.EMPTY.add(95_000, new double[] {0.5, 1, INF}, new double[] {6, 2, 2});
    root.timePerOutputToken =
        LatencyWindow.EMPTY.add(95_000, new double[] {0.05, INF}, new double[] {9, 1});
    arrives(0.5);
  }

  private void arrives(double load) {
    root.arrivals = BucketRing.empty(2_000, 60).add(40_000, NOW, 60 * load * CAPACITY);
  }

  private void learn() {
    AttainmentLearning.learn(root, List.of(replica), NOW);
  }

  private LoadQuality band(int place) {
    return root.quality.bands().get(place);
  }

  private void assertNothingLearned() {
    assertThat(root.quality).isSameAs(ObservedAttainment.EMPTY);
  }

  @Test
  void goodIsWhatMeetsBothLimits() {
    learn();

    assertThat(band(2).load()).isEqualTo(0.5);
    assertThat(band(2).share()).isCloseTo(0.72, within(1e-6));
    assertThat(band(2).steps()).isEqualTo(1);
  }

  @Test
  void theShareBelongsToTheLoadOfTheLastMinute() {
    arrives(0.96);
    learn();

    assertThat(band(6).load()).isEqualTo(0.95);
    assertThat(band(6).steps()).isEqualTo(1);
  }

  @Test
  void twoServingReplicasHaveTwiceTheCapacity() {
    arrives(1.3); // of one: 0.65 of two, which as a pair carry a little more
    AttainmentLearning.learn(
        root, List.of(replica, Replicas.told("r1", "big", NOW, Signal.REQUESTS_WAITING, 0)), NOW);

    assertThat(band(3).steps() + band(2).steps()).isEqualTo(1);
    assertThat(band(7).steps()).isZero();
  }

  @Test
  void fewRequestsTeachNothing() {
    root.timeToFirstToken =
        LatencyWindow.EMPTY.add(95_000, new double[] {1, INF}, new double[] {2, 0});
    root.timePerOutputToken =
        LatencyWindow.EMPTY.add(95_000, new double[] {0.05, INF}, new double[] {2, 0});
    learn();
    assertNothingLearned();

    root.timePerOutputToken =
        LatencyWindow.EMPTY.add(95_000, new double[] {0.05, INF}, new double[] {3, 0});
    learn();
    assertThat(band(2).share()).isEqualTo(1);
  }

  @Test
  void aQueueOfMoreThanASecondTeachesNothing() {
    replica = Replicas.told("r0", "big", NOW, Signal.REQUESTS_WAITING, CAPACITY + 0.1);
    learn();

    assertNothingLearned();
    assertThat(root.backloggedAt).isEqualTo(NOW);
  }

  @Test
  void aQueueOfASecondIsNone() {
    replica = Replicas.told("r0", "big", NOW, Signal.REQUESTS_WAITING, CAPACITY - 0.1);
    learn();

    assertThat(root.backloggedAt).isZero();
    assertThat(band(2).steps()).isEqualTo(1);
  }

  @Test
  void fortySecondsAfterAQueueLateRequestsTellOfIt() {
    root.backloggedAt = NOW - 39_999;
    learn();
    assertNothingLearned();

    root.backloggedAt = NOW - 40_000;
    learn();
    assertThat(band(2).steps()).isEqualTo(1);
  }

  @Test
  void withoutAServingReplicaThereIsNoLoad() {
    replica = Replicas.told("r0", "big", NOW - 60_000, Signal.REQUESTS_WAITING, 0);
    learn();
    assertNothingLearned();

    replica = Replicas.told("r0", "other", NOW, Signal.REQUESTS_WAITING, 0);
    learn();
    assertNothingLearned();
  }

  @Test
  void onlyAServiceHasGoodRequests() {
    root.declared = Optional.empty();
    learn();
    assertNothingLearned();

    root.declared =
        Optional.of(
            Given.workload(
                "chat", "main", Given.run(), Given.bounds(0, 9), Given.placement("big", "h100")));
    learn();
    assertNothingLearned();
  }
}
