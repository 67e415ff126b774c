package io.rheostat.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.settings.TargetLookup;
import io.rheostat.model.fleet.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesTargetTest {
  @TempDir Path directory;

  private Folder placements(String... placements) {
    String lines = "placements:\n  - " + String.join("\n  - ", placements);
    return new Folder(directory)
        .withBasics()
        .write("fleet/chat.yaml", Folder.inference("chat", lines + "\nbounds: {maxReplicas: 4}"));
  }

  private Folder target(String settings) {
    return placements("{device: h100, memory: 64 GiB, target: {kubernetes: " + settings + "}}");
  }

  private Workload loaded(Folder folder) {
    return Objects.requireNonNull(folder.load().fleet().workloads().get("chat"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{namespace: chat, deployment: chat}",
        "{namespace: chat, statefulSet: chat, takeOver: true}",
        "{namespace: chat, leaderWorkerSet: chat, context: staging}",
        "{namespace: chat, rayCluster: chat, workerGroup: l40s}",
        "{namespace: chat, pytorchJob: chat}",
        "{namespace: chat, jobSet: chat, replicatedJob: workers}",
        "{namespace: chat, apiVersion: apps/v1, kind: Deployment, name: chat}",
        "{namespace: chat, apiVersion: a.b/v1, kind: Thing, name: chat, podSelector: app=chat,"
            + " replicasPath: \"/spec/groups/[name=gpu]/replicas\"}"
      })
  void everyWayToNameAnObjectIsRead(String settings) {
    assertThat(loaded(target(settings)).placements().getFirst().target().settings())
        .containsEntry("namespace", "chat");
  }

  @Test
  void managedRequestsTravelWithTheTarget() {
    Folder folder =
        target("{namespace: chat, deployment: c, resources: manage, container: server, cpu: 8}");
    assertThat(loaded(folder).placements().getFirst().target().settings())
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "namespace", "chat",
                    "deployment", "c",
                    "resources", "manage",
                    "container", "server",
                    "cpu", "8",
                    "memory", "68719476736")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{deployment: a}|.namespace: is missing",
        "{namespace: n}|: names no object to scale.",
        "{namespace: n, deploymant: a}|.deploymant: unknown key. Did you mean deployment?",
        "{namespace: n, deployment: a, statefulSet: b}|: names two: deployment and statefulSet.",
        "{namespace: n, deployment: a, kind: B}|: names two: deployment and apiVersion, kind and",
        "{namespace: n, kind: B, name: b}|: apiVersion is missing.",
        "{namespace: n, rayCluster: a}|.rayCluster: needs workerGroup.",
        "{namespace: n, deployment: a, workerGroup: b}|.workerGroup: means nothing without",
        "{namespace: n, jobSet: a}|.jobSet: needs replicatedJob.",
        "{namespace: n, deployment: Chat}|.deployment: 'Chat' is no name of Kubernetes.",
        "{namespace: a/b, deployment: a}|.namespace: 'a/b' is no name of Kubernetes.",
        "{namespace: n, deployment: a, takeOver: yes}|.takeOver: 'yes' is unknown.",
        "{namespace: n, deployment: a, container: c}|.container: means nothing without resources",
        "{namespace: n, deployment: a, resources: manage}|.resources: needs container.",
        "{namespace: n, deployment: a, resources: manages}|.resources: 'manages' is unknown.",
        "{namespace: n, deployment: a, resources: manage, container: c, cpu: many}|.cpu: 'many'",
        "{namespace: n, apiVersion: v1, kind: A, name: a, replicasPath: x}|.replicasPath: 'x' is",
        "{namespace: n, apiVersion: v1, kind: A, name: a, replicasPath: /a/b}|needs podSelector."
      })
  void whatIsWrongIsToldWithItsLine(String settings, String told) {
    assertThat(target(settings).problems())
        .first()
        .asString()
        .startsWith("fleet/chat.yaml:8: spec.placements[0].target.kubernetes")
        .contains(told);
  }

  @Test
  void nothingToManageIsRefused() {
    Folder folder =
        placements(
            "{device: h100, target: {kubernetes: {namespace: n, deployment: a, resources: manage,"
                + " container: c}}}");
    assertThat(folder.problems()).singleElement().asString().contains("has nothing to set.");
  }

  @Test
  void anObjectBelongsToOnePlacement() {
    Folder folder =
        placements(
            "{device: h100, target: {kubernetes: {namespace: n, deployment: a}}}",
            "{device: h100, name: b, target: {kubernetes: {namespace: n, statefulSet: a}}}",
            "{device: h100, name: c, target: {kubernetes: {namespace: n, apiVersion: apps/v1, kind:"
                + " Deployment, name: a}}}");
    assertThat(folder.problems())
        .containsExactly(
            "fleet/chat.yaml:10: spec.placements[2].target.kubernetes: is the target of"
                + " fleet/chat.yaml:8, too. Give each placement an object of its own.");
  }

  @Test
  void groupsOfOneRayClusterAreTwoTargets() {
    Folder folder =
        placements(
            "{device: h100, target: {kubernetes: {namespace: n, rayCluster: a, workerGroup: x}}}",
            "{device: h100, name: b, target: {kubernetes: {namespace: n, rayCluster: a,"
                + " workerGroup: y}}}");
    assertThat(loaded(folder).placements()).hasSize(2);
  }

  @Test
  void aPlacementWhoseNameFitsNoAnnotationIsRefused() {
    Folder folder =
        placements(
            "{name: "
                + "a".repeat(53)
                + ", device: h100, target: {kubernetes: {namespace: n, deployment: a}}}");
    assertThat(folder.problems()).singleElement().asString().contains("is too long for it.");
  }

  @Test
  void podsToScrapeAreDeclared() {
    Folder folder =
        target("{namespace: chat, deployment: chat}")
            .write(
                "scrape.yaml",
                """
                kind: ScrapeJob
                metadata: {name: pods}
                spec:
                  kubernetesDiscovery:
                    - {namespace: chat, selector: "app=chat", port: metrics}
                    - {namespace: b, selector: "app in (x, y)", port: 8000, path: /m, refresh: 30s,
                      context: c}
                """);
    assertThat(folder.load().scrapeJobs().getFirst().lookups())
        .isEqualTo(
            List.of(
                new TargetLookup.Pods(
                    Optional.empty(),
                    "chat",
                    "app=chat",
                    "metrics",
                    Optional.empty(),
                    Duration.ofSeconds(5)),
                new TargetLookup.Pods(
                    Optional.of("c"),
                    "b",
                    "app in (x, y)",
                    "8000",
                    Optional.of("/m"),
                    Duration.ofSeconds(30))));
  }

  @Test
  void aPortThatIsNoneIsRefused() {
    Folder folder =
        target("{namespace: chat, deployment: chat}")
            .write(
                "scrape.yaml",
                """
                kind: ScrapeJob
                metadata: {name: pods}
                spec:
                  kubernetesDiscovery: [{namespace: chat, selector: "app=chat", port: 70000}]
                """);
    assertThat(folder.problems())
        .containsExactly(
            "scrape.yaml:4: spec.kubernetesDiscovery[0].port: '70000' is no port. Write 1..65535,"
                + " or the name of a container's port. Correct it.");
  }
}
