package io.rheostat.actuator.driver.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.rheostat.actuator.driver.Commands;
import io.rheostat.actuator.driver.DriverReport;
import io.rheostat.actuator.driver.Owner;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.resource.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Outcomes of an endpoint's answers.
final class WebhookDriverTest {
  private static final Owner OWNER = new Owner("cluster-a/fleet-a");
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

  @TempDir private Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpServer server;
  private String secret = "0123456789abcdef";
  private final WebhookDriver driver =
      new WebhookDriver(http, _ -> Optional.of(secret), now::get, OWNER);

  WebhookDriverTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void close() {
    over.countDown();
    server.stop(0);
    http.close();
    threads.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void success_is_taken(int status) {
    answer(status, "", Map.of());

    assertThat(apply()).isEqualTo(new Attempt.Accepted("h100 was told to hold 3"));
  }

  @ParameterizedTest
  @CsvSource({
    "409, generation 2.8 was seen, HTTP 409: generation 2.8 was seen",
    "403, '', HTTP 403",
    "400, 'no\n\u001B[31msuch', HTTP 400: no [31msuch"
  })
  void a_refusal_has_the_endpoints_words_without_control_characters(
      int status, String body, String reason) {
    answer(status, body, Map.of());

    assertThat(apply()).isEqualTo(new Attempt.Refused(reason));
  }

  @Test
  void a_long_refusal_is_cut() {
    answer(422, "x".repeat(100_000), Map.of());

    assertThat(apply()).isEqualTo(new Attempt.Refused("HTTP 422: " + "x".repeat(200) + "…"));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void an_answer_that_may_change_is_tried_again(int status) {
    answer(status, "busy", Map.of());

    assertThat(apply()).isEqualTo(new Attempt.Unreachable("HTTP " + status + ": busy"));
    assertThat(observe()).isEqualTo(new DriverReport.Unknown("HTTP " + status + ": busy"));
  }

  @Test
  void a_redirect_is_not_followed() {
    answer(307, "", Map.of("Location", "/elsewhere"));

    assertThat(apply()).isEqualTo(new Attempt.Unreachable("HTTP 307; redirects are not followed"));
    assertThat(calls).hasValue(1);
  }

  @Test
  void a_client_that_would_follow_is_refused() {
    try (HttpClient follower =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
      assertThatThrownBy(
              () ->
                  new WebhookDriver(follower, _ -> Optional.empty(), InstantSource.system(), OWNER))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void retry_after_is_kept_to() {
    answer(503, "", Map.of("Retry-After", "30"));
    apply();

    now.set(START.plusSeconds(29));
    assertThat(apply())
        .isEqualTo(new Attempt.Unreachable("it asked for no call before 2026-11-23T00:00:30Z"));
    assertThat(calls).hasValue(1);

    now.set(START.plusSeconds(30));
    apply();
    assertThat(calls).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource({
    "30, 2026-11-23T00:00:30Z",
    "999999999, 2026-11-23T00:05:00Z",
    "'Mon, 23 Nov 2026 00:02:00 GMT', 2026-11-23T00:02:00Z",
    "soon,",
    "-3,"
  })
  void retry_after_is_read_and_bounded(String text, @Nullable String until) {
    assertThat(RetryAfter.parse(text, START).map(Instant::toString))
        .isEqualTo(Optional.ofNullable(until));
  }

  @Test
  void an_endpoint_that_hangs_is_given_up() {
    server.createContext("/", _ -> awaitOver());

    assertThat(apply()).isInstanceOf(Attempt.Unreachable.class);
    assertThat(observe()).isInstanceOf(DriverReport.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{}",
        "{\"generation\":\"1.2\",\"placements\":[]}",
        "{\"generation\":\"1.2\",\"placements\":[{\"placement\":\"h100\",\"wanted\":1}]}",
        "{\"generation\":\"1.2\",\"placements\":[{\"placement\":\"h100\",\"wanted\":1.5,\"ready\":1}]}",
        "{\"placements\":[{\"placement\":\"h100\",\"wanted\":1,\"ready\":1}]}"
      })
  void an_answer_that_leaves_something_out_is_no_report(String body) {
    answer(200, body, Map.of());

    assertThat(observe()).isInstanceOf(DriverReport.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "whsec_!!!", "whsec_c2hvcnQ="})
  void a_secret_that_can_be_guessed_signs_nothing_and_is_not_told(String unusable) {
    secret = unusable;
    answer(200, "", Map.of());

    assertThat(apply())
        .isInstanceOfSatisfying(
            Attempt.Unreachable.class,
            none -> assertThat(none.reason()).contains("the secret").doesNotContain(unusable));
    assertThat(calls).hasValue(0);
  }

  @Test
  void a_secret_is_read_from_its_file_each_time() throws IOException {
    Path file = folder.resolve("secret");
    answer(200, "", Map.of());
    Target target = target(Map.of("secretFile", file.toString()));

    assertThat(driver.apply("chat", new Order("h100", target, 3), new Generation(2, 7)))
        .isInstanceOf(Attempt.Unreachable.class);
    Files.writeString(file, "whsec_MDEyMzQ1Njc4OWFiY2RlZg==\n");
    assertThat(driver.apply("chat", new Order("h100", target, 3), new Generation(2, 7)))
        .isInstanceOf(Attempt.Accepted.class);
  }

  @Test
  void the_signature_is_that_of_the_standards_own_example() {
    // The test vector of the Standard Webhooks libraries.
    Signature signature =
        new Signature(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Instant.ofEpochSecond(1_614_265_330),
            "{\"test\": 2432232314}");

    assertThat(signature.with(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  private Attempt apply() {
    return driver.apply(
        "chat", new Order("h100", target(Map.of("secretEnv", "S")), 3), new Generation(2, 7));
  }

  private DriverReport observe() {
    return driver.observe(
        Commands.workload("chat", "east", 1, target(Map.of("secretEnv", "S")), "h100"));
  }

  private Target target(Map<String, String> secretFrom) {
    TreeMap<String, String> settings = new TreeMap<>(secretFrom);
    settings.put("url", "http://127.0.0.1:" + server.getAddress().getPort() + "/resize");
    settings.put("timeout", "0.5");
    return new Target("webhook", settings);
  }

  private void answer(int status, String body, Map<String, String> headers) {
    server.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          try (exchange) {
            headers.forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }

  private void awaitOver() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
