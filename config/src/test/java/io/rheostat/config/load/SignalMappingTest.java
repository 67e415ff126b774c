package io.rheostat.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.ScrapeJob;
import io.rheostat.config.settings.SeriesRule;
import io.rheostat.config.settings.SignalPreset;
import io.rheostat.config.settings.TargetLookup;
import io.rheostat.model.signal.Signal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalMappingTest {
  @TempDir Path directory;

  @Test
  void presetsAndScrapeJobsAreReadInFull() {
    Configuration configuration =
        new Folder(directory)
            .withBasics()
            .write(
                "signals/own.yaml",
                """
                kind: SignalPreset
                metadata: {name: own}
                spec:
                  replicaLabels: [host]
                  placementLabels: [shape]
                  seriesLabels: [gpu]
                  blanks: [-1]
                  rules:
                    - {metric: busy, signal: deviceUtilisation, labels: {kind: gpu},
                       scale: 0.01}
                    - {metric: wait, signal: requestsWaiting}
                """)
            .write(
                "scrape.yaml",
                """
                kind: ScrapeJob
                metadata: {name: a}
                spec: {interval: 10s, timeout: 4s, path: /m, targets: ["h:1"], labels: {x: "1"}}
                ---
                kind: ScrapeJob
                metadata: {name: b}
                spec: {files: [targets/b.json]}
                ---
                kind: ScrapeJob
                metadata: {name: c}
                spec:
                  httpDiscovery:
                    - {url: "https://inventory:8443/targets?team=chat", refresh: 10s}
                    - {url: "http://inventory/targets"}
                  dnsDiscovery:
                    - {names: [_metrics._tcp.a.svc, _metrics._tcp.b.svc.]}
                    - {names: [_metrics._tcp.c.svc], server: "[::1]:53", refresh: 1s}
                """)
            .load();

    assertThat(configuration.presets().get("own"))
        .isEqualTo(
            new SignalPreset(
                "own",
                List.of("host"),
                List.of("shape"),
                List.of("gpu"),
                List.of(-1.0),
                List.of(
                    new SeriesRule(
                        "busy",
                        Signal.DEVICE_UTILISATION,
                        new TreeMap<>(Map.of("kind", "gpu")),
                        0.01),
                    new SeriesRule("wait", Signal.REQUESTS_WAITING, new TreeMap<>(), 1))));
    assertThat(configuration.presets().get("vllm"))
        .extracting(SignalPreset::replicaLabels, SignalPreset::placementLabels)
        .containsExactly(List.of("replica", "pod", "instance"), List.of("placement"));
    String file = directory.toAbsolutePath().normalize().resolve("targets/b.json").toString();
    assertThat(configuration.scrapeJobs())
        .containsExactly(
            new ScrapeJob(
                "a",
                Duration.ofSeconds(10),
                Duration.ofSeconds(4),
                "/m",
                List.of("h:1"),
                new TreeMap<>(Map.of("x", "1")),
                List.of()),
            new ScrapeJob(
                "b",
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                "/metrics",
                List.of(),
                new TreeMap<>(),
                List.of(file)),
            new ScrapeJob(
                "c",
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                "/metrics",
                List.of(),
                new TreeMap<>(),
                List.of(),
                List.of(
                    new TargetLookup.Http(
                        URI.create("https://inventory:8443/targets?team=chat"),
                        Duration.ofSeconds(10)),
                    new TargetLookup.Http(
                        URI.create("http://inventory/targets"), Duration.ofSeconds(60)),
                    dns("_metrics._tcp.a.svc", Optional.empty(), 30),
                    dns("_metrics._tcp.b.svc.", Optional.empty(), 30),
                    dns(
                        "_metrics._tcp.c.svc",
                        Optional.of(new TargetLookup.Server("[::1]", 53)),
                        1))));
  }

  private static TargetLookup dns(
      String name, Optional<TargetLookup.Server> server, int refreshSeconds) {
    return new TargetLookup.Dns(name, server, Duration.ofSeconds(refreshSeconds));
  }
}
