package io.rheostat.actuator.driver.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Objects of `deploy`, as the chart renders them and as they are kept.
class DeployedObjectsTest {
  /// The client's classes keep fields that they do not know; here such a field is an error.
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              });

  static List<Path> files() {
    return Manifests.files();
  }

  static List<Path> deployments() {
    return List.of(Manifests.BASE, Manifests.EXAMPLE, Manifests.SECURED);
  }

  private static HasMetadata read(JsonNode object) throws IOException {
    HasMetadata typed = Serialization.unmarshal(object.toString(), HasMetadata.class);
    assertThat(typed).as(object.path("kind").asText()).isNotInstanceOf(Unknown.KIND);
    return STRICT.readValue(object.toString(), typed.getClass());
  }

  /// Holder of the class that the client takes for kinds it has no class for.
  private static final class Unknown {
    static final Class<?> KIND = GenericKubernetesResource.class;
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFieldIsOneThatKubernetesKnows(Path file) throws Exception {
    for (JsonNode object : Manifests.read(file).documents()) {
      assertThat(read(object).getMetadata().getName()).isNotEmpty();
    }
  }

  @Test
  void allKindsThatAreShippedAreJudged() {
    Set<String> kinds = new HashSet<>();
    for (Path file : files()) {
      Manifests.read(file).documents().forEach(one -> kinds.add(one.path("kind").asText()));
    }
    assertThat(kinds)
        .contains(
            "Deployment",
            "Service",
            "ServiceAccount",
            "ConfigMap",
            "Secret",
            "PersistentVolumeClaim",
            "PodDisruptionBudget",
            "NetworkPolicy",
            "Role",
            "RoleBinding",
            "ServiceMonitor",
            "PrometheusRule");
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void aMisspelledFieldIsRefused(Path file) {
    JsonNode deployment = Manifests.read(file).only("Deployment");
    ((ObjectNode) deployment.at("/spec/template/spec/containers/0/readinessProbe/httpGet"))
        .put("prot", "page");
    assertThatThrownBy(() -> read(deployment))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("prot");
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void onePodAtATimeRunsWithoutPrivileges(Path file) {
    JsonNode deployment = Manifests.read(file).only("Deployment");
    assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(1);
    assertThat(deployment.at("/spec/strategy/type").asText()).isEqualTo("Recreate");
    JsonNode pod = deployment.at("/spec/template/spec");
    assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("hostIPC")).isFalse();
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(pod.path("containers")).hasSize(1);
    JsonNode security = pod.at("/containers/0/securityContext");
    assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(security.at("/capabilities/drop"))
        .extracting(JsonNode::asText)
        .containsExactly("ALL");
    // The process hands over within 30 s.
    assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(30);
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void whatIsWrittenIsAVolumeAndTheConfigurationIsReadOnly(Path file) {
    JsonNode pod = Manifests.read(file).pod();
    Map<String, Boolean> readOnly = new TreeMap<>();
    Set<String> mounted = new HashSet<>();
    for (JsonNode mount : pod.at("/containers/0/volumeMounts")) {
      readOnly.put(mount.path("mountPath").asText(), mount.path("readOnly").asBoolean());
      mounted.add(mount.path("name").asText());
    }
    assertThat(readOnly)
        .containsEntry("/config", true)
        .containsEntry("/data", false)
        .containsEntry("/tmp", false);
    assertThat(pod.path("volumes"))
        .extracting(volume -> volume.path("name").asText())
        .containsExactlyInAnyOrderElementsOf(mounted);
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void aRestartIsAskedForOnlyByAProcessThatDoesNotAnswer(Path file) {
    JsonNode container = Manifests.read(file).pod().at("/containers/0");
    assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health");
    for (String probe : List.of("livenessProbe", "startupProbe")) {
      assertThat(container.path(probe).at("/httpGet/path").asText()).isEqualTo("/health/live");
    }
    for (String probe : List.of("livenessProbe", "startupProbe", "readinessProbe")) {
      assertThat(container.path(probe).at("/httpGet/port").asText()).isEqualTo("page");
    }
    // The stages alone may take three minutes.
    JsonNode startup = container.path("startupProbe");
    assertThat(startup.path("periodSeconds").asInt() * startup.path("failureThreshold").asInt())
        .isGreaterThan(180);
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void everySelectorMeetsWhatItIsMeantFor(Path file) {
    Manifests shipped = Manifests.read(file);
    JsonNode labels = shipped.only("Deployment").at("/spec/template/metadata/labels");
    assertThat(labels.size()).isPositive();
    List<JsonNode> selectors = new ArrayList<>();
    selectors.add(shipped.only("Deployment").at("/spec/selector/matchLabels"));
    selectors.add(shipped.only("Service").at("/spec/selector"));
    selectors.add(shipped.only("PodDisruptionBudget").at("/spec/selector/matchLabels"));
    selectors.add(shipped.only("NetworkPolicy").at("/spec/podSelector/matchLabels"));
    selectors.forEach(selector -> assertMeets(selector, labels));
    for (JsonNode monitor : shipped.ofKind("ServiceMonitor")) {
      assertMeets(
          monitor.at("/spec/selector/matchLabels"), shipped.only("Service").at("/metadata/labels"));
    }
  }

  private static void assertMeets(JsonNode selector, JsonNode labels) {
    assertThat(selector.size()).isPositive();
    selector
        .properties()
        .forEach(label -> assertThat(labels.path(label.getKey())).isEqualTo(label.getValue()));
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void everyPortIsNamedByTheContainer(Path file) {
    Manifests shipped = Manifests.read(file);
    Set<String> ports = new HashSet<>();
    shipped.pod().at("/containers/0/ports").forEach(port -> ports.add(port.path("name").asText()));
    assertThat(ports).containsExactlyInAnyOrder("page", "ingest");
    assertThat(shipped.only("Service").at("/spec/ports"))
        .extracting(port -> port.path("targetPort").asText())
        .containsExactlyInAnyOrderElementsOf(ports);
    Set<String> open = new HashSet<>();
    for (JsonNode rule : shipped.only("NetworkPolicy").at("/spec/ingress")) {
      rule.path("ports").forEach(port -> open.add(port.path("port").asText()));
      assertThat(rule.path("from").size()).as("whoever may come in").isPositive();
    }
    assertThat(open).isEqualTo(ports);
    for (JsonNode monitor : shipped.ofKind("ServiceMonitor")) {
      assertThat(ports).contains(monitor.at("/spec/endpoints/0/port").asText());
    }
  }

  @Test
  void theNetworkPolicyLetsOutWhatTheExampleNeeds() {
    Set<Integer> open = new HashSet<>();
    Manifests.read(Manifests.EXAMPLE)
        .only("NetworkPolicy")
        .at("/spec/egress")
        .forEach(rule -> rule.path("ports").forEach(port -> open.add(port.path("port").asInt())));
    assertThat(open).containsExactlyInAnyOrder(53, 443, 6443, 8000, 9092);
  }

  @Test
  void theChartsCopiesAreWhatIsShipped() throws IOException {
    Path chart = Path.of("../deploy/helm/rheostat");
    assertSame(
        Path.of("../config/prometheus/rheostat-rules.yaml"),
        chart.resolve("files/rheostat-rules.yaml"));
    Set<String> names = new HashSet<>(json(Path.of("../config/grafana/dashboards")));
    names.addAll(json(chart.resolve("dashboards")));
    for (String name : names) {
      assertSame(
          Path.of("../config/grafana/dashboards", name), chart.resolve("dashboards").resolve(name));
    }
  }

  private static void assertSame(Path shipped, Path copy) throws IOException {
    assertThat(Files.exists(copy))
        .as("%s beside %s; copy it with deploy/check --write", copy, shipped)
        .isEqualTo(Files.exists(shipped));
    if (Files.exists(shipped)) {
      assertThat(copy).hasSameTextualContentAs(shipped);
    }
  }

  private static List<String> json(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .toList();
    }
  }
}
