package io.rheostat.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.ingest.http.exchange.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Framing, packing and refusal of requests.
final class HttpMannersTest {
  private static String once(UnaryOperator<Served.Limited> limits, byte[] request)
      throws IOException {
    try (Served served = Served.echo(limits);
        Client client = served.client()) {
      return client.write(request).answer();
    }
  }

  private static String once(String request) throws IOException {
    return once(limits -> limits, request.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] gzip(int bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(new byte[bytes]);
    }
    return packed.toByteArray();
  }

  private static byte[] packedRequest(byte[] packed) {
    String head = Client.head("Content-Encoding: gzip", "Content-Length: " + packed.length);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(packed);
    return request.toByteArray();
  }

  @Test
  void aConnectionServesManyRequestsAlsoPipelined() throws IOException {
    try (Served served = Served.echo(limits -> limits);
        Client client = served.client()) {
      assertThat(client.post("abc")).startsWith("HTTP/1.1 200 OK\r\n").contains("sent 3 bytes");
      client.write((Client.head("Content-Length: 1") + "x").repeat(2));
      assertThat(client.answer()).contains("127.0.0.1 sent 1 bytes");
      assertThat(client.answer()).contains("127.0.0.1 sent 1 bytes");
      assertThat(served.answered(200)).isEqualTo(3);
    }
  }

  @Test
  void chunksAreJoinedAndTheirTrailersDropped() throws IOException {
    String chunks = "3;x=y\r\nabc\r\n1\r\nd\r\n0\r\nTrailer: t\r\n\r\n";
    try (Served served = Served.echo(limits -> limits);
        Client client = served.client()) {
      client.write(Client.head("Transfer-Encoding: chunked") + chunks);
      assertThat(client.answer()).contains("sent 4 bytes");
      assertThat(client.post("ab")).contains("sent 2 bytes");
    }
  }

  @Test
  void aLargeBodyArrivesWhole() throws IOException {
    assertThat(once(Client.head("Content-Length: 1048576") + "x".repeat(1 << 20)))
        .contains("sent 1048576 bytes");
  }

  @Test
  void gzipIsUnpackedAndSnappyIsLeftAlone() throws IOException {
    String unpacked = once(limits -> limits, packedRequest(gzip(100_000)));
    assertThat(unpacked).contains("sent 100000 bytes", "X-Encoding: null");
    assertThat(once(Client.head("Content-Encoding: snappy", "Content-Length: 2") + "ab"))
        .contains("sent 2 bytes", "X-Encoding: snappy");
  }

  @Test
  void gzipThatUnpacksAboveTheLimitIsRefused() throws IOException {
    String answer = once(limits -> limits.body(50_000), packedRequest(gzip(10_000_000)));
    assertThat(answer)
        .startsWith("HTTP/1.1 413 ")
        .endsWith("the body has more, unpacked; at most 50000 are taken: send less at once\n");
  }

  @Test
  void gzipThatIsNoneOrIsBrokenOffIsRefused() throws IOException {
    byte[] packed = gzip(1000);
    byte[] half = Arrays.copyOf(packed, packed.length / 2);
    for (byte[] bad : new byte[][] {"plain text".getBytes(StandardCharsets.UTF_8), half}) {
      assertThat(once(limits -> limits, packedRequest(bad)))
          .startsWith("HTTP/1.1 400 ")
          .contains("the body is not gzip");
    }
  }

  @Test
  void whatFollowsGzipIsNotTakenForARequest() throws IOException {
    byte[] packed = gzip(1000);
    try (Served served = Served.echo(limits -> limits);
        Client client = served.client()) {
      client.write(packedRequest(Arrays.copyOf(packed, packed.length + 2000)));
      assertThat(client.answer()).contains("sent 1000 bytes");
      assertThat(client.post("ab")).contains("sent 2 bytes");
    }
  }

  @Test
  void aDeclaredLengthAboveTheLimitIsRefusedBeforeAByteIsRead() throws IOException {
    try (Served served = Served.echo(limits -> limits);
        Client client = served.client()) {
      client.write(Client.head("Content-Length: 1048577", "Expect: 100-continue"));
      assertThat(client.answer())
          .startsWith("HTTP/1.1 413 ")
          .endsWith("the body has 1048577 bytes; at most 1048576 are taken: send less at once\n");
      client.awaitClosed();
      assertThat(served.refused("body")).isEqualTo(1);
      assertThat(served.answered(413)).isEqualTo(1);
    }
  }

