package io.rheostat.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rheostat.config.settings.BearerToken;
import io.rheostat.config.settings.Ingest;
import io.rheostat.config.settings.Tls;
import io.rheostat.config.testing.Certificates;
import io.rheostat.ingest.http.exchange.Reply;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Authentication of senders: bearer tokens, and certificates.
@Timeout(60)
final class KnownSendersTest {
  private static final String TOKEN = "correct-horse-battery";

  @TempDir private static Path folder = Path.of(".");
  private static Optional<Certificates> made = Optional.empty();

  @BeforeAll
  static void makeCertificates() throws Exception {
    made =
        Optional.of(
            new Certificates(folder).signed("ec", "EC").signed("rsa", "RSA").signed("prom", "EC"));
  }

  private static Certificates certificates() {
    return made.orElseThrow();
  }

  private static Ingest declared(Optional<Tls> tls, BearerToken... tokens) {
    Ingest.Limits limits = Served.declared(limited -> limited.requestTime(1500)).limits();
    return Served.declared(limits, tls, List.of(tokens));
  }

  private static BearerToken token(String name, String token) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    return new BearerToken(name, HexFormat.of().formatHex(hash));
  }

  private static Tls tls(String alias, boolean mutual) throws Exception {
    return new Tls(
        certificates().chain(alias),
        certificates().key(alias),
        mutual ? Optional.of(certificates().chain("authority")) : Optional.empty());
  }

  private static String post(Served served, SSLContext context) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(served.server().url() + Served.PATH))
            .POST(HttpRequest.BodyPublishers.ofString("hello"))
            .build();
    try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  @Test
  void aTokenNamesItsSource() throws Exception {
    Ingest declared =
        declared(Optional.empty(), token("other", "x".repeat(20)), token("prom-1", TOKEN));
    try (Served served = Served.echo(declared, Served.ECHO);
        Client client = served.client()) {
      client.write(Client.head("Authorization: Bearer " + TOKEN, "Content-Length: 1") + "x");
      assertThat(client.answer()).contains("prom-1 sent 1 bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X: none",
        "Authorization: Bearer wrong",
        "Authorization: Bearer",
        "Authorization: Basic " + TOKEN,
        "Authorization: " + TOKEN
      })
  void withoutAGoodTokenTheAnswerIs401BeforeTheBody(String header) throws Exception {
    try (Served served = Served.echo(declared(Optional.empty(), token("a", TOKEN)), Served.ECHO);
        Client client = served.client()) {
      client.write(Client.head(header, "Content-Length: 1000", "Expect: 100-continue"));
      assertThat(client.answer())
          .startsWith("HTTP/1.1 401 ")
          .contains("WWW-Authenticate: Bearer")
          .doesNotContain(TOKEN);
      assertThat(served.answered(401)).isEqualTo(1);
    }
  }

  @Test
  void tokensFollowADeclaration() throws Exception {
    try (Served served = Served.echo(declared(Optional.empty(), token("a", TOKEN)), Served.ECHO);
        Client client = served.client()) {
      String request = Client.head("Authorization: bearer " + TOKEN, "Content-Length: 1") + "x";
      assertThat(client.write(request).answer()).contains("a sent 1 bytes");

      served.server().declare(declared(Optional.empty(), token("b", "another-token-of-b")));

      assertThat(client.write(request).answer()).startsWith("HTTP/1.1 401 ");
    }
  }

  /// The file may listen on loopback now; what is bound may still be reached by others.
  @Test
  void tokensThatAreTakenAwayOpenNothingUntilARestart() throws Exception {
    try (Served served = Served.echo(declared(Optional.empty(), token("a", TOKEN)), Served.ECHO);
        Client client = served.client()) {
      served.server().declare(declared(Optional.empty()));

      assertThat(client.write(Client.head("Content-Length: 1") + "x").answer())
          .startsWith("HTTP/1.1 401 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec", "rsa"})
  void httpsIsServedWithBothKindsOfKeys(String alias) throws Exception {
    try (Served served = Served.echo(declared(Optional.of(tls(alias, false))), Served.ECHO)) {
      assertThat(served.server().url()).startsWith("https://127.0.0.1:");
      assertThat(post(served, certificates().stranger())).isEqualTo("127.0.0.1 sent 5 bytes\n");
    }
  }

  @Test
  void aClientsCertificateNamesItsSource() throws Exception {
    try (Served served = Served.echo(declared(Optional.of(tls("ec", true))), Served.ECHO)) {
      assertThat(post(served, certificates().client("prom")))
          .isEqualTo("CN=prom,O=tests sent 5 bytes\n");
    }
  }

  @Test
  void aClientWithoutACertificateIsRefusedAndCounted() throws Exception {
    try (Served served = Served.echo(declared(Optional.of(tls("ec", true))), Served.ECHO)) {
      assertThatThrownBy(() -> post(served, certificates().stranger()))
          .isInstanceOf(IOException.class);
      await()
          .untilAsserted(
              () ->
                  assertThat(served.bench().counted("rheostat.ingest.http.handshake.failures"))
                      .isGreaterThanOrEqualTo(1));
      assertThat(post(served, certificates().client("prom"))).contains("sent 5 bytes");
    }
  }

  @Test
  void halfOpenTlsClientsAreCutOffAndDisturbNobody() throws Exception {
    try (Served served = Served.echo(declared(Optional.of(tls("ec", false))), Served.ECHO)) {
      SSLContext context = certificates().stranger();
      List<Client> stalled = new ArrayList<>();
      for (int index = 0; index < 200; index++) {
        stalled.add(served.client());
        if (index % 3 == 1) {
          stalled.getLast().write(new byte[] {22, 3, 1, 2, 0, 1});
        }
      }
      for (String half : List.of("P", Client.head("Content-Length: 9") + "x")) {
        Socket secure =
            context
                .getSocketFactory()
                .createSocket("127.0.0.1", served.server().address().getPort());
        stalled.add(Client.over(secure).write(half));
      }

      assertThat(post(served, context)).contains("sent 5 bytes");

      for (Client client : stalled) {
        client.awaitClosed();
        client.close();
      }
      await().until(() -> served.connections() == 0);
      assertThat(served.refused("request_time")).isEqualTo(202);
    }
  }

  @Test
  void aTlsClientThatStopsReadingIsCutOff() throws Exception {
    byte[] large = new byte[64 << 20];
    Endpoint talkative = _ -> Reply.of(200, "application/octet-stream", large);
    try (Served served = Served.echo(declared(Optional.of(tls("ec", false))), talkative)) {
      try (Client client = secured(served)) {
        client.write(Client.head("Content-Length: 1") + "x");
        await().untilAsserted(() -> assertThat(served.refused("request_time")).isEqualTo(1));
        await().until(() -> served.connections() == 0);
      }
    }
  }

  private static Client secured(Served served) throws Exception {
    return Client.over(
        certificates()
            .stranger()
            .getSocketFactory()
            .createSocket("127.0.0.1", served.server().address().getPort()));
  }

  @Test
  void aTlsConnectionAboveTheLimitIsClosedAtOnce() throws Exception {
    Ingest.Limits one = Served.declared(limited -> limited.connections(1)).limits();
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    Endpoint waiting =
        request -> {
          inside.countDown();
          try {
            release.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          return Served.ECHO.post(request);
        };
    Ingest declared = Served.declared(one, Optional.of(tls("ec", false)), List.of());
    try (Served served = Served.echo(declared, waiting);
        Client busy = secured(served)) {
      busy.write(Client.head("Content-Length: 1") + "x");
      inside.await();

      try (Client next = served.client()) {
        next.awaitClosed();
      }

      release.countDown();
      assertThat(busy.answer()).startsWith("HTTP/1.1 200 ");
      assertThat(served.refused("connections")).isEqualTo(1);
    }
  }

  @Test
  void filesThatCanNotBeUsedAreToldWithTheRemedy() throws Exception {
    Path text = Files.writeString(folder.resolve("text.pem"), "nothing");
    Path old =
        Files.writeString(
            folder.resolve("old.pem"), "-----BEGIN RSA PRIVATE KEY-----\nAA==\n-----END RSA");
    Tls good = tls("ec", false);
    assertThatThrownBy(() -> Served.echo(declared(with(text, good.key())), Served.ECHO))
        .hasMessageContaining("text.pem");
    assertThatThrownBy(() -> Served.echo(declared(with(good.certificate(), old)), Served.ECHO))
        .hasMessageContaining("old.pem")
        .hasMessageContaining("openssl pkcs8 -topk8");
    for (String other : List.of("prom", "rsa")) {
      Path key = certificates().key(other);
      assertThatThrownBy(() -> Served.echo(declared(with(good.certificate(), key)), Served.ECHO))
          .hasMessageContaining(other + "-key.pem is not the EC key of the certificate");
    }
  }

  private static Optional<Tls> with(Path certificate, Path key) {
    return Optional.of(new Tls(certificate, key, Optional.empty()));
  }
}
