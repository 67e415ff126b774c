package io.rheostat.ingest.remotewrite;

import io.rheostat.ingest.http.Endpoint;
import io.rheostat.ingest.http.exchange.PostedRequest;
import io.rheostat.ingest.http.exchange.Reply;
import io.rheostat.ingest.matching.PushReadings;
import io.rheostat.ingest.push.MalformedRequestException;
import io.rheostat.ingest.push.PushBody;
import io.rheostat.ingest.push.PushOutcome;
import io.rheostat.ingest.push.PushReceiver;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.xerial.snappy.Snappy;

/// Endpoint of Prometheus remote write, 1.0 and 2.0 by the request's `Content-Type`; its path is
/// [#PATH].
///
/// It answers 204 when the workload-log has all of the request's data about declared workloads; 400
/// for an unreadable body and, with the first error, for one with a bad part and the rest kept; 415
/// for another encoding or message; 503 when the log does not take it.
public final class RemoteWriteEndpoint implements Endpoint {
  /// Path on the server.
  public static final String PATH = "/api/v1/write";

  private final PushReceiver receiver;
  private final WriteRequestReader version1 = new WriteRequestReader();
  private final RequestReader version2 = new RequestReader();
  private byte[] unpacked = new byte[1 << 20];

  /// Creates an endpoint over a receiver.
  public RemoteWriteEndpoint(PushReceiver receiver) {
    this.receiver = receiver;
  }

  @Override
  public Reply post(PostedRequest request) {
    String encoding = request.headers().first("Content-Encoding").orElse("");
    if (!encoding.equals("snappy")) {
      return Reply.refused(415, "Content-Encoding is \"" + encoding + "\"; snappy is taken");
    }
    String type = request.headers().first("Content-Type").orElse("");
    Optional<Version> version = version(type);
    if (version.isEmpty()) {
      return Reply.refused(
          415,
          "Content-Type is \""
              + type
              + "\"; application/x-protobuf is taken, with proto=prometheus.WriteRequest or"
              + " proto=io.prometheus.write.v2.Request");
    }
    Body body = new Body(request.body(), version.get());
    PushOutcome outcome = receiver.receive(request.source(), body);
    return switch (outcome) {
      case PushOutcome.Malformed(String words) -> Reply.refused(400, words);
      case PushOutcome.Later(String words) -> Reply.later(words);
      case PushOutcome.TooMuch(String words, Duration wait) -> Reply.tooMuch(words, wait);
      case PushOutcome.Kept(_, Optional<String> firstError) ->
          body.counted(
              firstError
                  .map(error -> Reply.refused(400, error + "; the rest of the request is kept"))
                  .orElseGet(Reply::done));
    };
  }

  /// Request's body, and the accepted part of it.
  private final class Body implements PushBody {
    private final byte[] bytes;
    private final Version version;
    private Written written = Written.NOTHING;

    Body(byte[] bytes, Version version) {
      this.bytes = bytes;
      this.version = version;
    }

    @Override
    public int read(PushReadings into) throws MalformedRequestException {
      written = RemoteWriteEndpoint.this.read(bytes, version, into);
      return written.all();
    }

    /// Adds the counts of written data, required by 2.0.
    Reply counted(Reply answer) {
      return version == Version.ONE
          ? answer
          : answer
              .with(
                  "X-Prometheus-Remote-Write-Samples-Written", Integer.toString(written.samples()))
              .with(
                  "X-Prometheus-Remote-Write-Histograms-Written",
                  Integer.toString(written.histograms()))
              .with("X-Prometheus-Remote-Write-Exemplars-Written", "0");
    }
  }

  private enum Version {
    ONE,
    TWO
  }

  private static Optional<Version> version(String type) {
    String plain = type.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
    return switch (plain) {
      case "application/x-protobuf", "application/x-protobuf;proto=prometheus.writerequest" ->
          Optional.of(Version.ONE);
      case "application/x-protobuf;proto=io.prometheus.write.v2.request" ->
          Optional.of(Version.TWO);
      default -> Optional.empty();
    };
  }

  /// Reads a body. The receiver calls this for one request at a time: the readers and the buffer
  /// are shared.
  private Written read(byte[] body, Version version, PushReadings into)
      throws MalformedRequestException {
    try {
      int length = Snappy.uncompressedLength(body);
      long limit = into.limits().bodyBytes();
      if (length < 0 || length > limit) {
        throw new MalformedRequestException(
            "the body unpacks to " + length + " bytes; " + limit + " are taken");
      }
      if (length > unpacked.length) {
        unpacked = new byte[Math.max(length, 2 * unpacked.length)];
      }
      int size = Snappy.uncompress(body, 0, body.length, unpacked, 0);
      return switch (version) {
        case ONE -> version1.read(unpacked, size, into);
        case TWO -> version2.read(unpacked, size, into);
      };
    } catch (IOException broken) {
      throw new MalformedRequestException(
          "the body is no snappy block of a " + version + " request: " + broken.getMessage());
    }
  }
}
