package io.rheostat.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rheostat.ingest.http.exchange.PostedRequest;
import io.rheostat.ingest.http.exchange.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that stall cost nothing that others need.
@Timeout(60)
final class SlowClientsTest {
  private static final int MANY = 200;

  private final List<Client> stalled = new ArrayList<>();
  private final AtomicInteger inside = new AtomicInteger();

  @AfterEach
  void close() throws IOException {
    for (Client client : stalled) {
      client.close();
    }
  }

  private Client stall(Served served, String bytes) throws IOException {
    Client client = served.client();
    stalled.add(client);
    return client.write(bytes);
  }

  private static void answersOthers(Served served) throws IOException {
    try (Client client = served.client()) {
      for (int index = 0; index < 20; index++) {
        assertThat(client.post("hello")).contains("sent 5 bytes");
      }
    }
  }

  @Test
  void twoHundredHalfOpenConnectionsDoNotDisturbOthers() throws IOException {
    String almost = Client.head("Content-Length: 1000000");
    List<String> halves = List.of("", "P", almost.substring(0, 30), almost + "x");
    try (Served served = Served.echo(limits -> limits.requests(4).requestTime(1500))) {
      for (int index = 0; index < MANY; index++) {
        stall(served, halves.get(index % halves.size()));
      }

      answersOthers(served);

      for (Client client : stalled) {
        client.awaitClosed();
      }
      await().untilAsserted(() -> assertThat(served.connections()).isZero());
      assertThat(served.refused("request_time")).isEqualTo(MANY);
    }
  }

  @Test
  void whenConnectionsAreUsedUpTheLongestWaitingMakesRoom() throws IOException {
    try (Served served = Served.echo(limits -> limits.connections(10))) {
      for (int index = 0; index < MANY; index++) {
        stall(served, "POST");
        answersOthers(served);
      }
      assertThat(served.connections()).isLessThanOrEqualTo(10);
      stalled.getFirst().awaitClosed();
    }
  }

  @Test
  void connectionsThatStallInTheirBodyMakeRoom() throws IOException {
    try (Served served = Served.echo(limits -> limits.connections(4))) {
      for (int index = 0; index < 4; index++) {
        stall(served, Client.head("Content-Length: 100") + "x");
      }
      await().ignoreExceptions().untilAsserted(() -> answersOthers(served));
      stalled.getFirst().awaitClosed();
    }
  }

