package io.rheostat.actuator.driver.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.settings.Configuration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folder that a pod finds under `/config`, laid out as its volume says and read as the program
/// reads it.
class MountedConfigurationTest {
  private static final Path SHIPPED_SIGNALS = Path.of("../config/signals");
  private static final Path FLEET = Path.of("../deploy/kustomize/example/fleet.yaml");

  @TempDir private Path folder;

  /// @param own ConfigMaps and Secrets of the operator by name
  private Configuration mounted(Manifests shipped, Map<String, Map<String, String>> own)
      throws Exception {
    Map<String, Map<String, String>> sources = new TreeMap<>(own);
    for (JsonNode map : shipped.ofKind("ConfigMap")) {
      sources.put(map.at("/metadata/name").asText(), texts(map.path("data")));
    }
    for (JsonNode secret : shipped.ofKind("Secret")) {
      sources.put(secret.at("/metadata/name").asText(), texts(secret.path("stringData")));
    }
    for (JsonNode source : volume(shipped).at("/projected/sources")) {
      JsonNode named = source.path(source.has("secret") ? "secret" : "configMap");
      lay(named, sources.getOrDefault(named.path("name").asText(), Map.of()));
    }
    return ConfigLoader.load(folder, SHIPPED_SIGNALS);
  }

  private void lay(JsonNode source, Map<String, String> values) throws IOException {
    for (JsonNode item : source.path("items")) {
      Optional<String> text = Optional.ofNullable(values.get(item.path("key").asText()));
      if (text.isPresent()) {
        Path file = folder.resolve(item.path("path").asText());
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.get());
      } else {
        assertThat(source.path("optional").asBoolean()).as(item.toString()).isTrue();
      }
    }
  }

  private static JsonNode volume(Manifests shipped) {
    for (JsonNode volume : shipped.pod().path("volumes")) {
      if (volume.path("name").asText().equals("config")) {
        return volume;
      }
    }
    throw new AssertionError("no volume is named config");
  }

  private static Map<String, String> texts(JsonNode data) {
    Map<String, String> texts = new TreeMap<>();
    data.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  private static Map<String, Map<String, String>> tokens() {
    return Map.of(
        "rheostat-tokens",
        Map.of(
            "page.txt", "operator operator-token-0001\nprometheus prometheus-token-1\n",
            "ingest.txt", "prometheus prometheus-token-2\n"));
  }

  private static int port(Manifests shipped, String name) {
    for (JsonNode port : shipped.pod().at("/containers/0/ports")) {
      if (port.path("name").asText().equals(name)) {
        return port.path("containerPort").asInt();
      }
    }
    throw new AssertionError("no port is named " + name);
  }

  private static void assertListensOnAllOfThem(Manifests shipped, Configuration configuration) {
    for (Map.Entry<String, InetSocketAddress> door :
        Map.of(
                "page", configuration.page().listen(),
                "ingest", configuration.ingest().listen())
            .entrySet()) {
      assertThat(door.getValue().getAddress().isAnyLocalAddress()).as(door.getKey()).isTrue();
      assertThat(door.getValue().getPort()).isEqualTo(port(shipped, door.getKey()));
    }
    assertThat(configuration.page().bearerTokens()).hasSize(2);
    assertThat(configuration.ingest().bearerTokens()).hasSize(1);
  }

  @Test
  void theDefaultManagesNothingAndListensWithTokens() throws Exception {
    Manifests shipped = Manifests.read(Manifests.BASE);
    Configuration configuration = mounted(shipped, tokens());
    assertThat(configuration.fleet().workloads()).isEmpty();
    assertListensOnAllOfThem(shipped, configuration);
  }

  @Test
  void theExampleMayTouchNoNamespaceButThoseThatItsRolesAreIn() throws Exception {
    Manifests shipped = Manifests.read(Manifests.EXAMPLE);
    Configuration configuration = mounted(shipped, tokens());
    List<String> granted =
        shipped.ofKind("Role").stream()
            .map(role -> role.at("/metadata/namespace").asText())
            .toList();
    configuration
        .fleet()
        .workloads()
        .values()
        .forEach(
            workload ->
                workload
                    .placements()
                    .forEach(
                        placement ->
                            assertThat(granted)
                                .contains(placement.target().settings().get("namespace"))));
    assertThat(configuration.fleet().workloads()).isNotEmpty();
    assertThat(configuration.scrapeJobs()).hasSize(1);
    assertListensOnAllOfThem(shipped, configuration);
  }

  @Test
  void tokensOutOfValuesOpenTheDoorsThatTheyAreFor() throws Exception {
    Manifests shipped = Manifests.read(Manifests.SECURED);
    Map<String, String> secret = texts(shipped.only("Secret").path("stringData"));
    assertThat(secret.getOrDefault("page.txt", "").lines())
        .contains("prometheus " + secret.get("metrics"));
    Configuration configuration =
        mounted(
            shipped,
            Map.of(
                "our-fleet", Map.of("fleet.yaml", Files.readString(FLEET)),
                // Whether they belong together is looked at when the port opens.
                "rheostat-tls", Map.of("tls.crt", "a certificate", "tls.key", "a key")));
    assertListensOnAllOfThem(shipped, configuration);
    assertThat(configuration.page().tls()).isPresent();
    assertThat(configuration.ingest().tls()).isPresent();
    assertThat(configuration.ingest().limits().samplesPerSecond()).isEqualTo(2_000_000);
  }
}
