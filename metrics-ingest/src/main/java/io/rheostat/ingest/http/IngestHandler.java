package io.rheostat.ingest.http;

import io.rheostat.config.settings.Ingest.Limits;
import io.rheostat.ingest.http.exchange.BrokenRequestException;
import io.rheostat.ingest.http.exchange.ConnectionPhase;
import io.rheostat.ingest.http.exchange.Connections;
import io.rheostat.ingest.http.exchange.OpenConnection;
import io.rheostat.ingest.http.exchange.RefusedException;
import io.rheostat.ingest.http.exchange.Reply;
import io.rheostat.ingest.http.exchange.ReplyWriter;
import io.rheostat.ingest.metrics.HttpMetrics;
import io.rheostat.ingest.metrics.IngestLimit;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/// Handler of Jetty's requests, each on a virtual thread.
final class IngestHandler extends Handler.Abstract {
  private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(90);

  private final Connections connections;
  private final RequestPipeline reception;
  private final Supplier<Limits> limits;
  private final HttpMetrics metrics;

  IngestHandler(
      Connections connections,
      RequestPipeline reception,
      Supplier<Limits> limits,
      HttpMetrics metrics) {
    this.connections = connections;
    this.reception = reception;
    this.limits = limits;
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Optional<OpenConnection> found = connections.of(request);
    // The clock runs since the head's first byte.
    Duration requestTime = limits.get().requestTime();
    ConnectionPhase body =
        new ConnectionPhase(ConnectionPhase.Wait.BODY, request.getBeginNanoTime(), requestTime);
    if (found.isEmpty() || !found.get().enter(body)) {
      callback.failed(new EofException("the connection was cut off"));
      return true;
    }
    try (RequestBody bytes = new RequestBody(request, found.get())) {
      Outcome outcome = outcome(IncomingRequest.of(request, found.get()), bytes);
      metrics.answered(outcome.path(), outcome.answer().status());
      var _ = found.get().enter(ConnectionPhase.now(ConnectionPhase.Wait.ANSWERING, requestTime));
      if (outcome.whole()) {
        ReplyWriter.send(outcome.answer(), true, response, next(request, found.get(), callback));
      } else {
        refuse(outcome.answer(), response, found.get(), bytes);
        callback.succeeded();
      }
    } catch (BrokenRequestException broken) {
      callback.failed(broken.forJetty());
    } catch (IOException gone) {
      // Nobody is left to answer; a client cut off is counted at the cut.
      callback.failed(new EofException(gone));
    }
    return true;
  }

  /// End of a request.
  ///
  /// @param path a served one, or empty
  /// @param whole whether its body was read whole
  private record Outcome(Reply answer, String path, boolean whole) {}

  private Outcome outcome(IncomingRequest incoming, RequestBody body) throws IOException {
    String path = reception.served(incoming.head().path());
    try {
      return new Outcome(reception.answer(incoming, body), path, true);
    } catch (RefusedException refusal) {
      refusal.limit().ifPresent(metrics::refused);
      return new Outcome(refusal.answer(), path, false);
    } catch (SocketTimeoutException _) {
      metrics.refused(IngestLimit.REQUEST_TIME);
      return new Outcome(ReplyWriter.tooSlow(limits.get().requestTime()), path, false);
    }
  }

  /// Returns the callback behind a sent answer.
  private static Callback next(Request request, OpenConnection connection, Callback callback) {
    return Callback.from(
        InvocationType.NON_BLOCKING,
        () -> {
          if (request.getConnectionMetaData().isPersistent()) {
            connection.awaitNext(BETWEEN_REQUESTS);
          } else {
            var _ = connection.leave();
          }
          callback.succeeded();
        },
        callback::failed);
  }

  /// Answers without reading on, and lets the client read the answer: closing the connection while
  /// its bytes are unread would reset it.
  private static void refuse(
      Reply answer, Response response, OpenConnection connection, RequestBody body)
      throws IOException {
    try (Blocker.Callback sent = Blocker.callback()) {
      ReplyWriter.send(answer, false, response, sent);
      sent.block();
    }
    var _ = connection.leave();
    body.drop();
  }
}
