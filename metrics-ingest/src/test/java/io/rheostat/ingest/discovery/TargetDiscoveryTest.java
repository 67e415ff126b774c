package io.rheostat.ingest.discovery;

import static io.rheostat.ingest.testing.Declared.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.settings.Configuration;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.Declared;
import io.rheostat.ingest.testing.RecordingLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetDiscoveryTest {
  private final Bench bench = Bench.with(new RecordingLog());

  @TempDir private Path folder;

  @Test
  void staticTargetsHaveTheirJobAndAddressAsLabels() {
    TargetDiscovery discovery = discovery(List.of("a:80", "b:81"), List.of());

    assertThat(discovery.refresh())
        .extracting(ScrapeTarget::page)
        .containsExactly(URI.create("http://a:80/metrics"), URI.create("http://b:81/metrics"));
    assertThat(discovery.refresh().iterator().next().labels().values())
        .containsEntry("job", "engines")
        .containsEntry("instance", "a:80");
  }

  @Test
  void aJsonFileIsReadAndReadAgainWhenItChanges() throws IOException {
    Path file = write("targets.json", "[{\"targets\":[\"a:80\"],\"labels\":{\"pod\":\"p\"}}]");
    TargetDiscovery discovery = discovery(List.of(), List.of(file.toString()));
    assertThat(discovery.refresh()).hasSize(1);

    write("targets.json", "[{\"targets\":[\"a:80\",\"b:80\"],\"labels\":{\"pod\":\"p\"}}]");

    assertThat(discovery.refresh())
        .hasSize(2)
        .allSatisfy(target -> assertThat(target.labels().value("pod")).contains("p"));
  }

  @Test
  void aYamlFileIsReadWithTheLabelsThatSayHowToScrape() throws IOException {
    Path file =
        write(
            "targets.yml",
            """
            - targets: [a:8443]
              labels:
                __scheme__: https
                __metrics_path__: /engine/metrics
                __param_collect: gpu
                namespace: chat
            """);
    TargetDiscovery discovery = discovery(List.of(), List.of(file.toString()));

    ScrapeTarget target = discovery.refresh().iterator().next();

    assertThat(target.page()).isEqualTo(URI.create("https://a:8443/engine/metrics?collect=gpu"));
    assertThat(target.labels().values()).containsOnlyKeys("instance", "job", "namespace");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"targets\":[\"a:80\"",
        "{}",
        "[{\"labels\":{}}]",
        "[{\"targets\":[80]}]",
        "[{\"targets\":[\"a:80\"],\"labels\":{\"x\":1}}]",
        "[{\"targets\":[\"a:80\"],\"labels\":[]}]"
      })
  void aBadFileKeepsTheOldTargetsAndIsRejectedOnce(String bad) throws IOException {
    Path file = write("targets.json", "[{\"targets\":[\"old:80\"]}]");
    TargetDiscovery discovery = discovery(List.of(), List.of(file.toString()));
    assertThat(discovery.refresh()).hasSize(1);
    write("targets.json", bad);

    assertThat(discovery.refresh())
        .extracting(ScrapeTarget::page)
        .containsExactly(URI.create("http://old:80/metrics"));
    assertThat(discovery.refresh()).hasSize(1);

    assertThat(bench.rejects().reasons()).containsExactly(RejectionReason.MALFORMED_DISCOVERY);
    assertThat(bench.counted("rheostat.ingest.rejects", "reason", "malformed_discovery"))
        .isEqualTo(1);
  }

  @Test
  void aFileThatIsGoneHasNoTargets() throws IOException {
    Path file = write("targets.json", "[{\"targets\":[\"a:80\"]}]");
    TargetDiscovery discovery = discovery(List.of(), List.of(file.toString()));
    assertThat(discovery.refresh()).hasSize(1);

    Files.delete(file);

    assertThat(discovery.refresh()).isEmpty();
  }

  @Test
  void aBadTargetDoesNotHarmItsNeighbours() {
    TargetDiscovery discovery = discovery(List.of("no host", "", "b:80"), List.of());
    assertThat(discovery.refresh()).hasSize(1);

    assertThat(discovery.refresh())
        .extracting(ScrapeTarget::page)
        .containsExactly(URI.create("http://b:80/metrics"));
    assertThat(bench.rejects().reasons()).hasSize(2);
  }

  @Test
  void aPatternIsAllFilesThatFitItAsTheyComeAndGo() throws IOException {
    TargetDiscovery discovery = discovery(List.of(), List.of(folder.resolve("*.yaml").toString()));
    assertThat(discovery.refresh()).isEmpty();
    Path first = write("engines.yaml", "- targets: [a:80]\n");
    write("more.yaml", "- targets: [b:80]\n  labels: {port: 8000, on: true}\n");
    write("other.json", "[{\"targets\":[\"c:80\"]}]");

    assertThat(pages(discovery))
        .containsExactlyInAnyOrder("http://a:80/metrics", "http://b:80/metrics");
    assertThat(discovery.refresh())
        .filteredOn(target -> target.page().getHost().equals("b"))
        .allSatisfy(
            target ->
                assertThat(target.labels().values())
                    .containsEntry("port", "8000")
                    .containsEntry("on", "true"));
    Files.delete(first);
    assertThat(pages(discovery)).containsExactly("http://b:80/metrics");
    write("engines.yaml", "- targets: [a:81]\n");
    assertThat(pages(discovery)).contains("http://a:81/metrics");
  }

  @ParameterizedTest
  @CsvSource({
    "vllm-*.json, vllm-a.json, true",
    "*.json, .json, true",
    "v?.yml, va.yml, true",
    "v?.yml, vab.yml, false",
    "*-[a-c].yml, x-b.yml, true",
    "*-[^a-c].yml, x-b.yml, false",
    "*a*b.yaml, xaybxb.yaml, true",
    "*.yaml, a.yaml.next, false"
  })
  void patternsAreThoseOfPrometheus(String pattern, String name, boolean fits) throws IOException {
    write(name, "[]");

    List<String> files = FilePattern.files(folder.resolve(pattern).toString());

    assertThat(files.contains(folder.resolve(name).toString())).isEqualTo(fits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"targets\":[\"good:80\"]},{\"targets\":[80]},{\"targets\":[\"fine:80\", \"\"]}]",
        "[{\"targets\":[\"good:80\"]},{\"labels\":{}},{\"targets\":[\"fine:80\"]}]",
        "[{\"targets\":[\"good:80\"]},7,{\"targets\":[\"fine:80\"]}]",
        "[{\"targets\":[\"x:80\"],\"labels\":[]},{\"targets\":[\"good:80\",\"fine:80\"]}]"
      })
  void aBadEntryTakesNoNeighbourAlongAndIsTold(String text) throws IOException {
    Path file = write("targets.json", text);
    bench.ports().metrics().declare(declared(file), bench.ports().time()::now);
    TargetDiscovery discovery = discovery(List.of(), List.of(file.toString()));

    assertThat(pages(discovery))
        .containsExactly("http://good:80/metrics", "http://fine:80/metrics");
    assertThat(bench.rejects().reasons()).containsExactly(RejectionReason.MALFORMED_DISCOVERY);
    assertThat(troubles()).anyMatch(words -> words.contains("targets.json: entry "));
  }

  @Test
  void aFileThatIsNotThereAndAJobWithoutTargetsAreTold() {
    Path file = folder.resolve("targets/*.yaml");
    bench.ports().metrics().declare(declared(file), bench.ports().time()::now);
    TargetDiscovery discovery = discovery(List.of(), List.of(file.toString()));
    discovery.refresh();

    assertThat(troubles())
        .anyMatch(words -> words.contains("no file") && words.contains("*.yaml"))
        .contains("has no target");
    assertThat(bench.registry().get("rheostat.ingest.job.targets").gauge().value()).isZero();
    assertThat(TargetFiles.look(List.of(job(List.of(), List.of(file.toString())))).missing())
        .singleElement()
        .asString()
        .contains("engines", "*.yaml");
  }

  @Test
  void anEmptyFileHasNoTargetsAndIsGood() throws IOException {
    Path file = write("targets.yaml", "");

    assertThat(discovery(List.of(), List.of(file.toString())).refresh()).isEmpty();
    assertThat(bench.rejects().reasons()).isEmpty();
  }

  private Configuration declared(Path file) {
    return Declared.scraping(Declared.of(Declared.VLLM), job(List.of(), List.of(file.toString())));
  }

  private List<String> troubles() {
    return bench
        .ports()
        .metrics()
        .accounts()
        .troubles(Bench.START.plusSeconds(60))
        .getOrDefault("scrape job engines", List.of());
  }

  private static List<String> pages(TargetDiscovery discovery) {
    return discovery.refresh().stream().map(target -> target.page().toString()).toList();
  }

  private TargetDiscovery discovery(List<String> targets, List<String> files) {
    return new TargetDiscovery(List.of(job(targets, files)), bench.ports());
  }

  private Path write(String name, String text) throws IOException {
    Path next = Files.writeString(folder.resolve(name + ".next"), text);
    return Files.move(next, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }
}
