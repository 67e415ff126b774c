package io.rheostat.ingest.http;

import io.rheostat.ingest.metrics.HttpMetrics;
import io.rheostat.ingest.metrics.IngestLimit;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Speaks HTTP/1.1 with one client until it leaves or is asked to.
final class Connection {
  private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(90);
  private static final Duration LEAVING = Duration.ofSeconds(1);

  private final Wire wire;
  private final Reception reception;
  private final HttpMetrics metrics;
  private final Supplier<Duration> requestTime;

  Connection(Wire wire, Reception reception, HttpMetrics metrics, Supplier<Duration> requestTime) {
    this.wire = wire;
    this.reception = reception;
    this.metrics = metrics;
    this.requestTime = requestTime;
  }

  /// Serves request after request.
  ///
  /// @param certified the subject of the client's certificate, when it showed one
  /// @throws IOException when the client is gone or was cut off: nobody is left to answer
  void serve(Optional<String> certified) throws IOException {
    boolean more = true;
    while (more) {
      int first = firstByte();
      more = first >= 0 && exchange(first, certified);
    }
  }

  private int firstByte() throws IOException {
    try {
      return wire.read();
    } catch (SocketTimeoutException _) {
      if (wire.stage().slow()) {
        metrics.refused(IngestLimit.REQUEST_TIME);
      }
      return -1;
    }
  }

  /// How a request ended.
  ///
  /// @param path one that is served, or empty
  /// @param persistent whether the connection goes on
  private record Outcome(Answer answer, String path, boolean persistent) {}

  private boolean exchange(int first, Optional<String> certified) throws IOException {
    wire.enter(Stage.now(Stage.Wait.HEAD, requestTime.get()));
    Outcome outcome = outcome(first, certified);
    metrics.answered(outcome.path(), outcome.answer().status());
    wire.enter(Stage.now(Stage.Wait.ANSWERING, requestTime.get()));
    wire.write(AnswerText.of(outcome.answer(), outcome.persistent(), Instant.now()));
    if (outcome.persistent()) {
      wire.enter(Stage.now(Stage.Wait.NEXT, BETWEEN_REQUESTS));
    } else {
      wire.enter(Stage.now(Stage.Wait.LEAVING, LEAVING));
      leave();
    }
    return outcome.persistent();
  }

  private void leave() throws IOException {
    try {
      wire.finish();
    } catch (SocketTimeoutException _) {
      // It had its time to read the answer.
    }
  }

  private Outcome outcome(int first, Optional<String> certified) throws IOException {
    String path = "";
    try {
      Head head = new HeadReader(wire).read(first);
      path = reception.serves(head.path()) ? head.path() : "";
      return new Outcome(reception.answer(head, wire, certified), path, head.persistent());
    } catch (RefusedException refusal) {
      refusal.limit().ifPresent(metrics::refused);
      return new Outcome(refusal.answer(), path, false);
    } catch (SocketTimeoutException _) {
      metrics.refused(IngestLimit.REQUEST_TIME);
      String words = "the request did not come within " + requestTime.get().toMillis() + " ms";
      return new Outcome(Answer.refused(408, words), path, false);
    }
  }
}
