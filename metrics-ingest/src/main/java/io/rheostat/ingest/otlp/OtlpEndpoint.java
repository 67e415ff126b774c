package io.rheostat.ingest.otlp;

import com.google.protobuf.MessageLite;
import io.rheostat.ingest.http.Endpoint;
import io.rheostat.ingest.http.exchange.PostedRequest;
import io.rheostat.ingest.http.exchange.Reply;
import io.rheostat.ingest.otlp.OtlpProto.ExportMetricsServiceResponse;
import io.rheostat.ingest.otlp.OtlpProto.PartialSuccess;
import io.rheostat.ingest.otlp.OtlpProto.Status;
import io.rheostat.ingest.push.PushOutcome;
import io.rheostat.ingest.push.PushReceiver;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Endpoint of OpenTelemetry metrics over HTTP, in protobuf; its path is [#PATH].
///
/// It answers 200 when the workload-log has all of the request's data about declared workloads,
/// with the number of refused data points and the first reason when some were; 400 for an
/// unreadable body; 415 for JSON or another encoding; 429 and 503 with Retry-After when a source
/// sends too much and when the log does not take it.
public final class OtlpEndpoint implements Endpoint {
  /// Path on the server.
  public static final String PATH = "/v1/metrics";

  private static final String PROTOBUF = "application/x-protobuf";

  /// Codes of `google.rpc.Status`.
  private static final int INVALID_ARGUMENT = 3;

  private static final int RESOURCE_EXHAUSTED = 8;
  private static final int UNAVAILABLE = 14;

  private final PushReceiver receiver;

  /// Creates an endpoint over a receiver.
  public OtlpEndpoint(PushReceiver receiver) {
    this.receiver = receiver;
  }

  @Override
  public Reply post(PostedRequest request) {
    String encoding = request.headers().first("Content-Encoding").orElse("");
    if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
      return Reply.refused(415, "Content-Encoding is \"" + encoding + "\"; gzip is taken");
    }
    String type = request.headers().first("Content-Type").orElse("");
    if (!mediaType(type).equals(PROTOBUF)) {
      return Reply.refused(
          415,
          "Content-Type is \""
              + type
              + "\"; "
              + PROTOBUF
              + " is taken, which a Collector sends with encoding: proto");
    }
    MetricsRequest body = new MetricsRequest(request.body());
    return switch (receiver.receive(request.source(), body)) {
      case PushOutcome.Malformed(String words) ->
          status(Reply.refused(400, words), INVALID_ARGUMENT, words);
      case PushOutcome.Later(String words) -> status(Reply.later(words), UNAVAILABLE, words);
      case PushOutcome.TooMuch(String words, Duration wait) ->
          status(Reply.tooMuch(words, wait), RESOURCE_EXHAUSTED, words);
      case PushOutcome.Kept(_, Optional<String> firstError) -> kept(body.rejected(), firstError);
    };
  }

  private static Reply kept(int rejected, Optional<String> firstError) {
    ExportMetricsServiceResponse.Builder response = ExportMetricsServiceResponse.newBuilder();
    firstError.ifPresent(
        error ->
            response.setPartialSuccess(
                PartialSuccess.newBuilder()
                    .setRejectedDataPoints(rejected)
                    .setErrorMessage(error)));
    return Reply.of(200, PROTOBUF, bytes(response.build()));
  }

  /// Returns a refusal with its error message in the protocol's field.
  private static Reply status(Reply plain, int code, String words) {
    byte[] body = bytes(Status.newBuilder().setCode(code).setMessage(words).build());
    return new Reply(plain.status(), plain.headers(), body).with("Content-Type", PROTOBUF);
  }

  private static byte[] bytes(MessageLite message) {
    return message.toByteArray();
  }

  private static String mediaType(String header) {
    int parameters = header.indexOf(';');
    String type = parameters < 0 ? header : header.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
