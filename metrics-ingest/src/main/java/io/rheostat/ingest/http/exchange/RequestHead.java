package io.rheostat.ingest.http.exchange;

import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;

/// Head of a request.
///
/// @param method such as POST
/// @param path without the query
/// @param version of HTTP
/// @param headers by name in any case
/// @param fields number of header fields, repeated ones included
/// @param contentLength the body's bytes on the wire as declared; empty when it comes in chunks
public record RequestHead(
    String method,
    String path,
    HttpVersion version,
    RequestHeaders headers,
    int fields,
    Optional<Long> contentLength) {
  /// Returns the head of Jetty's request.
  public static RequestHead of(Request request) {
    SortedMap<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (HttpField field : request.getHeaders()) {
      values.putIfAbsent(field.getName(), Optional.ofNullable(field.getValue()).orElse(""));
    }
    RequestHeaders headers = new RequestHeaders(values);
    HttpVersion version = request.getConnectionMetaData().getHttpVersion();
    Optional<Long> length =
        headers.first("Transfer-Encoding").isPresent()
            ? Optional.empty()
            : Optional.of(Math.max(0, request.getLength()));
    return new RequestHead(
        request.getMethod(),
        request.getHttpURI().getPath(),
        version,
        headers,
        request.getHeaders().size(),
        length);
  }

  /// Returns a header's first value; HTTP joins several by a comma, and none of the headers read
  /// here may have several.
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /// Returns a header's value as a word for comparison.
  public Optional<String> word(String name) {
    return header(name).map(value -> value.strip().toLowerCase(Locale.ROOT));
  }
}
