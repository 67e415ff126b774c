package io.rheostat.ingest.http;

import com.sun.net.httpserver.Headers;
import java.util.Locale;
import java.util.Optional;

/// What a request says before its body.
///
/// @param method such as POST
/// @param path without the query
/// @param persistent whether the client wants to send more after it
/// @param headers by name in any case
record Head(String method, String path, boolean persistent, Headers headers) {
  /// A header's first value; HTTP joins several by a comma, and none that are read here may have
  /// several.
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }

  /// A header's value as a word that is compared.
  Optional<String> word(String name) {
    return header(name).map(value -> value.strip().toLowerCase(Locale.ROOT));
  }

  /// The body's bytes on the wire as declared; empty when it comes in chunks.
  Optional<Long> contentLength() {
    if (headers.containsKey("Transfer-Encoding")) {
      return Optional.empty();
    }
    return Optional.of(header("Content-Length").map(Long::parseLong).orElse(0L));
  }
}
