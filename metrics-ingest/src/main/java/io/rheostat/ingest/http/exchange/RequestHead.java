package io.rheostat.ingest.http.exchange;

import com.sun.net.httpserver.Headers;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;

/// Head of a request.
///
/// @param method such as POST
/// @param path without the query
/// @param version of HTTP
/// @param headers by name in any case
/// @param contentLength the body's bytes on the wire as declared; empty when it comes in chunks
public record RequestHead(
    String method,
    String path,
    HttpVersion version,
    Headers headers,
    Optional<Long> contentLength) {
  /// Returns the head of Jetty's request.
  public static RequestHead of(Request request) {
    Headers headers = new Headers();
    for (HttpField field : request.getHeaders()) {
      headers.add(field.getName(), Optional.ofNullable(field.getValue()).orElse(""));
    }
    HttpVersion version = request.getConnectionMetaData().getHttpVersion();
    Optional<Long> length =
        headers.containsKey("Transfer-Encoding")
            ? Optional.empty()
            : Optional.of(Math.max(0, request.getLength()));
    return new RequestHead(
        request.getMethod(), request.getHttpURI().getPath(), version, headers, length);
  }

  /// Returns a header's first value; HTTP joins several by a comma, and none of the headers read
  /// here may have several.
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }

  /// Returns a header's value as a word for comparison.
  public Optional<String> word(String name) {
    return header(name).map(value -> value.strip().toLowerCase(Locale.ROOT));
  }
}
