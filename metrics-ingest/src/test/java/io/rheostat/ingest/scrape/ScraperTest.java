package io.rheostat.ingest.scrape;

import static io.rheostat.ingest.testing.Declared.job;
import static io.rheostat.ingest.testing.Declared.labels;
import static io.rheostat.ingest.testing.Declared.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.ScrapeJob;
import io.rheostat.ingest.log.IngestPorts;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.Declared;
import io.rheostat.ingest.testing.FailingLog;
import io.rheostat.ingest.testing.PageServer;
import io.rheostat.ingest.testing.RecordingLog;
import io.rheostat.ingest.time.IngestTime;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScraperTest {
  private static final String PAGE = "vllm:num_requests_running{model_name=\"m\"} 3\n";
  private static final Configuration CHAT =
      Declared.of(Declared.VLLM, workload("chat", labels("model_name", "m"), "l4x1"));

  private final PageServer server = new PageServer();
  private final RecordingLog log = new RecordingLog();
  private final Bench bench = Bench.with(log);

  @TempDir private Path folder;

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void pagesBecomeReadingsDatedByTheClock() {
    server.page("/metrics", PAGE);
    try (Scraper scraper = scraper(bench, job(List.of(server.address()), List.of()))) {
      scraper.start();

      await().until(() -> tick(bench) && log.readings().size() >= 3);
    }
    Reading reading = log.readings().getFirst();
    assertThat(reading.replica()).isEqualTo(server.address());
    assertThat(reading.observedAt()).isAfter(Bench.START).isBefore(bench.time().instant());
    assertThat(bench.scrapes("read")).isGreaterThanOrEqualTo(3);
    assertThat(log.readings()).extracting(Reading::observedAt).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aPackedOpenMetricsPageIsRead() {
    server.behave(
        "/metrics",
        exchange -> {
          ByteArrayOutputStream packed = new ByteArrayOutputStream();
          try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write((PAGE + "# EOF\n").getBytes(StandardCharsets.UTF_8));
          }
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.getResponseHeaders().set("Content-Type", "application/openmetrics-text");
          PageServer.reply(exchange, packed.toByteArray());
        });
    try (Scraper scraper = scraper(bench, job(List.of(server.address()), List.of()))) {
      scraper.start();

      await().until(() -> tick(bench) && !log.readings().isEmpty());
    }
    assertThat(log.readings().getFirst().workload()).isEqualTo("chat");
  }

  @Test
  void aHangingTargetDelaysNoOther() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    server.page("/metrics", PAGE);
    server.behave(
        "/hanging",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().flush();
          hanging.await();
        });
    Path file = write("[{\"targets\":[\"%s\"],\"labels\":{\"__metrics_path__\":\"/hanging\"}}]");
    ScrapeJob both = job(List.of(server.address()), List.of(file.toString()));
    try (Scraper scraper = scraper(bench, both)) {
      scraper.start();

      await().until(() -> tick(bench) && server.requests("/hanging") > 0);
      int before = log.readings().size();
      await().until(() -> tick(bench) && log.readings().size() >= before + 5);
      await().until(() -> tick(bench) && bench.scrapes("timed_out") >= 1);
    }
    hanging.countDown();
  }

  @Test
  void failingTargetsAreCountedAndTriedAgain() {
    server.page("/metrics", "vllm:num_requests_running{model_name=\"m\"} three\n");
    try (Scraper scraper =
        scraper(bench, job(List.of(server.address(), "127.0.0.1:1"), List.of()))) {
      scraper.start();

      await()
          .until(
              () ->
                  tick(bench)
                      && bench.scrapes("malformed") > 0
                      && bench.scrapes("unreachable") > 0);
      assertThat(bench.targets("down")).isEqualTo(2);
      server.page("/metrics", PAGE);
      await().until(() -> tick(bench) && bench.targets("up") == 1);
    }
    assertThat(bench.rejects().reasons()).contains(RejectionReason.MALFORMED_PAGE);
    assertThat(bench.rejects().rejections().getFirst().detail()).startsWith("line 1: ");
    assertThat(bench.targets("up")).isZero();
  }

  @Test
  void aPageThatIsNotThereOrTooLargeIsCounted() {
    server.behave(
        "/metrics",
        exchange -> {
          byte[] part = new byte[1 << 20];
          exchange.sendResponseHeaders(200, 0);
          for (int sent = 0; sent <= 16; sent++) {
            exchange.getResponseBody().write(part);
          }
        });
    ScrapeJob large = job(List.of(server.address()), List.of());
    ScrapeJob missing =
        new ScrapeJob(
            "missing",
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            "/missing",
            List.of(server.address()),
            labels(),
            List.of());
    try (Scraper scraper = scraper(bench, large, missing)) {
      scraper.start();

      await()
          .until(
              () -> tick(bench) && bench.scrapes("refused") > 0 && bench.scrapes("too_large") > 0);
    }
    assertThat(bench.rejects().reasons()).contains(RejectionReason.TOO_LARGE);
  }

  @Test
  void aScraperWhoseDiscoveryEndedByItselfSaysSo() {
    IngestTime ending =
        new IngestTime(
            bench.time(),
            _ -> {
              throw new InterruptedException("nobody asked for it");
            },
            bench.time());
    IngestPorts ports = new IngestPorts(log, bench.rejects(), bench.ports().metrics(), ending);
    Scraper scraper = new Scraper(Declared.scraping(CHAT), ports);
    assertThat(scraper.problem()).isEmpty();
    scraper.start();

    await().until(() -> scraper.problem().isPresent());
    assertThat(scraper.problem()).hasValue("discovery of scrape targets has ended");
    scraper.close();
    assertThat(scraper.problem()).isEmpty();
  }

  @Test
  void aRedirectIsNotFollowed() {
    server.page("/inside", PAGE);
    server.behave(
        "/metrics",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://" + server.address() + "/inside");
          exchange.sendResponseHeaders(302, -1);
        });
    try (Scraper scraper = scraper(bench, job(List.of(server.address()), List.of()))) {
      scraper.start();

      await().until(() -> tick(bench) && bench.scrapes("refused") >= 2);
    }
    assertThat(server.requests("/inside")).isZero();
    assertThat(log.readings()).isEmpty();
  }

  @Test
  void theReplicasOfATargetThatLeavesDiscoveryAreGone() throws Exception {
    server.page("/metrics", PAGE);
    Path file = write("[{\"targets\":[\"%s\"],\"labels\":{\"pod\":\"chat-0\"}}]");
    try (Scraper scraper = scraper(bench, job(List.of(), List.of(file.toString())))) {
      scraper.start();
      await().until(() -> tick(bench) && !log.readings().isEmpty());

      write("[]");

      await().until(() -> tick(bench) && !log.gone().isEmpty());
    }
    assertThat(log.gone()).containsExactly(new ReplicaGone("chat", "chat-0"));
    assertThat(log.events().getLast().toString()).contains("chat-0", "Left");
    assertThat(bench.counted("rheostat.ingest.replicas.left")).isEqualTo(1);
  }

  @Test
  void aReplicaThatAnotherTargetStillReportsHasNotLeft() throws Exception {
    server.page("/metrics", PAGE);
    server.page("/other", PAGE);
    String first = "{\"targets\":[\"%s\"],\"labels\":{\"pod\":\"chat-0\"}}";
    String second =
        "{\"targets\":[\"%s\"],\"labels\":{\"pod\":\"chat-0\",\"__metrics_path__\":\"/other\"}}";
    Path file = write("[" + first + "," + second + "]");
    try (Scraper scraper = scraper(bench, job(List.of(), List.of(file.toString())))) {
      scraper.start();
      await().until(() -> tick(bench) && bench.targets("up") == 2);

      write("[" + second + "]");
      await().until(() -> tick(bench) && bench.targets("up") == 1);
      assertThat(log.gone()).isEmpty();

      write("[]");
      await().until(() -> tick(bench) && !log.gone().isEmpty());
    }
    assertThat(log.gone()).containsExactly(new ReplicaGone("chat", "chat-0"));
  }

  @Test
  void closingSaysNothingIsGone() {
    server.page("/metrics", PAGE);
    try (Scraper scraper = scraper(bench, job(List.of(server.address()), List.of()))) {
      scraper.start();
      await().until(() -> tick(bench) && !log.readings().isEmpty());
    }
    assertThat(log.gone()).isEmpty();
  }

  @Test
  void aNewDeclarationIsFollowedWithoutARestart() {
    server.page("/metrics", PAGE);
    ScrapeJob job = job(List.of(server.address()), List.of());
    Configuration renamed =
        Declared.of(Declared.VLLM, workload("renamed", labels("model_name", "m"), "l4x1"));
    try (Scraper scraper = scraper(bench, job)) {
      scraper.start();
      await().until(() -> tick(bench) && !log.readings().isEmpty());

      scraper.declare(Declared.scraping(renamed, job));

      await().until(() -> tick(bench) && log.readings().getLast().workload().equals("renamed"));
    }
    assertThat(log.readings().getFirst().workload()).isEqualTo("chat");
  }

  @Test
  void readingsWaitWithinABoundWhileTheBrokerIsGone() {
    FailingLog failing = new FailingLog();
    Bench broken = Bench.with(failing);
    server.page("/metrics", PAGE);
    Configuration declared = Declared.scraping(CHAT, job(List.of(server.address()), List.of()));
    try (Scraper scraper = new Scraper(declared, broken.ports(), 4)) {
      scraper.start();
      await().until(() -> tick(broken) && broken.counted("rheostat.ingest.buffer.dropped") >= 2);
      assertThat(scraper.buffered()).isEqualTo(4);

      failing.mend();

      await().until(() -> tick(broken) && failing.kept().readings().size() >= 5);
      assertThat(failing.kept().readings())
          .extracting(Reading::observedAt)
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  private static Scraper scraper(Bench bench, ScrapeJob... jobs) {
    return new Scraper(Declared.scraping(CHAT, jobs), bench.ports());
  }

  /// Moves the clock by a part of a second; true, so that a wait may go on with what it waits for.
  private static boolean tick(Bench bench) {
    bench.time().advance(Duration.ofMillis(500));
    return true;
  }

  private Path write(String groups) throws IOException {
    String text = groups.replace("%s", server.address());
    Path next = Files.writeString(folder.resolve("targets.next"), text);
    return Files.move(next, folder.resolve("targets.json"), StandardCopyOption.REPLACE_EXISTING);
  }
}
