package io.rheostat.ingest.http;

import io.rheostat.config.settings.Ingest;
import io.rheostat.ingest.http.exchange.ConnectionPhase;
import io.rheostat.ingest.http.exchange.OpenConnection;
import io.rheostat.ingest.http.exchange.PostedRequest;
import io.rheostat.ingest.http.exchange.RefusedException;
import io.rheostat.ingest.http.exchange.Reply;
import io.rheostat.ingest.http.exchange.RequestHead;
import io.rheostat.ingest.http.exchange.RequestHeaders;
import io.rheostat.ingest.metrics.IngestLimit;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Processing of one request from its head to its answer: sender, path, room, then its body. All
/// decisions possible from the head are made before the body is read.
final class RequestPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(RequestPipeline.class);
  private static final int MOST_FIELDS = 100;

  /// Limit of a head in bytes.
  static final int MOST_HEAD_BYTES = 32 * 1024;

  private final Supplier<Ingest> declared;
  private final SortedMap<String, Endpoint> endpoints;
  private final BodyBudget admission;

  RequestPipeline(Supplier<Ingest> declared, Map<String, Endpoint> endpoints) {
    this.declared = declared;
    this.endpoints = new TreeMap<>(endpoints);
    this.admission = new BodyBudget(() -> declared.get().limits());
  }

  /// Returns the path for the counters.
  ///
  /// @return empty for a path that is not served
  String served(String path) {
    return endpoints.containsKey(path) ? path : "";
  }

  /// Answers a request with a body read whole.
  ///
  /// @throws RefusedException with the answer, when the body is not read whole
  Reply answer(IncomingRequest incoming, RequestBody bytes) throws IOException {
    Ingest now = declared.get();
    RequestHead head = incoming.head();
    check(head);
    String source = Senders.source(now, incoming);
    Endpoint endpoint = endpoint(head);
    int limit = (int) Math.min(now.limits().bodyBytes(), endpoint.limitBytes());
    try (BodyBudget.Room room = admission.room(source)) {
      BodyReader reader = new BodyReader(bytes, room, limit);
      reader.check(head);
      room.look();
      byte[] body = reader.read(head);
      room.handle();
      OpenConnection connection = incoming.connection();
      var _ = connection.enter(connection.stage().then(ConnectionPhase.Wait.HANDLING));
      return handled(
          head.path(), endpoint, new PostedRequest(source, unpacked(head.headers()), body));
    }
  }

  private static void check(RequestHead head) throws RefusedException {
    if (head.fields() > MOST_FIELDS) {
      throw RefusedException.above(IngestLimit.HEAD, headTooLarge());
    }
    Optional<String> coding = head.word("Transfer-Encoding");
    if (coding.isPresent() && head.version() == HttpVersion.HTTP_1_0) {
      throw RefusedException.malformed("HTTP/1.0 has no chunks");
    }
    if (!coding.orElse("chunked").equals("chunked")) {
      throw RefusedException.of(Reply.refused(501, "of transfer codings only chunked is known"));
    }
    if (head.header("Origin").isPresent()) {
      // A page of any site could otherwise post to this machine's loopback.
      throw RefusedException.of(Reply.refused(403, "browsers may not send here"));
    }
  }

  static Reply headTooLarge() {
    return Reply.refused(
        431, "a head has at most " + MOST_HEAD_BYTES + " bytes and " + MOST_FIELDS + " fields");
  }

  private Endpoint endpoint(RequestHead head) throws RefusedException {
    Endpoint endpoint = endpoints.get(head.path());
    if (endpoint == null) {
      String paths = String.join(", ", endpoints.keySet());
      throw RefusedException.of(
          Reply.refused(404, shown(head.path()) + " is unknown; there is " + paths));
    }
    if (!head.method().equals("POST")) {
      String words = shown(head.method()) + " is not taken here; use POST";
      throw RefusedException.of(Reply.refused(405, words).with("Allow", "POST"));
    }
    return endpoint;
  }

  private static Reply handled(String path, Endpoint endpoint, PostedRequest request) {
    try {
      return endpoint.post(request);
    } catch (RuntimeException fault) {
      return fault(path, fault);
    }
  }

  /// Logs a fault of Rheostat with its stack and answers 500, a counted status; the server lives
  /// on.
  static Reply fault(String path, Throwable cause) {
    LOG.atError().addKeyValue("path", path).setCause(cause).log("request");
    return Reply.refused(500, "Rheostat has a fault; its log tells more");
  }

  private static RequestHeaders unpacked(RequestHeaders headers) {
    boolean packed = headers.first("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent();
    return packed ? headers.without("Content-Encoding") : headers;
  }

  private static String shown(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }
}
