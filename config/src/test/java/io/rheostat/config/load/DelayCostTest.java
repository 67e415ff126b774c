package io.rheostat.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.fleet.BatchRange;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Declarations of jobs with a delay cost, and of the batches they may run at.
final class DelayCostTest {
  private static final String WIDTHS = "placements: [{device: h100, widths: [4, 8]}]\n";

  @TempDir Path directory;

  private Folder folder(String objective, String lines) {
    String text =
        Folder.training("job", lines)
            .replace("{work: {samples: 2.0e9}, value: {onCompletion: 9000 USD}}", objective);
    return new Folder(directory).withBasics().write("fleet/job.yaml", text);
  }

  private Workload job(String objective, String lines) {
    return folder(objective, lines).load().fleet().workloads().values().iterator().next();
  }

  private Objective objective(String batch, String value) {
    return job(written(batch, value), WIDTHS).objective();
  }

  private List<String> problems(String batch, String value) {
    return folder(written(batch, value), WIDTHS).problems();
  }

  private static String written(String batch, String value) {
    return "{work: {samples: 2.0e9}, batch: {%s}, value: {%s}}".formatted(batch, value);
  }

  /// Job of 2e9 samples worth nothing on completion, for 2 $ an hour.
  private static Objective at(double perWorker, double initial, BatchRange batch) {
    return new Objective.Training(2e9, perWorker, initial, 0, Optional.empty(), 0)
        .with(new ElasticTraining(2, batch));
  }

  @Test
  void aDelayCostAloneLeavesOneLocalBatchFromTheSmallestWidth() {
    assertThat(objective("perWorker: 16", "delayCostPerHour: 2 USD"))
        .isEqualTo(at(16, 64, new BatchRange(64, Double.MAX_VALUE, 16, 16, false)));
  }

  @Test
  void aProfileKeyIsReadAndNeedsADelayCost() {
    String written = "{work: {samples: 2.0e9}, profile: resnet50, value: {%s}}";

    assertThat(job(written.formatted("delayCostPerHour: 2 USD"), WIDTHS).objective())
        .isEqualTo(
            new Objective.Training(2e9, 32, 128, 0, Optional.empty(), 0)
                .with(
                    new ElasticTraining(2, BatchRange.fixedPerReplica(128, 32))
                        .ofProfile("resnet50")));
    assertThat(folder(written.formatted("onCompletion: 9 USD"), WIDTHS).problems())
        .singleElement()
        .asString()
        .contains("objective.profile means nothing without value.delayCostPerHour.");
  }

  @Test
  void anOwnerIsReadAndNeedsADelayCost() {
    String written = "{work: {samples: 2.0e9}, owner: research, value: {%s}}";

    Folder good = folder(written.formatted("delayCostPerHour: 2 USD"), WIDTHS);
    good.write(
        "fleet/pool.yaml",
        Folder.POOL.replace("budget: 100 USD", "budget: 100 USD, owners: {research: {weight: 2}}"));
    assertThat(good.load().fleet().workloads().values())
        .singleElement()
        .satisfies(job -> assertThat(job.owner()).contains("research"));
    assertThat(folder(written.formatted("onCompletion: 9 USD"), WIDTHS).problems())
        .singleElement()
        .asString()
        .contains("objective.owner means nothing without value.delayCostPerHour.");
  }

  @Test
  void allKeysOfTheBatchAreRead() {
    String batch =
        "perWorker: 32, initial: 96, max: 4096, perWorkerMin: 16, perWorkerMax: 64,"
            + " accumulation: none";

    assertThat(objective(batch, "delayCostPerHour: 2 USD"))
        .isEqualTo(at(32, 96, new BatchRange(96, 4096, 16, 64, false)));
  }

  @Test
  void anAdaptedBatchHasDefaults() {
    assertThat(objective("max: 4096", "delayCostPerHour: 2 USD"))
        .isEqualTo(at(32, 128, new BatchRange(128, 4096, 32, 32, true)));
  }

  @Test
  void accumulationMayBeAllowedInWords() {
    assertThat(objective("max: 4096, accumulation: allowed", "delayCostPerHour: 2 USD"))
        .isEqualTo(at(32, 128, new BatchRange(128, 4096, 32, 32, true)));
  }

  @Test
  void aValueOnCompletionMayStandBesideADelayCost() {
    assertThat(objective("", "delayCostPerHour: 0.50 USD, onCompletion: 70 USD"))
        .isEqualTo(
            new Objective.Training(2e9, 32, 128, 70, Optional.empty(), 0)
                .with(new ElasticTraining(0.5, BatchRange.fixedPerReplica(128, 32))));
  }

  @Test
  void withoutADelayCostAJobIsNotElastic() {
    assertThat(objective("max: 4096", "onCompletion: 70 USD"))
        .isEqualTo(new Objective.Training(2e9, 32, 128, 70, Optional.empty(), 0));
  }

  @Test
  void aJobWithADelayCostMayWaitAndAnyOtherMayNot() {
    assertThat(job(written("", "delayCostPerHour: 2 USD"), WIDTHS).bounds())
        .isEqualTo(new Bounds(0, 8, OptionalDouble.empty()));
    assertThat(job(written("", "onCompletion: 70 USD"), WIDTHS).bounds())
        .isEqualTo(new Bounds(4, 8, OptionalDouble.empty()));
  }

  @Test
  void declaredBoundsAreKeptAndTheOtherOneHasItsDefault() {
    String costly = written("", "delayCostPerHour: 2 USD");

    assertThat(job(costly, WIDTHS + "bounds: {minReplicas: 3, maxReplicas: 9}\n").bounds())
        .isEqualTo(new Bounds(3, 9, OptionalDouble.empty()));
    assertThat(job(costly, WIDTHS + "bounds: {maxReplicas: 9}\n").bounds())
        .isEqualTo(new Bounds(0, 9, OptionalDouble.empty()));
  }

  @Test
  void aJobThatIsWorthNothingIsRefused() {
    assertThat(problems("", "lateLossPerHour: 1 USD"))
        .singleElement()
        .asString()
        .startsWith(
            "fleet/job.yaml:3: spec: objective.value has neither onCompletion nor"
                + " delayCostPerHour.");
  }

  @Test
  void aLargestBatchBelowTheInitialOneIsRefused() {
    assertThat(problems("initial: 256, max: 128", "delayCostPerHour: 2 USD"))
        .singleElement()
        .asString()
        .startsWith(
            "fleet/job.yaml:3: spec: the largest batch 128.0 is below the initial one 256.0.");
  }

  @Test
  void aLargestLocalBatchBelowTheSmallestIsRefused() {
    assertThat(problems("max: 4096, perWorkerMax: 31", "delayCostPerHour: 2 USD"))
        .singleElement()
        .asString()
        .startsWith(
            "fleet/job.yaml:3: spec: the largest batch of a replica 31.0 is below the smallest"
                + " 32.0.");
  }

  @Test
  void aFreeDelayAnEmptyBatchAndUnknownWordsAreRefusedAtTheirKeys() {
    assertThat(problems("max: 0, accumulation: never", "delayCostPerHour: 0 USD"))
        .containsExactly(
            "fleet/job.yaml:6: spec.objective.batch.max: '0' is too small."
                + " It must be above 0, such as 4096.",
            "fleet/job.yaml:6: spec.objective.batch.accumulation: 'never' is unknown."
                + " Write one of: allowed, none.",
            "fleet/job.yaml:6: spec.objective.value.delayCostPerHour: '0 USD' is too small."
                + " It must be above 0, such as 2 USD.");
  }
}
