package io.rheostat.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rheostat.config.settings.Page;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Changes over the page, and refusals of those who may not make them.
class PageActionsTest {
  private static final String JSON = "application/json";

  private final RecordingActions actions = new RecordingActions();
  private final HttpClient client = HttpClient.newHttpClient();
  private PageServer page;

  private static final class RecordingActions implements Actions {
    final List<String> asked = new CopyOnWriteArrayList<>();

    @Override
    public String freeze(String workload, String by) {
      if (workload.equals("unknown")) {
        throw new IllegalArgumentException("no workload is called \"unknown\".");
      }
      asked.add("freeze " + workload + " by " + by);
      return "frozen";
    }

    @Override
    public String unfreeze(String workload, String by) {
      asked.add("unfreeze " + workload);
      return "unfrozen";
    }

    @Override
    public String answer(String id, boolean approved, String by) {
      asked.add((approved ? "approve " : "reject ") + id);
      return "answered";
    }
  }

  @BeforeEach
  void start() throws Exception {
    page =
        PageServer.start(
            Page.DEFAULT.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            new PageServer.Sources(
                () -> new ObjectMapper().createObjectNode(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Optional::empty,
                actions));
  }

  @AfterEach
  void stop() {
    page.close();
    client.close();
  }

  private HttpRequest.Builder post(String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page.address().getPort() + path))
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> own(String path, String body) throws Exception {
    return send(post(path, body).header("Content-Type", JSON).header("X-Rheostat-Request", "page"));
  }

  @Test
  void whatThePageAsksForIsDone() throws Exception {
    assertThat(own("/api/freeze", "{\"workload\":\"*\"}").body()).contains("\"done\":\"frozen\"");
    assertThat(own("/api/unfreeze", "{\"workload\":\"*\"}").statusCode()).isEqualTo(200);
    assertThat(own("/api/approve", "{\"id\":\"chat/3.17\"}").statusCode()).isEqualTo(200);
    assertThat(own("/api/reject", "{\"id\":\"chat/3.18\"}").statusCode()).isEqualTo(200);
    assertThat(actions.asked)
        .containsExactly(
            "freeze * by page at 127.0.0.1", "unfreeze *", "approve chat/3.17", "reject chat/3.18");
  }

  @Test
  void aForeignSiteChangesNothing() throws Exception {
    String body = "{\"workload\":\"*\"}";
    assertThat(send(post("/api/freeze", body).header("Content-Type", "text/plain")).statusCode())
        .as("a plain form")
        .isEqualTo(415);
    assertThat(send(post("/api/freeze", body).header("Content-Type", JSON)).statusCode())
        .as("without our header")
        .isEqualTo(403);
    assertThat(
            send(post("/api/freeze", body)
                    .header("Content-Type", JSON)
                    .header("X-Rheostat-Request", "x")
                    .header("Origin", "https://elsewhere.example"))
                .statusCode())
        .as("from another origin")
        .isEqualTo(403);
    assertThat(
            send(post("/api/freeze", body).method("GET", HttpRequest.BodyPublishers.noBody()))
                .statusCode())
        .as("by a link")
        .isEqualTo(405);
    assertThat(actions.asked).isEmpty();
  }

  /// DNS rebinding: for the browser it is one site, so that its `Origin` is right.
  @Test
  void aSiteWhoseNameLeadsToThisMachineChangesNothing() throws Exception {
    String body = "{\"workload\":\"*\"}";
    String request =
        """
        POST /api/freeze HTTP/1.1
        Host: rebound.example:8470
        Origin: http://rebound.example:8470
        X-Rheostat-Request: page
        Content-Type: application/json
        Connection: close
        Content-Length: %d

        """
                .formatted(body.length())
                .replace("\n", "\r\n")
            + body;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.address().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 403").contains("not at rebound.example:8470");
    }
    assertThat(actions.asked).isEmpty();
  }

  @Test
  void badInputIsToldClearly() throws Exception {
    assertThat(own("/api/freeze", "{").statusCode()).isEqualTo(400);
    assertThat(own("/api/freeze", "{}").body()).contains("\\\"workload\\\" is missing");
    HttpResponse<String> unknown = own("/api/freeze", "{\"workload\":\"unknown\"}");
    assertThat(unknown.statusCode()).isEqualTo(409);
    assertThat(unknown.body()).contains("no workload is called");
    assertThat(own("/api/freeze", "{\"workload\":\"" + "x".repeat(5000) + "\"}").statusCode())
        .isEqualTo(413);
    assertThat(actions.asked).isEmpty();
  }
}
