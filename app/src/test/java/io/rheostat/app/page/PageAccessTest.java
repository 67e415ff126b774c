package io.rheostat.app.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.settings.Page;
import io.rheostat.config.testing.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Access to the page.
class PageAccessTest {
  private static final String TOKEN = "correct-horse-battery";
  private static final Path SHIPPED = Path.of("..", "config");

  @TempDir private Path folder;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private Optional<PageServer> page = Optional.empty();

  private final class Asked implements Actions {
    @Override
    public String freeze(String workload, String by) {
      asked.add(workload + " by " + by);
      return "frozen";
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

  @AfterEach
  void stop() {
    page.ifPresent(PageServer::close);
  }

  /// As an operator declares it, in a folder with the shipped fleet.
  private Page declared(String spec) throws Exception {
    if (!Files.exists(folder.resolve("fleet"))) {
      copy(SHIPPED.resolve("fleet"), folder.resolve("fleet"));
    }
    Files.writeString(
        folder.resolve("page.yaml"),
        "apiVersion: rheostat.io/v1\nkind: Page\nmetadata: {name: page}\nspec:\n" + spec.indent(2));
    return ConfigLoader.load(folder, SHIPPED.resolve("signals")).page();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private PageServer start(Page declared) throws IOException {
    PageServer started =
        PageServer.start(
            declared.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            new PageServer.Sources(
                () -> new ObjectMapper().createObjectNode().put("secret", "state"),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                () -> Optional.of("the broker is gone"),
                new Asked()));
    page = Optional.of(started);
    return started;
  }

  private PageServer withTokens() throws Exception {
    Files.writeString(folder.resolve("operators.txt"), "ann " + TOKEN + "\n");
    return start(declared("listen: 0.0.0.0:8470\nbearerTokens: operators.txt"));
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(SSLContext.getDefault(), request(path, headers).build());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(page.orElseThrow().url()).resolve(path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpRequest freeze(String... headers) {
    return request("/api/freeze", headers)
        .headers("Content-Type", "application/json", "X-Rheostat-Request", "page")
        .POST(HttpRequest.BodyPublishers.ofString("{\"workload\":\"chat\"}"))
        .build();
  }

  private static HttpResponse<String> send(SSLContext context, HttpRequest request)
      throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private static String basic(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/state", "/metrics", "/elsewhere"})
  void whereTokensAreDeclaredNothingIsToldWithoutOne(String path) throws Exception {
    withTokens();
    for (String shown :
        List.of("Bearer wrong-wrong-wrong", basic("ann", "wrong"), "Basic ?", "x")) {
      HttpResponse<String> answer = get(path, "Authorization", shown);
      assertThat(answer.statusCode()).as(shown).isEqualTo(401);
      assertThat(answer.body()).doesNotContain("state").doesNotContain(TOKEN);
    }
    HttpResponse<String> none = get(path);
    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(none.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic ");
    assertThat(get(path, "Authorization", "Bearer " + TOKEN).statusCode()).isNotEqualTo(401);
  }

  @Test
  void aProbeWithoutTokenLearnsOfTroubleFromHealthAndOfTheProcessFromLive() throws Exception {
    withTokens();
    assertThat(get("/health").statusCode()).isEqualTo(503);
    assertThat(get("/health").body()).isEqualTo("not well\n");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/live").body()).isEqualTo("live\n");
    assertThat(get("/health/lively").statusCode()).isEqualTo(404);
  }

  @Test
  void aBrowserShowsTheTokenAsThePasswordOfItsOwner() throws Exception {
    withTokens();
    assertThat(get("/api/state", "Authorization", basic("ann", TOKEN)).body()).contains("state");
  }

  @Test
  void aChangeIsOnRecordWithTheNameOfTheToken() throws Exception {
    withTokens();
    SSLContext any = SSLContext.getDefault();
    assertThat(send(any, freeze()).statusCode()).isEqualTo(401);
    assertThat(asked).isEmpty();
    assertThat(send(any, freeze("Authorization", "Bearer " + TOKEN)).statusCode()).isEqualTo(200);
    assertThat(asked).containsExactly("chat by page: ann");
  }

  @Test
  void tokensFollowADeclaration() throws Exception {
    PageServer server = withTokens();
    Files.writeString(folder.resolve("operators.txt"), "bob another-token-of-bob\n");
    server.declare(declared("listen: 0.0.0.0:8470\nbearerTokens: operators.txt"));

    assertThat(get("/api/state", "Authorization", "Bearer " + TOKEN).statusCode()).isEqualTo(401);
    assertThat(get("/api/state", "Authorization", "Bearer another-token-of-bob").statusCode())
        .isEqualTo(200);
  }

  @Test
  void tokensThatAreTakenAwayOpenNothingUntilARestart() throws Exception {
    PageServer server = withTokens();
    server.declare(declared("listen: 127.0.0.1:8470"));

    assertThat(get("/api/state").statusCode()).isEqualTo(401);
    assertThat(get("/api/state", "Authorization", "Bearer " + TOKEN).statusCode()).isEqualTo(200);
  }

  @Test
  void aProbeNeedsNoTokenAndIsNotToldWhatIsWrong() throws Exception {
    withTokens();
    HttpResponse<String> probe = get("/health");
    assertThat(probe.statusCode()).isEqualTo(503);
    assertThat(probe.body()).isEqualTo("not well\n");
    assertThat(get("/health", "Authorization", "Bearer " + TOKEN).body())
        .isEqualTo("not well: the broker is gone\n");
  }

  @Test
  void aCertificateOfTheAuthorityIsNeededAndOnRecord() throws Exception {
    Certificates made = new Certificates(folder).signed("server", "EC").signed("ann", "EC");
    Path authority = made.chain("authority");
    start(
        declared(
            "listen: 0.0.0.0:8470\ntls: {certificate: %s, key: %s, clientAuthority: %s}"
                .formatted(made.chain("server"), made.key("server"), authority)));

    assertThat(page.orElseThrow().url()).startsWith("https://");
    assertThatThrownBy(() -> send(made.stranger(), request("/api/state").build()))
        .isInstanceOf(IOException.class);
    assertThat(send(made.client("ann"), request("/api/state").build()).body()).contains("state");
    assertThat(send(made.client("ann"), freeze()).statusCode()).isEqualTo(200);
    assertThat(asked).singleElement().asString().startsWith("chat by page: ").contains("CN=ann");
  }

  /// DNS rebinding: a site whose name is made to lead to this machine.
  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/state", "/metrics"})
  void onLoopbackAForeignNameIsToldNothing(String path) throws Exception {
    PageServer server = start(Page.DEFAULT);
    assertThat(get(path).statusCode()).isEqualTo(200);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: rebound.example:8470\r\n";
      socket
          .getOutputStream()
          .write((request + "Connection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain("secret");
    }
  }

  @Test
  void beyondLoopbackWithoutEitherIsRefused() {
    assertThatThrownBy(() -> declared("listen: 0.0.0.0:8470"))
        .hasMessageContaining("page.yaml:5: spec.listen: 0.0.0.0 can be reached by anyone.");
    assertThatThrownBy(() -> declared("listen: 0.0.0.0:8470\nbearerTokens: missing.txt"))
        .hasMessageContaining("spec.bearerTokens: no file");
  }
}