  @Test
  void chunksAboveTheLimitAreRefusedWhileTheyAreRead() throws IOException {
    String chunk = "400\r\n" + "x".repeat(1024) + "\r\n";
    String answer =
        once(
            limits -> limits.body(4096),
            (Client.head("Transfer-Encoding: chunked") + chunk.repeat(8))
                .getBytes(StandardCharsets.ISO_8859_1));
    assertThat(answer).startsWith("HTTP/1.1 413 ").contains("at most 4096 are taken");
  }

  @Test
  void aClientThatAsksFirstIsToldToContinue() throws IOException {
    try (Served served = Served.echo(limits -> limits);
        Client client = served.client()) {
      client.write(Client.head("Content-Length: 3", "Expect: 100-continue"));
      assertThat(client.answer()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(client.write("abc").answer()).contains("sent 3 bytes");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET / HTTP/1.1~Host: h~~                                                   | 404
          GET /echo HTTP/1.1~Host: h~~                                               | 405
          POST /echo HTTP/2.0~~                                                      | 505
          POST /echo~~                                                               | 505
          POST /echo HTTP/1.1~~                                                      | 400
          POST /e cho HTTP/1.1~Host: h~~                                             | 400
          POST /echo HTTP/1.1~Host h~~                                               | 400
          POST /echo HTTP/1.1~Host : h~~                                             | 400
          POST /echo HTTP/1.1~Host: h~A: b~ folded: c~~                              | 400
          POST /echo HTTP/1.1~Host: h~Content-Length: 1~Content-Length: 2~~          | 400
          POST /echo HTTP/1.1~Host: h~Content-Length: +1~~                           | 400
          POST /echo HTTP/1.1~Host: h~Content-Length: 1~Transfer-Encoding: chunked~~ | 400
          POST /echo HTTP/1.1~Host: h~Transfer-Encoding: gzip, chunked~~             | 501
          POST /echo HTTP/1.0~Transfer-Encoding: chunked~~                           | 400
          POST /echo HTTP/1.1~Host: h~Transfer-Encoding: chunked~~zz~                | 400
          POST /echo HTTP/1.1~Host: h~Transfer-Encoding: chunked~~1~abc~             | 400
          POST /echo HTTP/1.1~Host: h~Content-Encoding: br~Content-Length: 1~~x      | 415
          POST /echo HTTP/1.1~Host: h~Origin: http://evil.example~~                  | 403
          POST /echo HTTP/1.1~Host: h~Expect: a-miracle~~                            | 417
          POST /echo HTTP/1.1~Host: h~~                                              | 200
          POST /echo?query HTTP/1.1~Host: h~~                                        | 200
          POST /echo HTTP/1.0~Content-Length: 1~~x                                   | 200
          """)
  void eachRequestHasItsAnswer(String request, int status) throws IOException {
    assertThat(once(request.replace("~", "\r\n"))).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void aHeadIsBounded() throws IOException {
    assertThat(once("POST /" + "x".repeat(40_000))).startsWith("HTTP/1.1 431 ");
    assertThat(once("POST /echo HTTP/1.1\r\n" + "A: b\r\n".repeat(101) + "Host: h\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ")
        .contains("at most 32768 bytes and 100 fields");
  }

  @Test
  void aBodyThatIsNotHttpIsCountedForItsPath() throws IOException {
    try (Served served = Served.echo(limits -> limits);
        Client client = served.client()) {
      client.write(Client.head("Transfer-Encoding: chunked") + "zz\r\n");
      assertThat(client.answer()).startsWith("HTTP/1.1 400 ").contains("chunks are not HTTP");
      assertThat(served.bench().counted("rheostat.ingest.http.answers", "path", Served.PATH))
          .isEqualTo(1);
    }
  }

  @Test
  void unknownPathsAreCountedAsOne() throws IOException {
    try (Served served = Served.echo(limits -> limits)) {
      for (int index = 0; index < 3; index++) {
        try (Client client = served.client()) {
          client.write("POST /" + index + " HTTP/1.1\r\nHost: h\r\n\r\n").answer();
        }
      }
      assertThat(served.bench().counted("rheostat.ingest.http.answers", "path", "other"))
          .isEqualTo(3);
    }
  }

  @Test
  void anAnswerWithoutContentHasNoBody() throws IOException {
    try (Served served = Served.echo(Served.declared(limits -> limits), _ -> Reply.done());
        Client client = served.client()) {
      assertThat(client.post("x")).startsWith("HTTP/1.1 204 ").doesNotContain("Content-Length");
      assertThat(client.post("x")).startsWith("HTTP/1.1 204 ");
    }
  }
}
