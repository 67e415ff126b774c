package io.rheostat.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.rheostat.app.testing.Cli;
import io.rheostat.app.testing.KafkaUnderTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person's first question when nothing happens: what of all that is declared is there?
class DoctorTest {
  @TempDir private Path folder;
  private HttpServer server;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void page(String path, String type, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(200, bytes.length);
          try (var out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
  }

  private static int unused() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Path configuration(int enginePort, int targetPort) throws Exception {
    Path config = folder.resolve("config");
    assertThat(
            Cli.run("init", config.toString(), "--workload", "chat", "--namespace", "chat").code())
        .isZero();
    Path workload = config.resolve("fleet/chat.yaml");
    Files.writeString(
        workload,
        Files.readString(workload)
            .replaceFirst(
                "kubernetes: \\{[^}]*\\}",
                "webhook: {url: \"http://127.0.0.1:%d/chat\", secretFile: secret}"
                    .formatted(targetPort)));
    Files.writeString(config.resolve("secret"), "nobody knows this secret of a test");
    Files.writeString(
        config.resolve("scrape.yaml"),
        """
        apiVersion: rheostat.io/v1
        kind: ScrapeJob
        metadata: {name: engines}
        spec:
          interval: 5s
          labels: {namespace: chat}
          targets: ["127.0.0.1:%d"]
        """
            .formatted(enginePort));
    return config;
  }

  private Cli doctor(Path config, String kafka) {
    return Cli.run("doctor", "--config", config.toString(), "--kafka", kafka);
  }

  @Test
  void whatIsNotThereIsNamedWithItsAddress() throws Exception {
    int nobody = unused();

    Cli said = doctor(configuration(nobody, nobody), "127.0.0.1:" + nobody);

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out())
        .containsPattern("problem +kafka +no Kafka broker answers at 127.0.0.1:" + nobody)
        .containsPattern("problem +scrape job engines +1 of 1 targets can't be read: .*:" + nobody)
        .containsPattern("warning +metrics of chat +nothing on any page is read by preset vllm")
        .containsPattern("problem +targets of chat +h100-sxm: nobody listens there");
  }

  @Test
  void aPageThatIsReadAndNotUnderstoodNamesTheNearestNames() throws Exception {
    page("/metrics", "text/plain; version=0.0.4", "vllm:num_request_running 3\n");
    int port = server.getAddress().getPort();

    Cli said = doctor(configuration(port, unused()), "127.0.0.1:" + unused());

    assertThat(said.out())
        .containsPattern("ok +scrape job engines +1 of 1 pages were read")
        .containsPattern("problem +metrics of chat .*vllm:num_request_running");
  }

  @Test
  @Tag("broker")
  void whatIsThereIsWell() throws Exception {
    page(
        "/metrics",
        "text/plain; version=0.0.4",
        """
        vllm:num_requests_running 3
        vllm:num_requests_waiting 0
        """);
    try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"))) {
      int port = server.getAddress().getPort();
      Cli said = doctor(configuration(port, unused()), kafka.bootstrap());

      assertThat(said.out())
          .containsPattern("ok +kafka +1 broker\\(s\\) answer")
          .containsPattern("warning +kafka +topics are not there: .*rheostat up creates them")
          .containsPattern("warning +metrics of chat +2 signals are read, never \\[");
    }
  }
}
