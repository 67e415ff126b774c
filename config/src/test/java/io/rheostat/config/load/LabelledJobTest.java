package io.rheostat.config.load;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.JobDiscovery;
import io.rheostat.config.testing.Shipped;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.config.yaml.YamlFiles;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Declarations of labelled objects in the namespace `train`, for the pool `east` of h100 devices.
final class LabelledJobTest {
  private static final String OBJECTIVE =
      "{work: {samples: 2.0e8}, batch: {perWorker: 64}, value: {delayCostPerHour: 4 USD}}";

  @TempDir Path directory;

  private Fleet fleet = Fleet.EMPTY;
  private final TreeMap<String, String> annotations = new TreeMap<>();
  private LabelledJob.Workers workers = new LabelledJob.Workers(4, 2, 12);
  private int devices;

  @BeforeEach
  void declare() {
    fleet = new Folder(directory).withBasics().load().fleet();
  }

  private String text(Pool pool) {
    return new LabelledJob(
            "bert",
            "east",
            annotations,
            new TreeMap<>(Map.of("namespace", "train", "pytorchJob", "bert")),
            workers,
            devices)
        .text(pool);
  }

  private Workload read() throws ConfigException {
    Pool pool = fleet.pools().values().iterator().next();
    return JobLoader.readFound(text(pool), "bert", fleet, "train");
  }

  @Test
  void annotationsAreTheKeysOfTheSpecification() throws ConfigException {
    annotations.put("objective", OBJECTIVE);
    annotations.put("placements", "[{device: h100, widths: [2, 4], startup: 90s}]");
    annotations.put("bounds", "{maxReplicas: 4, maxCostPerHour: 20 USD}");
    annotations.put("mode", "act");
    annotations.put("generation.h100", "8.3");

    Workload job = read();

    assertThat(job.name()).isEqualTo("bert");
    assertThat(job.mode()).isEqualTo(Mode.ACT);
    assertThat(job.bounds()).isEqualTo(new Bounds(0, 4, OptionalDouble.of(20)));
    Placement placement = job.placements().getFirst();
    assertThat(placement.widths()).containsExactly(2, 4);
    assertThat(placement.startup()).isEqualTo(Duration.ofSeconds(90));
    assertThat(placement.target().driver()).isEqualTo("kubernetes");
    assertThat(placement.target().settings())
        .isEqualTo(Map.of("namespace", "train", "pytorchJob", "bert"));
    assertThat(job.objective())
        .isInstanceOfSatisfying(
            Objective.Training.class,
            training -> {
              assertThat(training.samples()).isEqualTo(2e8);
              assertThat(training.samplesPerWorker()).isEqualTo(64);
              assertThat(training.elastic().map(ElasticTraining::delayCostUsdPerHour))
                  .contains(4.0);
            });
  }

  @Test
  void annotationsInBlocksAreReadAsWell() throws ConfigException {
    annotations.put("objective", "work:\n  samples: 1.0e6\nvalue:\n  delayCostPerHour: 4 USD\n");
    annotations.put("placements", "- device: h100\n  widths:\n    - 2\n");

    assertThat(read().placements().getFirst().widths()).containsExactly(2);
  }

  @Test
  void widthsAndDeviceFollowFromTheObject() throws ConfigException {
    annotations.put("objective", OBJECTIVE);
    devices = 2;
    workers = new LabelledJob.Workers(3, 1, 6);

    Placement placement = read().placements().getFirst();

    assertThat(placement.device()).isEqualTo("h100");
    assertThat(placement.widths()).containsExactly(1, 2, 3, 4, 6);
    assertThat(placement.devicesPerReplica()).isEqualTo(2);
  }

  @Test
  void withoutModeItIsOnlyObserved() throws ConfigException {
    annotations.put("objective", OBJECTIVE);

    assertThat(read().mode()).isEqualTo(Mode.OBSERVE);
  }

  @Test
  void withoutAnObjectiveItsDevicesCountAndNothingElse() throws ConfigException {
    annotations.put("mode", "act");

    Workload job = read();

    assertThat(job.mode()).isEqualTo(Mode.OBSERVE);
    assertThat(job.objective()).isEqualTo(new Objective.Profiled(0));
    assertThat(job.bounds()).isEqualTo(new Bounds(4, 4, OptionalDouble.empty()));
  }

