package io.rheostat.ingest.http;

import io.rheostat.config.Ingest.Limits;
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
final class Faults implements Request.Handler {
  private final Connections connections;
  private final Reception reception;
  private final Supplier<Limits> limits;
  private final HttpMetrics metrics;

  Faults(
      Connections connections, Reception reception, Supplier<Limits> limits, HttpMetrics metrics) {
    this.connections = connections;
    this.reception = reception;
    this.limits = limits;
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Optional<OpenConnection> found = connections.of(request);
    Stage answering = Stage.now(Stage.Wait.ANSWERING, limits.get().requestTime());
    Throwable cause = cause(request);
    if (found.isEmpty() || gone(request) || !found.get().enter(answering)) {
      // Nobody is left to answer, or was answered already.
      callback.failed(new EofException(cause));
      return true;
    }
    Answer answer = answer(response.getStatus(), cause);
    if (answer.status() == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431) {
      metrics.refused(IngestLimit.HEAD);
    }
    metrics.answered(reception.served(request.getHttpURI().getPath()), answer.status());
    Answers.send(answer, false, response, callback);
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

  private static Answer answer(int status, Throwable cause) {
    return switch (status) {
      case 414, 431 -> Reception.headTooLarge();
      // HTTP/2 without asking for it first.
      case 426, 505 -> Answer.refused(505, "only HTTP/1.1 is spoken here");
      case 417 -> Answer.refused(417, "only 100-continue can be expected");
      default -> malformed(status, cause);
    };
  }

  private static Answer malformed(int status, Throwable cause) {
    return switch (cause) {
      // Jetty reports an unreadable chunk as an early end.
      case EofException _ -> Answer.refused(400, "the body's chunks are not HTTP");
      case HttpException refusal ->
          Answer.refused(
              status, "the request is not HTTP as it is spoken here: " + refusal.getReason());
      default -> Reception.fault("http", cause);
    };
  }
}
