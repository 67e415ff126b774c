package io.rheostat.ingest.http;

import io.rheostat.config.settings.Ingest.Limits;
import io.rheostat.ingest.http.exchange.ConnectionPhase;
import io.rheostat.ingest.http.exchange.Connections;
import io.rheostat.ingest.http.exchange.OpenConnection;
import io.rheostat.ingest.http.exchange.Reply;
import io.rheostat.ingest.http.exchange.ReplyWriter;
import io.rheostat.ingest.metrics.HttpMetrics;
import io.rheostat.ingest.metrics.IngestLimit;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Handler of Jetty's own refusals, mostly of malformed HTTP, with answers in the form of all
/// others.
final class JettyErrors implements Request.Handler {
  private final Connections connections;
  private final RequestPipeline reception;
  private final Supplier<Limits> limits;
  private final HttpMetrics metrics;

  public JettyErrors(
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
    ConnectionPhase answering =
        ConnectionPhase.now(ConnectionPhase.Wait.ANSWERING, limits.get().requestTime());
    Throwable cause = cause(request);
    if (found.isEmpty() || gone(request) || !found.get().enter(answering)) {
      // Nobody is left to answer, or was answered already.
      callback.failed(new EofException(cause));
      return true;
    }
    Reply answer = answer(response.getStatus(), cause);
    if (answer.status() == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431) {
      metrics.refused(IngestLimit.HEAD);
    }
    metrics.answered(reception.served(request.getHttpURI().getPath()), answer.status());
    ReplyWriter.send(answer, false, response, callback);
    return true;
  }

  private static boolean gone(Request request) {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    return endPoint.isInputShutdown() || !endPoint.isOpen();
  }

  private static Throwable cause(Request request) {
    return request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof Throwable cause
        ? cause
        : new IllegalStateException("Jetty told no cause");
  }

  private static Reply answer(int status, Throwable cause) {
    return switch (status) {
      case 414, 431 -> RequestPipeline.headTooLarge();
      // HTTP/2 without asking for it first.
      case 426, 505 -> Reply.refused(505, "only HTTP/1.1 is spoken here");
      case 417 -> Reply.refused(417, "only 100-continue can be expected");
      default -> malformed(status, cause);
    };
  }

  private static Reply malformed(int status, Throwable cause) {
    return switch (cause) {
      // Jetty reports an unreadable chunk as an early end.
      case EofException _ -> Reply.refused(400, "the body's chunks are not HTTP");
      case HttpException refusal ->
          Reply.refused(
              status, "the request is not HTTP as it is spoken here: " + refusal.getReason());
      default -> RequestPipeline.fault("http", cause);
    };
  }
}
