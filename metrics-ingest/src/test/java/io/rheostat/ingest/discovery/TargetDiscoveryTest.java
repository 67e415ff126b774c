package io.rheostat.ingest.discovery;

import static io.rheostat.ingest.testing.Declared.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.ingest.testing.Bench;
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

  private TargetDiscovery discovery(List<String> targets, List<String> files) {
    return new TargetDiscovery(List.of(job(targets, files)), bench.ports());
  }

  private Path write(String name, String text) throws IOException {
    Path next = Files.writeString(folder.resolve(name + ".next"), text);
    return Files.move(next, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }
}
