package io.rheostat.benchmarks.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WriteLoadTest {
  private static final int REPLICAS = 10;
  private final AtomicLong ticks = new AtomicLong();

  private final List<byte[]> taken = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger requests = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server = onAFreePort();

  private static HttpServer onAFreePort() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private WriteLoad load() {
    return new WriteLoad(
        RequestBuilder.build(REPLICAS, 100, 1), this::tick, server.getAddress().getPort());
  }

  private Instant tick() {
    return Instant.parse("2026-11-23T10:00:00Z").plusMillis(ticks.incrementAndGet());
  }

  private void answer(HttpExchange exchange, int status) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (status == 204) {
        taken.add(body);
      }
      exchange.getResponseHeaders().set("Retry-After", "0");
      exchange.sendResponseHeaders(status, status == 204 ? -1 : 0);
    }
  }

  @Test
  void sendsEachSeriesInEveryRoundWithTimesThatOnlyGrow() throws Exception {
    server.createContext("/api/v1/write", exchange -> answer(exchange, 204));

    SentLoad sent;
    try (WriteLoad load = load()) {
      sent = load.drive(Duration.ofMillis(500));
    }

    assertThat(sent.samples()).isEqualTo(taken.size() * 100L).isPositive();
    assertThat(sent.others()).isZero();
    assertThat(sent.failures()).isZero();
    Map<Map<String, String>, List<Long>> times = new HashMap<>();
    for (byte[] body : taken) {
      DecodedRequest.read(body)
          .forEach(
              one ->
                  times
                      .computeIfAbsent(Map.copyOf(one.labels()), _ -> new ArrayList<>())
                      .add(one.millis()));
    }
    assertThat(times).hasSize(REPLICAS * VllmLoadPage.SERIES.size());
    assertThat(times.values())
        .allSatisfy(
            one -> {
              assertThat(one).isSorted().doesNotHaveDuplicates();
            });
  }

  @Test
  void sendsAgainWhatIsToComeLaterAndCountsIt() throws Exception {
    server.createContext(
        "/api/v1/write",
        exchange -> answer(exchange, requests.incrementAndGet() % 3 == 0 ? 503 : 204));

    SentLoad sent;
    try (WriteLoad load = load()) {
      sent = load.drive(Duration.ofMillis(500));
    }

    assertThat(sent.samples()).isEqualTo(taken.size() * 100L).isPositive();
    assertThat(sent.otherStatuses()).containsOnlyKeys(503);
    assertThat(sent.failures()).isZero();
  }

  @Test
  void doesNotCountWhatIsRefused() throws Exception {
    server.createContext("/api/v1/write", exchange -> answer(exchange, 400));

    SentLoad sent;
    try (WriteLoad load = load()) {
      sent = load.drive(Duration.ofMillis(200));
    }

    assertThat(sent.samples()).isZero();
    assertThat(sent.otherStatuses()).containsOnlyKeys(400);
  }

  @Test
  void aProbeTellsTheAnswer() throws Exception {
    server.createContext("/api/v1/write", exchange -> answer(exchange, 404));

    try (WriteLoad load = load()) {
      assertThat(load.probe().isTaken()).isFalse();
      assertThat(load.probe().status()).isEqualTo(404);
    }
  }
}
