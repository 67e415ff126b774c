package io.rheostat.actuator.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SimulatedDriverTest {
  private static final Generation GENERATION = new Generation(2, 7);
  private static final Target TARGET = Commands.target("simulated");

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpServer server;
  private SimulatedDriver driver;

  SimulatedDriverTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    driver =
        new SimulatedDriver(
            Map.of("lab", URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
            http,
            new Owner("a/b"));
  }

  @BeforeEach
  void startServer() {
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stopServer() {
    hanging.countDown();
    server.stop(0);
    threads.close();
    http.close();
  }

  @Test
  void a_resize_is_a_put_with_its_generation() {
    answer(200, "{}");

    Attempt attempt = apply();

    assertThat(attempt).isEqualTo(new Attempt.Accepted("big h100 holds 3"));
    assertThat(requests)
        .containsExactly(
            "PUT /workloads/chat%2Fone/placements/big%20h100/scale"
                + " {\"replicas\":3,\"generation\":\"2.7\",\"owner\":\"a/b\"}");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 409})
  void a_wrong_or_outdated_call_is_refused_with_the_targets_words(int status) {
    answer(status, "generation 2.8 was seen");

    assertThat(apply()).isEqualTo(new Attempt.Refused("generation 2.8 was seen"));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 302})
  void any_other_answer_is_none(int status) {
    answer(status, "");

    assertThat(apply()).isEqualTo(new Attempt.Unreachable("HTTP " + status));
    assertThat(observe()).isEqualTo(new DriverReport.Unknown("HTTP " + status));
  }

  @Test
  void a_target_that_hangs_is_given_up() {
    answerNever();

    CompletableFuture<DriverReport> report = CompletableFuture.supplyAsync(this::observe, threads);
    CompletableFuture<Attempt> attempt = CompletableFuture.supplyAsync(this::apply, threads);

    assertThat(attempt)
        .succeedsWithin(Duration.ofSeconds(20))
        .isInstanceOf(Attempt.Unreachable.class);
    assertThat(report)
        .succeedsWithin(Duration.ofSeconds(20))
        .isInstanceOf(DriverReport.Unknown.class);
  }

  @Test
  void a_target_that_is_gone_is_unreachable() {
    server.stop(0);

    assertThat(apply()).isInstanceOf(Attempt.Unreachable.class);
    assertThat(observe()).isInstanceOf(DriverReport.Unknown.class);
  }

  @Test
  void an_unknown_cluster_is_refused() {
    Order order = new Order("big", Target.OBSERVE, 1);

    assertThat(driver.apply("chat", order, GENERATION)).isInstanceOf(Attempt.Refused.class);
    assertThat(driver.observe(Commands.workload("chat", "east", 1, Target.OBSERVE, "big")))
        .isInstanceOf(DriverReport.Unknown.class);
  }

  @Test
  void what_runs_is_read() {
    answer(
        200,
        """
        {"generation":"2.7","complete":true,"placements":[{"placement":"big","wanted":3,"ready":1,
         "starting":1,"draining":0,"pending":1,"pendingReason":"no h100","lastStartup":"PT41S"}]}
        """);

    DriverReport report = observe();

    assertThat(report)
        .isEqualTo(
            new DriverReport.Seen(
                GENERATION,
                List.of(
                    new PlacementStatus(
                        "big",
                        3,
                        1,
                        1,
                        0,
                        1,
                        Optional.of("no h100"),
                        Optional.of(Duration.ofSeconds(41)))),
                true,
                Optional.empty()));
    assertThat(requests).containsExactly("GET /workloads/chat%2Fone ");
  }

  @Test
  void a_job_that_failed_has_ended() {
    answer(
        200,
        """
        {"generation":"2.7","failed":true,"placements":[{"placement":"big","wanted":3,"ready":0,
         "starting":0,"draining":0,"pending":0}]}
        """);

    assertThat(observe())
        .isInstanceOfSatisfying(
            DriverReport.Seen.class,
            seen -> {
              assertThat(seen.failed()).isTrue();
              assertThat(seen.complete()).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "<html>",
        "{",
        "{\"generation\":7}",
        "{\"generation\":\"new\"}",
        "{\"generation\":\"-1.2\"}",
        "{\"generation\":\"1.2\",\"placements\":[{}]}",
        "{\"generation\":\"1.2\",\"placements\":[{\"placement\":\"big\",\"ready\":-1}]}",
        "{\"generation\":\"1.2\",\"placements\":[{\"placement\":\"big\",\"lastStartup\":\"soon\"}]}"
      })
  void nonsense_is_no_report(String body) {
    answer(200, body);

    assertThat(observe()).isInstanceOf(DriverReport.Unknown.class);
  }

  private Attempt apply() {
    return driver.apply("chat/one", new Order("big h100", TARGET, 3), GENERATION);
  }

  private DriverReport observe() {
    Workload workload = Commands.workload("chat/one", "east", 1, TARGET, "big");
    return driver.observe(workload);
  }

  private void answer(int status, String body) {
    server.createContext(
        "/",
        exchange -> {
          String sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI().getRawPath()
                  + " "
                  + sent);
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private void answerNever() {
    server.createContext(
        "/",
        exchange -> {
          try {
            hanging.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
  }
}
