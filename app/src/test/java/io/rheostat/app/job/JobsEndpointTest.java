package io.rheostat.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rheostat.app.page.Actions;
import io.rheostat.app.page.PageServer;
import io.rheostat.config.settings.Page;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Training jobs over HTTP, listed, submitted and cancelled.
final class JobsEndpointTest {
  private static final String PATH = "/api/v1/jobs";
  private static final JobStanding BERT =
      new JobStanding(
          "bert",
          "east",
          JobState.RUNNING,
          "2 x big",
          0.5,
          Optional.empty(),
          Optional.empty(),
          "",
          List.of());

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private PageServer page;

  private final class Jobs implements JobActions {
    @Override
    public Submitted submit(String text) {
      if (text.contains("taken")) {
        throw new IllegalArgumentException("a workload called \"taken\" is declared.");
      }
      if (text.contains("unlucky")) {
        throw new KafkaException("no broker answers");
      }
      asked.add("submit " + text);
      return new Submitted("bert", "bert is submitted");
    }

    @Override
    public String cancel(String job) {
      if (job.equals("unknown")) {
        throw new IllegalArgumentException("no workload is called \"unknown\".");
      }
      asked.add("cancel " + job);
      return job + " is cancelled";
    }
  }

  private static final class NoActions implements Actions {
    @Override
    public String freeze(String workload, String by) {
      throw new AssertionError("nobody asks for it");
    }

    @Override
    public String unfreeze(String workload, String by) {
      throw new AssertionError("nobody asks for it");
    }

    @Override
    public String answer(String id, boolean approved, String by) {
      throw new AssertionError("nobody asks for it");
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
                new NoActions()));
    page.serve(PATH, door -> new JobsEndpoint(() -> List.of(BERT), new Jobs(), door));
  }

  @AfterEach
  void stop() {
    page.close();
    client.close();
  }

  private HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page.address().getPort() + path))
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /// A request of somebody who may change things.
  private HttpResponse<String> own(String method, String path, String body) throws Exception {
    return send(
        request(method, path, body)
            .header("Content-Type", "application/json")
            .header("X-Rheostat-Request", "test"));
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return new ObjectMapper().readTree(answer.body());
  }

  private static String error(HttpResponse<String> answer) throws Exception {
    return json(answer).path("error").asText();
  }

  @Test
  void jobsAreListedWithTheirStandings() throws Exception {
    HttpResponse<String> answer = send(request("GET", PATH, ""));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(json(answer))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"jobs": [{"name": "bert", "pool": "east", "state": "Running",
                      "allocation": "2 x big", "progressShare": 0.5, "reason": ""}]}
                    """));
  }

  @Test
  void aJobIsSubmittedAsItWasSent() throws Exception {
    HttpResponse<String> answer = own("POST", PATH, "{\"name\": \"bért\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("done").asText()).isEqualTo("bert is submitted");
    assertThat(asked).containsExactly("submit {\"name\": \"bért\"}");
  }

  @Test
  void aJobIsCancelledByItsName() throws Exception {
    HttpResponse<String> answer = own("DELETE", PATH + "/my%20job", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("done").asText()).isEqualTo("my job is cancelled");
    assertThat(asked).containsExactly("cancel my job");
  }

  @ParameterizedTest
  @CsvSource({"POST,/api/v1/jobs", "DELETE,/api/v1/jobs/bert"})
  void aSiteOfSomebodyElseChangesNothing(String method, String path) throws Exception {
    HttpResponse<String> form =
        send(request(method, path, "{}").header("X-Rheostat-Request", "test"));
    assertThat(form.statusCode()).isEqualTo(415);
    assertThat(error(form)).isEqualTo("Send JSON, with Content-Type: application/json.");

    HttpResponse<String> simple =
        send(request(method, path, "{}").header("Content-Type", "application/json"));
    assertThat(simple.statusCode()).isEqualTo(403);
    assertThat(error(simple))
        .isEqualTo("The header X-Rheostat-Request is missing: send any value.");

    HttpResponse<String> foreign =
        send(
            request(method, path, "{}")
                .header("Content-Type", "application/json")
                .header("X-Rheostat-Request", "test")
                .header("Origin", "https://elsewhere.example"));
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /api/v1/jobs/bert | 404 | POST to /api/v1/jobs",
        "DELETE | /api/v1/jobs-bert | 404 | There is nothing here. Jobs are at /api/v1/jobs.",
        "DELETE | /api/v1/jobs | 404 | DELETE /api/v1/jobs/NAME",
        "DELETE | /api/v1/jobs/ | 404 | DELETE /api/v1/jobs/NAME",
        "PUT | /api/v1/jobs/bert | 405 | Use GET, POST or DELETE.",
        "DELETE | /api/v1/jobs/unknown | 409 | no workload is called \"unknown\"."
      })
  void whatCannotBeDoneIsAnsweredWithTheReason(String method, String path, int status, String words)
      throws Exception {
    HttpResponse<String> answer = own(method, path, "{}");

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(error(answer)).isEqualTo(words);
    assertThat(asked).isEmpty();
  }

  @Test
  void aRefusedSubmissionIsAConflictWithTheReason() throws Exception {
    HttpResponse<String> answer = own("POST", PATH, "taken");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(error(answer)).isEqualTo("a workload called \"taken\" is declared.");
  }

  @Test
  void aSubmissionThatTheBrokersDoNotTakeMayBeSentAgain() throws Exception {
    HttpResponse<String> answer = own("POST", PATH, "unlucky");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(error(answer)).isEqualTo("It could not be published: no broker answers");
    assertThat(own("POST", PATH, "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void aDeclarationOfMoreThan64KibibytesIsRefused() throws Exception {
    assertThat(own("POST", PATH, "x".repeat(65_536)).statusCode()).isEqualTo(200);
    asked.clear();

    HttpResponse<String> answer = own("POST", PATH, "x".repeat(65_537));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(error(answer)).isEqualTo("The body is larger than 65536 bytes.");
    assertThat(asked).isEmpty();
  }
}
