package io.rheostat.config.load;

import static io.rheostat.config.load.SubmittedText.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.yaml.ConfigException;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.resource.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Targets of submitted jobs: clusters, in namespaces in use, and nothing that is not their own.
final class JobTargetsTest {
  @TempDir Path directory;

  private Fleet fleet = Fleet.EMPTY;

  @BeforeEach
  void declare() {
    fleet = new Folder(directory).withBasics().load().fleet();
  }

  private List<String> problems(String text) {
    return SubmittedText.problems(text, fleet);
  }

  private static String at(String target) {
    return job("placements: [{device: h100, widths: [4], target: %s}]\n".formatted(target));
  }

  private Target target(String written) throws ConfigException {
    return JobLoader.read(at(written), "job.yaml", fleet).placements().getFirst().target();
  }

  /// Returns the fleet with another workload of the pool at a target.
  private Fleet withService(String target) throws ConfigException {
    return new Folder(directory)
        .write("fleet/other.yaml", at(target).replace("name: job", "name: other"))
        .load()
        .fleet();
  }

  @Test
  void clustersMayBeItsTargets() throws ConfigException {
    assertThat(target("{simulated: {cluster: demo}}"))
        .isEqualTo(new Target("simulated", new TreeMap<>(Map.of("cluster", "demo"))));
    assertThat(target("observe").driver()).isEqualTo("observe");
  }

  @Test
  void anObjectOfANamespaceInUseMayBeItsTargetIfItTrains() throws ConfigException {
    fleet = withService("{kubernetes: {namespace: ml, deployment: chat}}");

    assertThat(target("{kubernetes: {namespace: ml, pytorchJob: job}}").driver())
        .isEqualTo("kubernetes");
    assertThat(problems(at("{kubernetes: {namespace: ml, deployment: chat}}")))
        .hasSize(2)
        .anyMatch(one -> one.contains("target.kubernetes.deployment: a submitted job can't"))
        .anyMatch(one -> one.contains("target: another workload has this target."));
    assertThat(problems(at("{kubernetes: {namespace: kube-system, pytorchJob: job}}")))
        .hasSize(1)
        .allMatch(one -> one.contains("no declared workload of pool east is in namespace"));
    assertThat(problems(at("{kubernetes: {namespace: ml, pytorchJob: job, takeOver: true}}")))
        .hasSize(1)
        .allMatch(one -> one.contains("takeOver: a submitted job can't have it."));
  }

  @Test
  void aProcessOfThisMachineIsRefused() {
    assertThat(
            problems(
                at(
                    "{process: {command: [\"/bin/sh\"], ports: 9000-9003, ready: {http:"
                        + " /health}}}")))
        .containsExactly(
            "job.yaml:7: spec.placements[0].target: a submitted job can't have a target of"
                + " process. Declare it in the files, or use one of kubernetes, simulated,"
                + " observe.");
  }

  @Test
  void aWebhookIsRefused() {
    assertThat(problems(at("{webhook: {url: \"https://example.org/\", secretEnv: SECRET}}")))
        .containsExactly(
            "job.yaml:7: spec.placements[0].target: a submitted job can't have a target of"
                + " webhook. Declare it in the files, or use one of kubernetes, simulated,"
                + " observe.");
  }

  @Test
  void anObjectIsNamed() throws ConfigException {
    fleet = withService("{kubernetes: {namespace: ml, deployment: chat}}");

    assertThat(problems(at("{kubernetes: {namespace: ml}}")))
        .singleElement()
        .asString()
        .contains("kubernetes: names no object to scale.");
  }

  @Test
  void twoPlacementsOfOneObjectAreRefused() throws ConfigException {
    fleet = withService("{kubernetes: {namespace: ml, deployment: chat}}");
    String placement =
        "  - {name: %s, device: h100, widths: [4], target: {kubernetes: {namespace: ml,"
            + " pytorchJob: job}}}\n";

    assertThat(problems(job("placements:\n" + placement.formatted("a") + placement.formatted("b"))))
        .singleElement()
        .asString()
        .contains("is the target of")
        .endsWith("Give each placement an object of its own.");
  }

  /// However the files name the object: with further keys, in general form, or another part of it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "namespace: ml, pytorchJob: taken, takeOver: true",
        "namespace: ml, pytorchJob: taken, resources: manage, container: pytorch, cpu: 8",
        "namespace: ml, apiVersion: kubeflow.org/v1, kind: PyTorchJob, name: taken"
      })
  void theObjectOfAnotherWorkloadIsRefused(String declared) throws ConfigException {
    fleet = withService("{kubernetes: {" + declared + "}}");

    assertThat(problems(at("{kubernetes: {namespace: ml, pytorchJob: taken}}")))
        .singleElement()
        .asString()
        .endsWith("target: another workload has this target. Use its own.");
  }
}
