package io.rheostat.ingest.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.settings.TargetLookup;
import io.rheostat.ingest.discovery.TargetSource.Answer;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.testing.Declared;
import io.rheostat.ingest.testing.PageServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpTargetsTest {
  private final PageServer server = new PageServer();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.shutdownNow();
    server.close();
  }

  @Test
  void aListOfTargetsAndLabelsIsRead() throws InterruptedException {
    server.page(
        "/sd", "[{\"targets\":[\"a:80\",\"b:80\"],\"labels\":{\"pod\":\"p\"}},{\"targets\":[]}]");

    assertThat(ask(Duration.ofSeconds(5)))
        .isEqualTo(
            new Answer.Targets(
                List.of(
                    new TargetGroup(
                        List.of("a:80", "b:80"), new Labels(Declared.labels("pod", "p"))),
                    new TargetGroup(List.of(), Labels.EMPTY))));
  }

  @Test
  void emptyListsMayBeNull() throws InterruptedException {
    server.page("/sd", "[{\"targets\":null,\"labels\":null}]");

    assertThat(ask(Duration.ofSeconds(5)))
        .isEqualTo(new Answer.Targets(List.of(new TargetGroup(List.of(), Labels.EMPTY))));
  }

  @Test
  void theServerIsToldHowOftenItIsAsked() throws InterruptedException {
    Map<String, String> headers = new ConcurrentHashMap<>();
    server.behave(
        "/sd",
        exchange -> {
          exchange
              .getRequestHeaders()
              .forEach((name, values) -> headers.put(name, values.getFirst()));
          PageServer.reply(exchange, new byte[] {'[', ']'});
        });

    ask(Duration.ofSeconds(5));

    assertThat(headers)
        .containsEntry("X-prometheus-refresh-interval-seconds", "90.5")
        .containsEntry("Accept", "application/json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<html>              | not JSON",
        "[] []               | not JSON",
        "``                  | not JSON",
        "{}                  | a list of {targets, labels} is expected",
        "null                | a list of {targets, labels} is expected",
        "[{\"labels\": {}}]  | entry 1: targets is missing",
        "[{\"targets\": [1]}] | entry 1: target 1 is not host:port"
      })
  void whatIsNotAListOfTargetsIsAFailure(String body, String words) throws InterruptedException {
    server.page("/sd", body);

    assertThat(failure(ask(Duration.ofSeconds(5)))).startsWith(words);
  }

  @Test
  void anotherStatusIsAFailure() throws InterruptedException {
    assertThat(failure(ask(Duration.ofSeconds(5)))).isEqualTo("status 404; 200 is expected");
  }

  @Test
  void aServerThatIsNotThereIsAFailure() throws InterruptedException {
    server.close();

    assertThat(failure(ask(Duration.ofSeconds(5)))).contains("nobody listens there");
  }

  @Test
  void aBodyThatNeverEndsIsGivenUpAtTheTimeout() throws InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    server.behave(
        "/sd",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('[');
          exchange.getResponseBody().flush();
          hanging.await();
        });

    assertThat(failure(ask(Duration.ofMillis(200)))).isEqualTo("no answer within PT0.2S");
    hanging.countDown();
  }

  @Test
  void aBodyAboveTheLimitIsAFailure() throws InterruptedException {
    server.behave(
        "/sd",
        exchange -> {
          byte[] part = new byte[1 << 20];
          exchange.sendResponseHeaders(200, 0);
          for (int sent = 0; sent <= HttpTargets.LIMIT_BYTES; sent += part.length) {
            exchange.getResponseBody().write(part);
          }
        });

    assertThat(failure(ask(Duration.ofSeconds(20)))).contains("exceeds capacity");
  }

  private Answer ask(Duration timeout) throws InterruptedException {
    URI url = URI.create("http://" + server.address() + "/sd");
    TargetLookup.Http lookup = new TargetLookup.Http(url, Duration.ofMillis(90_500));
    return new HttpTargets(lookup, client, timeout).ask();
  }

  private static String failure(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    return ((Answer.Failed) answer).words();
  }
}
