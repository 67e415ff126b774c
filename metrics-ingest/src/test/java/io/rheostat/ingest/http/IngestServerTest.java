package io.rheostat.ingest.http;

import static io.rheostat.ingest.testing.Declared.labels;
import static io.rheostat.ingest.testing.Declared.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.ingest.alert.AlertReader;
import io.rheostat.ingest.log.WorkloadLog;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.Declared;
import io.rheostat.ingest.testing.FailingLog;
import io.rheostat.ingest.testing.RecordingLog;
import io.rheostat.ingest.testing.SilentLog;
import io.rheostat.model.signal.Alert;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class IngestServerTest {
  private static final String GOOD =
      """
      {"version":"4","status":"firing","alerts":[
        {"status":"firing","labels":{"workload":"chat","alertname":"HighLatency"},
         "startsAt":"2026-11-23T06:33:21Z"},
        {"status":"resolved","labels":{"workload":"chat","alertname":"Old"},
         "startsAt":"2026-11-23T06:33:21Z"},
        {"status":"firing","labels":{"workload":"nobody","alertname":"HighLatency"},
         "startsAt":"2026-11-23T06:33:21Z"}]}
      """;

  @Test
  void alertsAreKeptBeforeTheyAreAcknowledged() throws Exception {
    RecordingLog log = new RecordingLog();
    Bench bench = Bench.with(log);

    HttpResponse<String> answer = post(bench, "/api/v1/alerts", GOOD);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "2 alerts kept, 1 refused\n"
                + "alert HighLatency: no declared workload has its labels. Give the alert a label"
                + " workload.\n");
    assertThat(log.alerts()).extracting(Alert::name).containsExactly("HighLatency", "Old");
    assertThat(bench.counted("rheostat.ingest.rejects", "reason", "unknown_workload")).isEqualTo(1);
  }

  @Test
  void aMalformedBodyIsRefusedWithTheReason() throws Exception {
    RecordingLog log = new RecordingLog();
    Bench bench = Bench.with(log);

    HttpResponse<String> answer = post(bench, "/api/v1/alerts", "{\"version\":\"3\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("alerts is not a list");
    assertThat(bench.rejects().rejections().getFirst().preview()).isEqualTo("{\"version\":\"3\"}");
    assertThat(bench.counted("rheostat.ingest.rejects", "reason", "malformed_webhook"))
        .isEqualTo(1);
  }

  @Test
  void theSenderIsAskedToComeAgainWhenTheLogIsGone() throws Exception {
    FailingLog log = new FailingLog();

    HttpResponse<String> answer = post(Bench.with(log), "/api/v1/alerts", GOOD);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("5");
  }

  @Test
  void theSenderIsAskedToComeAgainWhenTheLogIsSlow() throws Exception {
    SilentLog log = new SilentLog();

    HttpResponse<String> answer = post(Bench.with(log), "/api/v1/alerts", GOOD);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("5");
  }

  @Test
  void aBodyAboveTheLimitIsRefused() throws Exception {
    RecordingLog log = new RecordingLog();

    HttpResponse<String> answer =
        post(Bench.with(log), "/api/v1/alerts", " ".repeat((4 << 20) + 1));

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void anUnknownPathAndAnotherMethodAreRefusedInWords() throws Exception {
    RecordingLog log = new RecordingLog();
    Bench bench = Bench.with(log);

    HttpResponse<String> unknown = post(bench, "/api/v1/write", "");
    HttpResponse<String> get = send(bench, "/api/v1/alerts", HttpRequest.newBuilder().GET());

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("/api/v1/write", "/api/v1/alerts");
    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void aFaultIsAnsweredAndTheServerLivesOn() throws Exception {
    WorkloadLog throwing =
        (_, _, _, _) -> {
          throw new IllegalStateException("fault");
        };

    HttpResponse<String> answer = post(Bench.with(throwing), "/api/v1/alerts", GOOD);

    assertThat(answer.statusCode()).isEqualTo(500);
  }

  private static HttpResponse<String> post(Bench bench, String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body));
    return send(bench, path, request);
  }

  private static HttpResponse<String> send(Bench bench, String path, HttpRequest.Builder request)
      throws Exception {
    AlertReader reader =
        new AlertReader(
            Declared.of(Declared.VLLM, workload("chat", labels("model_name", "m"), "l4x1"))
                .fleet());
    AlertEndpoint alerts = new AlertEndpoint(() -> reader, bench.ports(), Duration.ofMillis(50));
    try (Served served = Served.over(bench, Map.of(AlertEndpoint.PATH, alerts));
        HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create(served.server().url() + path);
      return client.send(request.uri(address).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
