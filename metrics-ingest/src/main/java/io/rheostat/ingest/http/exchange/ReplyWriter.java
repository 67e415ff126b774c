package io.rheostat.ingest.http.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// Adapter of answers to Jetty.
public final class ReplyWriter {
  private static final int MOST_HEAD_BYTES = 1024;

  private ReplyWriter() {}

  /// Returns the answer to a request not complete in time.
  public static Reply tooSlow(Duration requestTime) {
    return Reply.refused(408, "the request did not come within " + requestTime.toMillis() + " ms");
  }

  /// Sends an answer.
  ///
  /// @param persistent whether the client may send more on the connection
  public static void send(Reply answer, boolean persistent, Response response, Callback sent) {
    response.setStatus(answer.status());
    answer.headers().forEach(response.getHeaders()::put);
    if (!persistent) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    response.write(true, ByteBuffer.wrap(answer.body()), sent);
  }

  /// Returns an answer as bytes of the wire, for a connection without a request.
  static ByteBuffer unasked(Reply answer) {
    HttpFields.Mutable fields = HttpFields.build();
    answer.headers().forEach(fields::put);
    fields.put(HttpHeader.CONNECTION, "close");
    int length = answer.body().length;
    ByteBuffer bytes = BufferUtil.allocate(MOST_HEAD_BYTES + length);
    try {
      MetaData.Response head =
          new MetaData.Response(answer.status(), null, HttpVersion.HTTP_1_1, fields, length);
      var _ =
          new HttpGenerator()
              .generateResponse(head, false, bytes, null, ByteBuffer.wrap(answer.body()), true);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    BufferUtil.append(bytes, answer.body());
    return bytes;
  }
}
