package io.rheostat.app.ingest;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.app.testing.Blocks;
import io.rheostat.app.testing.KafkaUnderTest;
import io.rheostat.app.testing.Tool;
import io.rheostat.app.testing.TopicRecords;
import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.settings.BearerToken;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.Ingest;
import io.rheostat.config.settings.SeriesRule;
import io.rheostat.config.testing.Shipped;
import io.rheostat.ingest.http.AlertEndpoint;
import io.rheostat.ingest.otlp.OtlpEndpoint;
import io.rheostat.ingest.remotewrite.RemoteWriteEndpoint;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Signal;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.Topic;
import io.rheostat.topics.Topics;
import io.rheostat.topics.codec.WorkloadEventCodec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The pages of [Blocks#ofIngest] give their readers text to paste that their programs and Rheostat
/// take; `PrometheusLoopTest` runs a Prometheus and an Alertmanager with it.
class IngestPageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final Blocks page;

  IngestPageTest() throws IOException {
    page = Blocks.ofIngest();
  }

  private static JsonNode yaml(String text) {
    return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  private JsonNode prometheus() {
    return yaml(page.get("prometheus.yml"));
  }

  private static String path(JsonNode address) {
    return URI.create(address.asText()).getPath();
  }

  @Test
  void promtoolTakesTheConfiguration() throws Exception {
    Tool.need("promtool");
    Files.writeString(folder.resolve("rheostat-token"), "token");
    Files.createDirectory(folder.resolve("targets"));
    page.write("engines.json", folder.resolve("targets"), Map.of());
    Path rules = page.write("rheostat-rules.yml", folder, Map.of());
    Map<String, String> words = Map.of("/etc/prometheus", folder.toString());
    Path config = page.write("prometheus.yml", folder, words);

    assertThat(Tool.run(folder, "promtool", "check", "config", config.toString()))
        .contains("SUCCESS: 1 rule files found", "1 rules found");
    assertThat(Tool.run(folder, "promtool", "check", "rules", rules.toString()))
        .contains("1 rules found");
  }

  /// Debian builds a Prometheus without Kubernetes.
  @Test
  void promtoolTakesTheRelabellingForKubernetes() throws Exception {
    Tool.need("promtool");
    Map<String, String> words =
        Map.of(
            "kubernetes_sd_configs: [{role: pod}]",
            "static_configs: [{targets: [\"10.0.0.7:8000\"]}]");
    Path config = page.write("prometheus-kubernetes.yml", folder, words);

    assertThat(Tool.run(folder, "promtool", "check", "config", config.toString()))
        .contains("SUCCESS");
  }

  @Test
  void amtoolTakesTheConfiguration() throws Exception {
    Tool.need("amtool");
    Path config = page.write("alertmanager.yml", folder, Map.of());

    assertThat(Tool.run(folder, "amtool", "check-config", config.toString()))
        .contains("SUCCESS", "2 receivers");
  }

  @Test
  void everyoneIsSentToAPathThatIsServed() {
    JsonNode receivers = yaml(page.get("alertmanager.yml")).path("receivers");
    JsonNode exporters = yaml(page.get("collector.yaml")).path("exporters");

    assertThat(path(prometheus().at("/remote_write/0/url"))).isEqualTo(RemoteWriteEndpoint.PATH);
    assertThat(path(receivers.at("/1/webhook_configs/0/url"))).isEqualTo(AlertEndpoint.PATH);
    assertThat(path(exporters.at("/prometheusremotewrite/endpoint")))
        .isEqualTo(RemoteWriteEndpoint.PATH);
    assertThat(path(exporters.at("/otlphttp/endpoint")) + "/v1/metrics")
        .isEqualTo(OtlpEndpoint.PATH);
  }

  @Test
  void theCollectorsPipelineNamesWhatIsDeclared() {
    JsonNode collector = yaml(page.get("collector.yaml"));
    JsonNode pipeline = collector.at("/service/pipelines/metrics");

    assertThat(pipeline.properties()).hasSize(3);
    pipeline
        .properties()
        .forEach(
            part ->
                part.getValue()
                    .forEach(
                        name ->
                            assertThat(collector.path(part.getKey()).has(name.asText())).isTrue()));
  }

  /// Metrics thrown away at the source never come.
  @ParameterizedTest
  @ValueSource(strings = {"vllm", "dcgm", "pytorch"})
  void prometheusKeepsWhatThePresetReads(String preset) throws Exception {
    JsonNode relabelling = prometheus().at("/remote_write/0/write_relabel_configs/0");
    Pattern kept = Pattern.compile(relabelling.path("regex").asText());

    assertThat(relabelling.path("action").asText()).isEqualTo("keep");
    assertThat(requireNonNull(Shipped.demo().presets().get(preset)).rules())
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(series(rule)).matches(kept));
    assertThat("vllm:time_to_first_token_seconds_created").doesNotMatch(kept);
  }

  private static String series(SeriesRule rule) {
    boolean histogram = rule.signal().kind() == Signal.Kind.HISTOGRAM;
    return histogram ? rule.metric() + "_bucket" : rule.metric();
  }

  @Test
  void rheostatTakesItsSendersByTheirTokens() throws Exception {
    page.write("tokens.txt", folder, Map.of());
    Ingest ingest = loaded("ingest.yaml");

    assertThat(ingest.bearerTokens())
        .extracting(BearerToken::name)
        .containsExactly("prometheus", "alertmanager", "collector");
    assertThat(ingest.haReplicaLabels())
        .containsAll(names(prometheus().at("/global/external_labels")));
  }

  private static List<String> names(JsonNode labels) {
    List<String> names = new ArrayList<>();
    labels.fieldNames().forEachRemaining(names::add);
    assertThat(names).isNotEmpty();
    return names;
  }

  @Test
  void rheostatTakesItsSendersByTheirCertificates() throws Exception {
    for (String file : List.of("server.pem", "server-key.pem", "clients-ca.pem")) {
      Files.writeString(folder.resolve(file), "checked when the server starts");
    }

    assertThat(loaded("ingest-tls.yaml").knowsItsClients()).isTrue();
  }

  private Ingest loaded(String block) throws Exception {
    page.write(block, folder, Map.of());
    Files.move(folder.resolve(block), folder.resolve("ingest.yaml"), REPLACE_EXISTING);
    Path fleet = Files.createDirectory(folder.resolve("fleet"));
    Files.copy(Shipped.config("scenarios/demo/fleet/demo.yaml"), fleet.resolve("demo.yaml"));
    Configuration configuration = ConfigLoader.load(folder, Shipped.config("signals"));
    return configuration.ingest();
  }

  @Test
  void thePageNamesEveryLimitWithItsDefault() throws Exception {
    List<String> text = Files.readAllLines(Shipped.root().resolve("docs/reference/ingest.md"));
    JsonNode limits = yaml(Files.readString(Shipped.config("ingest.yaml"))).at("/spec/limits");

    assertThat(limits.properties()).hasSize(10);
    limits
        .properties()
        .forEach(
            limit ->
                assertThat(text)
                    .anyMatch(
                        line ->
                            line.startsWith("| `%s` | ".formatted(limit.getKey()))
                                && spaceless(line)
                                    .contains("|" + spaceless(limit.getValue().asText()))));
  }

  private static String spaceless(String text) {
    return text.replace(" ", "");
  }

  @Test
  @Tag("broker")
  void theProducerSendsAReadingToItsWorkloadsPartition() throws Exception {
    Path source = page.write("SendReading.java", folder, Map.of());
    int partitions = 4;
    try (KafkaUnderTest kafka = KafkaUnderTest.start(folder);
        Admin admin = Admin.create(Clients.admin(kafka.bootstrap()))) {
      Topics.create(admin, partitions, (short) 1);

      Tool.run(
          folder,
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-cp",
          System.getProperty("java.class.path"),
          source.toString(),
          kafka.bootstrap());

      assertThat(TopicRecords.records(kafka.bootstrap(), Topic.WORKLOAD_LOG))
          .singleElement()
          .satisfies(
              record -> {
                assertThat(record.key()).isEqualTo("chat");
                assertThat(record.partition())
                    .isEqualTo(Partitioning.partition("chat", partitions));
                WorkloadEvent event = WorkloadEventCodec.decode(record.value());
                assertThat(event).isInstanceOf(WorkloadEvent.Measured.class);
                var reading = ((WorkloadEvent.Measured) event).reading();
                assertThat(reading.observedAt())
                    .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
                assertThat(reading.samples()).hasSize(2);
              });
    }
  }
}
