package io.rheostat.ingest.http;

import com.sun.net.httpserver.Headers;
import io.rheostat.config.Ingest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one request from its head to its answer: who sends it, where to, whether there is room,
/// then its body. All that the head can tell is decided before the body is read.
final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Supplier<Ingest> declared;
  private final SortedMap<String, Endpoint> endpoints;
  private final Admission admission;

  Reception(Supplier<Ingest> declared, Map<String, Endpoint> endpoints) {
    this.declared = declared;
    this.endpoints = new TreeMap<>(endpoints);
    this.admission = new Admission(() -> declared.get().limits());
  }

  boolean serves(String path) {
    return endpoints.containsKey(path);
  }

  /// Answers a request whose body is read whole.
  ///
  /// @param certified the subject of the client's certificate, when it showed one
  /// @throws RefusedException with the answer, when the body is not read whole
  Answer answer(Head head, Wire wire, Optional<String> certified) throws IOException {
    Ingest now = declared.get();
    if (head.headers().containsKey("Origin")) {
      // A page of any site could otherwise post to this machine's loopback.
      throw RefusedException.of(Answer.refused(403, "browsers may not send here"));
    }
    String source = Senders.source(now, head, wire, certified);
    Endpoint endpoint = endpoint(head);
    int limit = (int) Math.min(now.limits().bodyBytes(), endpoint.limitBytes());
    try (Admission.Room room = admission.room(source)) {
      BodyReader reader = new BodyReader(wire, room, limit);
      reader.check(head);
      room.look();
      proceed(head, wire);
      wire.enter(wire.stage().then(Stage.Wait.BODY));
      byte[] body = reader.read(head);
      room.handle();
      wire.enter(wire.stage().then(Stage.Wait.HANDLING));
      return handled(head.path(), endpoint, new Request(source, unpacked(head.headers()), body));
    }
  }

  private Endpoint endpoint(Head head) throws RefusedException {
    Endpoint endpoint = endpoints.get(head.path());
    if (endpoint == null) {
      String paths = String.join(", ", endpoints.keySet());
      throw RefusedException.of(
          Answer.refused(404, shown(head.path()) + " is unknown; there is " + paths));
    }
    if (!head.method().equals("POST")) {
      String words = shown(head.method()) + " is not taken here; use POST";
      throw RefusedException.of(Answer.refused(405, words).with("Allow", "POST"));
    }
    return endpoint;
  }

  private static void proceed(Head head, Wire wire) throws IOException {
    Optional<String> expected = head.word("Expect");
    if (expected.isPresent() && !expected.get().equals("100-continue")) {
      throw RefusedException.of(Answer.refused(417, "only 100-continue can be expected"));
    }
    if (expected.isPresent()) {
      wire.write(CONTINUE);
    }
  }

  private static Answer handled(String path, Endpoint endpoint, Request request) {
    try {
      return endpoint.post(request);
    } catch (RuntimeException fault) {
      // Logged with its stack and answered by 500, which is counted; the server lives on.
      LOG.atError().addKeyValue("path", path).setCause(fault).log("request");
      return Answer.refused(500, "Rheostat has a fault; its log tells more");
    }
  }

  private static Headers unpacked(Headers headers) {
    if ("gzip".equalsIgnoreCase(headers.getFirst("Content-Encoding"))) {
      headers.remove("Content-Encoding");
    }
    return headers;
  }

  private static String shown(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }
}