  @Test
  void aPoolOfSeveralTypesNeedsThePlacement() {
    Pool two =
        new Pool("east", new TreeMap<>(Map.of("h100", 4, "l40s", 4)), OptionalDouble.empty(), 1, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> text(two))
        .withMessage(
            "pool east has [h100, l40s]."
                + " Write annotation rheostat.io/placements: \"[{device: h100}]\".");
  }

  @Test
  void wrongAnnotationsAreNamed() {
    annotations.put("objective", "{work: ");
    assertThatIllegalArgumentException()
        .isThrownBy(this::read)
        .withMessageStartingWith("annotation rheostat.io/objective is not YAML: ");
    annotations.put("objective", OBJECTIVE);
    annotations.put("placements", "[{device: h100}, {device: h100}]");
    assertThatIllegalArgumentException()
        .isThrownBy(this::read)
        .withMessage(
            "annotation rheostat.io/placements must be a list of one: the job is one object.");
    annotations.put("placements", "[{device: h100}]");
    annotations.put("objective", OBJECTIVE.replace("samples", "sample"));
    assertThatThrownBy(this::read)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("spec.objective.work.sample: unknown key.");
  }

  @Test
  void anAnnotationCannotNameAnotherTarget() throws ConfigException {
    annotations.put("objective", OBJECTIVE);
    annotations.put("placements", "[{device: h100, target: {process: {command: [sh]}}}]");

    assertThat(read().placements().getFirst().target().driver()).isEqualTo("kubernetes");
  }

  /// The guide's documents are what its reader will copy.
  @Test
  void theGuidesExampleIsTakenAsItStands() throws Exception {
    Folder folder = new Folder(directory).withBasics();
    folder.write(
        "fleet/pool.yaml",
        Folder.POOL
            .replace("name: east", "name: us-east")
            .replace("budget: 100 USD", "budget: 100 USD, owners: {research: {}}"));
    List<String> blocks = yamlBlocks("docs/how-to/training.md");
    folder.write("fleet/jobs.yaml", blocks.getFirst());
    Configuration read = folder.load();
    assertThat(read.jobDiscoveries()).extracting(JobDiscovery::namespace).containsExactly("train");

    Map<?, ?> metadata = part(YamlFiles.value("guide", blocks.getLast()), "metadata");
    part(metadata, "annotations")
        .forEach(
            (key, value) ->
                annotations.put(String.valueOf(key).replace("rheostat.io/", ""), value.toString()));
    Pool pool = read.fleet().pools().values().iterator().next();
    String text =
        new LabelledJob(
                String.valueOf(metadata.get("name")),
                String.valueOf(part(metadata, "labels").get("rheostat.io/pool")),
                annotations,
                new TreeMap<>(Map.of("namespace", "train", "pytorchJob", "bert")),
                workers,
                devices)
            .text(pool);
    Workload job = JobLoader.readFound(text, "bert", read.fleet(), "train");
    assertThat(job.mode()).isEqualTo(Mode.ACT);
    assertThat(job.owner()).contains("research");
    assertThat(job.metrics()).hasSize(1);
  }

  private static Map<?, ?> part(Object value, String key) {
    return (Map<?, ?>) requireNonNull(((Map<?, ?>) value).get(key));
  }

  private static List<String> yamlBlocks(String document) throws IOException {
    List<String> blocks = new ArrayList<>();
    String text = Files.readString(Shipped.root().resolve(document));
    Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(text);
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks;
  }

  @Test
  void namespacesToLookInAreReadBesideTheFleet() {
    Folder folder = new Folder(directory).withBasics();
    folder.write(
        "fleet/jobs.yaml",
        """
        kind: JobDiscovery
        metadata: {name: train}
        spec: {kubernetes: {namespace: train}}
        ---
        kind: JobDiscovery
        metadata: {name: vision}
        spec: {kubernetes: {namespace: vision, kind: jobSet, context: staging, refresh: 5s}}
        """);

    assertThat(folder.load().jobDiscoveries())
        .containsExactly(
            new JobDiscovery(
                "train", "pytorchJob", Optional.empty(), "train", Duration.ofSeconds(30)),
            new JobDiscovery(
                "vision", "jobSet", Optional.of("staging"), "vision", Duration.ofSeconds(5)));
    folder.write(
        "fleet/jobs.yaml",
        """
        kind: JobDiscovery
        metadata: {name: a}
        spec: {kubernetes: {namespace: a, refresh: 1ms}}
        """);
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("fleet/jobs.yaml:3")
        .contains("It must be 1s or more.");
  }
}