  @Test
  void whenAllConnectionsAreBusyTheNextIsToldSo() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Endpoint waiting = request -> waitFor(release, request);
    try (Served served = Served.echo(Served.declared(limits -> limits.connections(2)), waiting)) {
      for (int index = 0; index < 2; index++) {
        stall(served, Client.head("Content-Length: 1") + "x");
      }
      await().until(() -> inside.get() == 2);

      try (Client third = served.client()) {
        assertThat(third.answer())
            .startsWith("HTTP/1.1 503 ")
            .contains("Retry-After: 5", "(limits.connections)");
      }

      release.countDown();
      assertThat(stalled.getFirst().answer()).startsWith("HTTP/1.1 200 ");
      assertThat(served.refused("connections")).isEqualTo(1);
    }
  }

  @Test
  void endpointsThatWaitDoNotDisturbOthers() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Endpoint waiting =
        request ->
            request.body().length == 1 ? waitFor(release, request) : Served.ECHO.post(request);
    try (Served served = Served.echo(Served.declared(limits -> limits), waiting)) {
      for (int index = 0; index < 100; index++) {
        stall(served, Client.head("Content-Length: 1") + "x");
      }
      await().until(() -> inside.get() == 100);

      answersOthers(served);

      release.countDown();
      for (Client client : stalled) {
        assertThat(client.answer()).startsWith("HTTP/1.1 200 ");
      }
    }
  }

  private Reply waitFor(CountDownLatch release, PostedRequest request) {
    inside.incrementAndGet();
    try {
      release.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Served.ECHO.post(request);
  }

  @Test
  void requestsAboveTheLimitAreRefusedBeforeTheirBody() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Endpoint waiting = request -> waitFor(release, request);
    try (Served served = Served.echo(Served.declared(limits -> limits.requests(4)), waiting)) {
      for (int index = 0; index < 2; index++) {
        stall(served, Client.head("Content-Length: 1") + "x");
      }
      await().until(() -> inside.get() == 2);

      try (Client third = served.client()) {
        third.write(Client.head("Content-Length: 1000", "Expect: 100-continue"));
        assertThat(third.answer())
            .as("one source has half of the four")
            .startsWith("HTTP/1.1 503 ")
            .contains("Retry-After: 5", "(limits.requestsInFlight)");
      }

      release.countDown();
      assertThat(stalled.getFirst().answer()).startsWith("HTTP/1.1 200 ");
      assertThat(served.refused("requests_in_flight")).isEqualTo(1);
    }
  }

  @Test
  void bodiesAboveTheirMemoryAreRefused() throws Exception {
    int body = 1 << 20;
    try (Served served = Served.echo(limits -> limits.body(body).requestTime(3000))) {
      for (int index = 0; index < 2; index++) {
        stall(served, Client.head("Content-Length: " + body) + "x".repeat(body - 1));
      }
      await()
          .untilAsserted(
              () -> {
                try (Client next = served.client()) {
                  assertThat(next.post("x"))
                      .startsWith("HTTP/1.1 503 ")
                      .contains("Retry-After: 5", "(limits.bodiesInFlight)");
                }
              });
      for (Client client : stalled) {
        assertThat(client.answer()).startsWith("HTTP/1.1 408 ");
      }
      answersOthers(served);
    }
  }

  @Test
  void aClientThatTricklesItsHeadOrBodyIsCutOff() throws Exception {
    try (Served served = Served.echo(limits -> limits.requestTime(600))) {
      String head = Client.head("Content-Length: 100000");
      for (String whole : List.of(head, head + "x".repeat(1000))) {
        try (Client client = served.client()) {
          client.write(whole.substring(0, whole.length() < 500 ? 1 : head.length()));
          assertThat(trickle(client, whole)).isLessThan(Duration.ofSeconds(5));
          await().until(() -> served.connections() == 0);
        }
      }
      assertThat(served.answered(408)).isEqualTo(2);
      assertThat(served.refused("request_time")).isEqualTo(2);
    }
  }

  /// Writes a byte now and then until the server has had enough.
  private static Duration trickle(Client client, String bytes) {
    long started = System.nanoTime();
    AtomicInteger next = new AtomicInteger();
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              try {
                client.write(bytes.substring(next.get(), next.incrementAndGet()));
                return client.socket().getInputStream().available() > 0;
              } catch (SocketException _) {
                return true;
              }
            });
    return Duration.ofNanos(System.nanoTime() - started);
  }

  @Test
  void aClientThatStopsReadingIsCutOff() throws Exception {
    byte[] large = new byte[64 << 20];
    Endpoint talkative =
        request ->
            request.body().length == 1
                ? Reply.of(200, "application/octet-stream", large)
                : Reply.done();
    try (Served served =
        Served.echo(Served.declared(limits -> limits.requests(2).requestTime(600)), talkative)) {
      Client client = stall(served, Client.head("Content-Length: 1") + "x");
      await().until(() -> served.answered(200) == 1);
      assertThat(served.connections()).isEqualTo(1);

      try (Client other = served.client()) {
        assertThat(other.post("xy")).as("it holds no room").startsWith("HTTP/1.1 204 ");
      }

      await().untilAsserted(() -> assertThat(served.refused("request_time")).isEqualTo(1));
      await().until(() -> served.connections() == 0);
      client.awaitClosed();
    }
  }

  @Test
  void aClientThatBreaksOffIsNotAnsweredAndDisturbsNobody() throws Exception {
    try (Served served = Served.echo(limits -> limits)) {
      Client client = stall(served, Client.head("Content-Length: 1000") + "x");
      await().until(() -> served.connections() == 1);

      client.socket().setSoLinger(true, 0);
      client.close();

      await().until(() -> served.connections() == 0);
      answersOthers(served);
      assertThat(served.answered(400) + served.answered(500)).isZero();
    }
  }

  @Test
  void limitsFollowADeclaration() throws Exception {
    try (Served served = Served.echo(limits -> limits);
        Client client = served.client()) {
      assertThat(client.post("x".repeat(100))).startsWith("HTTP/1.1 200 ");

      served.server().declare(Served.declared(limits -> limits.body(99)));

      assertThat(client.post("x".repeat(100))).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void aClosedServerInterruptsEndpoints() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Endpoint waiting =
        request -> {
          Reply answer = waitFor(new CountDownLatch(1), request);
          interrupted.countDown();
          return answer;
        };
    Served served = Served.echo(Served.declared(limits -> limits), waiting);
    stall(served, Client.head("Content-Length: 1") + "x");
    await().until(() -> inside.get() == 1);

    served.close();

    stalled.getFirst().awaitClosed();
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aClosedServerLeavesNoConnectionOpen() throws Exception {
    Served served = Served.echo(limits -> limits);
    try (Client client = served.client()) {
      client.post("x");
      served.close();
      client.awaitClosed();
    }
    // The kernel closes the listener when its thread has left it.
    await()
        .untilAsserted(
            () -> assertThatThrownBy(served::client).isInstanceOf(ConnectException.class));
  }
}
