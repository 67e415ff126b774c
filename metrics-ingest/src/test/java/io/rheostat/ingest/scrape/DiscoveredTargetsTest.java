package io.rheostat.ingest.scrape;

import static io.rheostat.ingest.testing.Declared.labels;
import static io.rheostat.ingest.testing.Declared.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.ScrapeJob;
import io.rheostat.config.settings.TargetLookup;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.Declared;
import io.rheostat.ingest.testing.PageServer;
import io.rheostat.ingest.testing.RecordingLog;
import io.rheostat.ingest.testing.SrvServer;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Scraping targets that a page or DNS names, over real sockets.
final class DiscoveredTargetsTest {
  private static final String PAGE = "vllm:num_requests_running{model_name=\"m\"} 3\n";
  private static final Duration REFRESH = Duration.ofSeconds(2);
  private static final String NAME = "_metrics._tcp.vllm.svc";
  private static final Configuration CHAT =
      Declared.of(Declared.VLLM, workload("chat", labels("model_name", "m"), "l4x1"));

  private final PageServer server = new PageServer();
  private final SrvServer dns = new SrvServer();
  private final RecordingLog log = new RecordingLog();
  private final Bench bench = Bench.with(log);

  @AfterEach
  void stop() {
    server.close();
    dns.close();
  }

  @Test
  void aTargetThatLeavesItsPageIsGoneAndOneWhosePageFailsStays() {
    server.page("/metrics", PAGE);
    server.page("/sd", groups("chat-0", "chat-1"));
    URI url = URI.create("http://" + server.address() + "/sd");
    try (Scraper scraper = scraper(new TargetLookup.Http(url, REFRESH))) {
      scraper.start();
      await().until(() -> tick() && replicas().containsAll(List.of("chat-0", "chat-1")));

      server.behave("/sd", exchange -> exchange.sendResponseHeaders(503, -1));
      await().until(() -> tick() && rejects() >= 2);
      assertThat(log.gone()).isEmpty();
      assertThat(bench.targets("up")).isEqualTo(2);

      server.page("/sd", groups("chat-1"));
      await().until(() -> tick() && !log.gone().isEmpty());
    }
    assertThat(log.gone()).containsExactly(new ReplicaGone("chat", "chat-0"));
  }

  @Test
  void aTargetThatLeavesDnsIsGoneAndOneWhoseNameIsLostStays() {
    server.page("/metrics", PAGE);
    dns.records(NAME, "localhost:" + server.address().split(":", 2)[1]);
    TargetLookup.Server asked = new TargetLookup.Server("127.0.0.1", dns.port());
    try (Scraper scraper = scraper(new TargetLookup.Dns(NAME, Optional.of(asked), REFRESH))) {
      scraper.start();
      await().until(() -> tick() && !log.readings().isEmpty());

      dns.forget(NAME);
      await().until(() -> tick() && rejects() >= 2);
      assertThat(log.gone()).isEmpty();

      dns.records(NAME);
      await().until(() -> tick() && !log.gone().isEmpty());
    }
    assertThat(log.gone()).extracting(ReplicaGone::workload).containsExactly("chat");
  }

  private Scraper scraper(TargetLookup lookup) {
    ScrapeJob job =
        new ScrapeJob(
            "engines",
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            "/metrics",
            List.of(),
            labels(),
            List.of(),
            List.of(lookup));
    return new Scraper(Declared.scraping(CHAT, job), bench.ports());
  }

  private List<String> replicas() {
    return log.readings().stream().map(Reading::replica).distinct().toList();
  }

  private double rejects() {
    return bench.counted("rheostat.ingest.rejects", "reason", "malformed_discovery");
  }

  private String groups(String... pods) {
    StringBuilder groups = new StringBuilder("[");
    for (String pod : pods) {
      groups
          .append(groups.length() == 1 ? "" : ",")
          .append("{\"targets\":[\"")
          .append(server.address())
          .append("\"],\"labels\":{\"pod\":\"")
          .append(pod)
          .append("\"}}");
    }
    return groups.append(']').toString();
  }

  /// Moves the clock by a part of a second; true, so that a wait may go on with what it waits for.
  private boolean tick() {
    bench.time().advance(Duration.ofMillis(500));
    return true;
  }
}
