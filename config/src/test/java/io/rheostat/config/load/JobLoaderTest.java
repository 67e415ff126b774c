package io.rheostat.config.load;

import static io.rheostat.config.load.SubmittedText.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.yaml.ConfigException;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Submitted jobs against a fleet of one device type in one pool, and a declared type without any.
final class JobLoaderTest {
  private static final String WIDTHS = "placements: [{device: h100, widths: [4, 8]}]\n";

  @TempDir Path directory;

  private Fleet fleet = Fleet.EMPTY;

  @BeforeEach
  void declare() {
    fleet =
        new Folder(directory)
            .withBasics()
            .write("fleet/l40s.yaml", Folder.DEVICE.replace("h100", "l40s"))
            .load()
            .fleet();
  }

  private List<String> problems(String text) {
    return SubmittedText.problems(text, fleet);
  }

  @Test
  void aGoodJobIsReadInFull() throws ConfigException {
    Workload read = JobLoader.read(job(WIDTHS), "job.yaml", fleet);

    assertThat(read.name()).isEqualTo("job");
    assertThat(read.pool()).isEqualTo("east");
    assertThat(read.objective())
        .isEqualTo(
            new Objective.Training(2e9, 32, 128, 0, Optional.empty(), 0)
                .with(new ElasticTraining(2, BatchRange.fixedPerReplica(128, 32))));
    assertThat(read.bounds()).isEqualTo(new Bounds(0, 8, OptionalDouble.empty()));
    assertThat(read.placements().getFirst().widths()).containsExactly(4, 8);
    assertThat(read.placements().getFirst().target()).isEqualTo(Target.OBSERVE);
  }

  @Test
  void jsonIsReadToo() throws ConfigException {
    String text =
        """
        {"kind": "Workload", "metadata": {"name": "json"}, "spec": {"type": "training",
         "pool": "east", "placements": [{"device": "h100", "widths": [2]}],
         "objective": {"work": {"samples": 100}, "value": {"delayCostPerHour": "2 USD"}}}}
        """;

    assertThat(JobLoader.read(text, "job.json", fleet).name()).isEqualTo("json");
  }

  @Test
  void aFileOfThisMachineIsRefused() {
    assertThat(problems(job(WIDTHS + "model: {config: /etc/passwd}\n")))
        .hasSize(1)
        .allMatch(one -> one.contains("model.config: a submitted job can't name a file"));
  }

  @Test
  void anUnknownPoolIsRefusedWithThoseThatAre() {
    assertThat(problems(job(WIDTHS).replace("pool: east", "pool: west")))
        .containsExactly("job.yaml:5: spec.pool: no pool is called 'west'. Declared are: east.");
  }

  @Test
  void aDeviceThatThePoolLacksIsRefused() {
    String two = "placements:\n  - {device: h100, widths: [1]}\n  - {device: %s, widths: [1]}\n";

    assertThat(problems(job(two.formatted("l40s"))))
        .containsExactly(
            "job.yaml:9: spec.placements[1].device: pool east has no l40s."
                + " Use one of its devices.");
    assertThat(problems(job(two.formatted("b200"))))
        .containsExactly(
            "job.yaml:9: spec.placements[1].device: pool east has no b200."
                + " Use one of its devices.");
  }

  @Test
  void aServiceIsRefused() {
    String text =
        Folder.inference("chat", "placements: [{device: h100}]\nbounds: {maxReplicas: 4}\n");

    assertThat(problems(text))
        .containsExactly(
            "job.yaml:4: spec.type: only training jobs are submitted. Declare it in the files.");
  }

  @Test
  void twoJobsAreRefused() {
    String second = job(WIDTHS).replace("name: job", "name: other");

    assertThat(problems(job(WIDTHS) + "---\n" + second))
        .containsExactly("job.yaml:1: 2 workloads are in it. Submit one.");
  }

  @Test
  void nothingIsRefused() {
    assertThat(problems("# no document\n"))
        .isNotEmpty()
        .first()
        .asString()
        .startsWith("job.yaml:1");
  }

  @Test
  void anythingButAWorkloadIsRefused() {
    assertThat(problems(Folder.POOL))
        .containsExactly("job.yaml:1: kind: a Pool does not belong here. Here go: Workload.");
  }

  @Test
  void brokenYamlNamesTheLine() {
    assertThat(problems("kind: Workload\nmetadata: {name: a\nspec: 1\n").getFirst())
        .startsWith("job.yaml:3: not YAML: ");
  }

  @Test
  void wrongKeysAreRefusedAsInTheFiles() {
    assertThat(problems(job(WIDTHS).replace("delayCostPerHour", "delayCostPerHours")))
        .first()
        .asString()
        .startsWith("job.yaml:6: spec.objective.value.delayCostPerHours: unknown key.");
  }

  /// 200 billion weights of 16 bytes of state each, over 4 devices of 80 GiB.
  @Test
  void aModelTooLargeForItsWidthIsRefused() {
    assertThat(problems(job(WIDTHS + "model: {parameters: 200e9, sharding: zero3}\n")))
        .singleElement()
        .asString()
        .startsWith("job.yaml:7: spec.placements[0]: ")
        .contains("at width 4")
        .endsWith(" Take a larger width or device, or shard more (zero3).");
  }

  @Test
  void whatTheFilesRefuseOfOneWorkloadIsRefusedToo() {
    assertThat(
            problems(
                job("placements: [{device: h100, widths: [4, 16]}]\nbounds: {maxReplicas: 8}\n")))
        .containsExactly(
            "job.yaml:7: spec.placements[0].widths: width 16 lies outside the bounds 0..8."
                + " Drop it or change spec.bounds.");
    assertThat(problems(job(WIDTHS + "bounds: {minReplicas: 4, maxCostPerHour: 0.01 USD}\n")))
        .singleElement()
        .asString()
        .startsWith("job.yaml:8: spec.bounds.maxCostPerHour: 4 replicas cost at least");
    assertThat(problems(job(WIDTHS + "metrics: [{preset: vllm}]\n")))
        .containsExactly(
            "job.yaml:8: spec.metrics[0].match: is missing: labels and the values they must equal."
                + " Write match: {namespace: chat}.");
    assertThat(problems(job(WIDTHS + "raisedBy: [\"*\"]\n")))
        .singleElement()
        .asString()
        .startsWith("job.yaml:8: spec.raisedBy[0]: '*' is no alert's name.");
  }

  @Test
  void severalMistakesAreToldTogether() {
    String text =
        job(
            """
            placements:
              - {device: l40s, widths: [1], target: {webhook: {url: "https://a/"}}}
              - {device: h100, widths: [1]}
              - {device: b200, widths: [1]}
            """);

    assertThat(problems(text))
        .extracting(problem -> problem.substring(0, problem.indexOf(": ", 12)))
        .containsExactly(
            "job.yaml:8: spec.placements[0].target",
            "job.yaml:8: spec.placements[0].device",
            "job.yaml:10: spec.placements[2].device");
  }
}
