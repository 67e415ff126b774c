package io.rheostat.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.capacity.EngineModel;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.Given;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.core.workload.WorkSums;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Models of placements, made from declarations and moved by the work of replicas.
class EngineLearningTest {
  private static final Placement BIG = Given.placement("big", "h100");
  private static final Catalogue CATALOGUE =
      Given.catalogue(Given.pool("main", Map.of("h100", 9)), Given.device("h100", 4));

  private final RootDraft root = new RootDraft(WorkloadRoot.of("chat"));

  private void prepare(Workload workload) {
    EngineLearning.prepare(root, workload, CATALOGUE);
  }

  private static Workload chat(Placement... placements) {
    return Given.service("chat", "main", Given.bounds(0, 9), placements);
  }

  private static ReplicaState worked(String name, WorkSums... parts) {
    WorkSums work = WorkSums.NONE;
    for (WorkSums part : parts) {
      work = work.plus(part);
    }
    return Replicas.heard(name, 1_000, 0).withWork(work);
  }

  /// Ten running requests for ten seconds, with a thousand tokens.
  private static WorkSums[] busy(double queueingSeconds) {
    return new WorkSums[] {
      WorkSums.running(100, 10),
      WorkSums.generated(1_000),
      WorkSums.prompt(5_000),
      WorkSums.queueing(queueingSeconds)
    };
  }

  private EngineModel model() {
    return Optional.ofNullable(root.engines.get("big")).orElseThrow();
  }

  @Test
  void aServiceHasAModelForEachPlacementWithAKnownDevice() {
    prepare(chat(BIG, Given.placement("odd", "b200")));

    assertThat(root.engines).containsOnlyKeys("big");
    assertThat(root.steps).isEmpty();
    assertThat(model().iteration().mean()).containsExactly(0.01, 0.0002, 0.00005);
    assertThat(root.inputTokens).isEqualTo(500);
    assertThat(root.outputTokens).isEqualTo(100);
  }

  @Test
  void lengthsNobodyDeclaredAreThoseOfLoadGenerators() {
    Objective.Inference open =
        new Objective.Inference(Given.serving().slo(), 0.01, Optional.empty());
    prepare(Given.workload("chat", "main", open, Given.bounds(0, 9), BIG));

    assertThat(root.inputTokens).isEqualTo(1024);
    assertThat(root.outputTokens).isEqualTo(256);
  }

  @Test
  void learnedLengthsAndModelsStay() {
    prepare(chat(BIG));
    root.inputTokens = 700;
    EngineModel learned = model().saturated(true, 5);
    root.engines = new TreeMap<>(Map.of("big", learned));
    prepare(chat(BIG));

    assertThat(root.inputTokens).isEqualTo(700);
    assertThat(model()).isSameAs(learned);
  }

  @Test
  void aJobHasStepsAndAScoredWorkloadNothing() {
    prepare(Given.workload("job", "main", Given.run(), Given.bounds(0, 9), BIG));
    assertThat(root.engines).isEmpty();
    assertThat(root.steps).containsOnlyKeys("big");

    RootDraft scored = new RootDraft(WorkloadRoot.of("batch"));
    EngineLearning.prepare(
        scored,
        Given.workload("batch", "main", new Objective.Profiled(1), Given.bounds(0, 9), BIG),
        CATALOGUE);
    assertThat(scored.engines).isEmpty();
    assertThat(scored.steps).isEmpty();
  }

  @Test
  void withoutAModelOfItsShapeNothingIsDerived() {
    prepare(
        new Workload(
            "chat",
            "main",
            Given.serving(),
            Optional.empty(),
            List.of(BIG),
            Given.bounds(0, 9),
            List.of(),
            List.of()));

    assertThat(root.engines).isEmpty();
  }

  /// 100 request-seconds for a thousand tokens are 0.1 s a token, where 10 running requests should
  /// take 0.0125 s: the model gets slower.
  @Test
  void workMovesTheModelAndIsThenDone() {
    prepare(chat(BIG));
    EngineModel before = model();

    List<ReplicaState> after = EngineLearning.learn(root, List.of(worked("r0", busy(0))));

    assertThat(model().iteration().observations()).isEqualTo(1);
    assertThat(model().iteration().mean()[0]).isGreaterThan(before.iteration().mean()[0]);
    assertThat(after.getFirst().work()).isEqualTo(WorkSums.NONE);
    // By Little's law 100 tokens a second of 0.1 s each are ten running requests.
    assertThat(model().iteration().mean())
        .containsExactly(before.observe(10, 0.1, 500).iteration().mean());
  }

  @Test
  void measuredTimesPerTokenAreTakenBeforeLittlesLaw() {
    prepare(chat(BIG));
    EngineModel before = model();

    EngineLearning.learn(
        root,
        List.of(
            worked(
                "r0",
                WorkSums.running(100, 10),
                WorkSums.generated(1_000),
                WorkSums.tokenSeconds(0.25),
                WorkSums.timed(5))));

    // Five requests of 0.05 s a token on average: five of them run.
    assertThat(model().iteration().mean())
        .containsExactly(before.observe(5, 0.05, 0).iteration().mean());
  }

  @Test
  void littleWorkIsKeptForLater() {
    prepare(chat(BIG));
    ReplicaState few = worked("r0", WorkSums.running(9, 10), WorkSums.generated(29));
    ReplicaState enough = worked("r1", WorkSums.running(9, 10), WorkSums.generated(30));
    ReplicaState timeless = worked("r2", WorkSums.generated(500));

    List<ReplicaState> after = EngineLearning.learn(root, List.of(few, enough, timeless));

    assertThat(after.get(0)).isSameAs(few);
    assertThat(after.get(1).work()).isEqualTo(WorkSums.NONE);
    assertThat(after.get(2)).isSameAs(timeless);
    assertThat(model().iteration().observations()).isEqualTo(1);
  }

  @Test
  void workOnAPlacementWithoutAModelIsKept() {
    ReplicaState replica = worked("r0", busy(0));

    assertThat(EngineLearning.learn(root, List.of(replica))).containsExactly(replica);
    assertThat(root.engines).isEmpty();
  }

  @Test
  void aReplicaThatQueuesNearlyAllTheTimeIsFull() {
    prepare(chat(BIG));
    EngineLearning.learn(root, List.of(worked("r0", busy(9.1))));

    // A thousand tokens of 100 a request in ten seconds.
    assertThat(model().saturation()).isEqualTo(0.25);
    assertThat(model().saturatedRate()).isCloseTo(1, within(1e-9));
  }

  @Test
  void aQueueForLessIsNone() {
    prepare(chat(BIG));
    EngineLearning.learn(root, List.of(worked("r0", busy(9))));

    assertThat(model().saturation()).isZero();
  }

  @Test
  void halfOfThemMakeAPlacementFullAndTheBusiestSaysHowFast() {
    prepare(chat(BIG));
    WorkSums[] fast = {WorkSums.running(100, 10), WorkSums.generated(3_000), WorkSums.queueing(10)};

    EngineLearning.learn(root, List.of(worked("r0", busy(0)), worked("r1", fast)));
    assertThat(model().saturation()).isEqualTo(0.25);
    assertThat(model().saturatedRate()).isCloseTo(3, within(1e-9));

    EngineLearning.learn(
        root, List.of(worked("r0", busy(0)), worked("r1", fast), worked("r2", busy(0))));
    assertThat(model().saturation()).isCloseTo(0.225, within(1e-12)); // one of three fades
  }
}
