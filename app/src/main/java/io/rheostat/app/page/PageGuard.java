package io.rheostat.app.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who may change something over the page: the one place for it.
///
/// A page of another site that is open in an operator's browser cannot set our header or send JSON
/// without being asked first, and this server never agrees; its `Origin` would give it away as
/// well. A site whose name is made to lead to this machine (DNS rebinding) passes all that, but its
/// name stands in `Host`.
final class PageGuard {
  /// What our own page sends with every request that changes something.
  static final String HEADER = "X-Rheostat-Request";

  private static final Pattern LOCAL =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?");

  private PageGuard() {}

  /// Why a request that changes something is refused; empty when it may pass.
  static Optional<Refusal> refuse(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String type = Optional.ofNullable(headers.getFirst("Content-Type")).orElse("");
    if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      return Optional.of(new Refusal(415, "Send JSON, with Content-Type: application/json."));
    }
    if (headers.getFirst(HEADER) == null) {
      return Optional.of(
          new Refusal(403, "The header " + HEADER + " is missing: send it with any value."));
    }
    String host = Optional.ofNullable(headers.getFirst("Host")).orElse("");
    if (!LOCAL.matcher(host).matches()) {
      return Optional.of(
          new Refusal(403, "Ask at 127.0.0.1, localhost or [::1], not at " + host + "."));
    }
    String origin = headers.getFirst("Origin");
    if (origin != null && !isOwn(origin, headers.getFirst("Host"))) {
      return Optional.of(new Refusal(403, "The page of another site may not change anything."));
    }
    return Optional.empty();
  }

  private static boolean isOwn(String origin, @org.jspecify.annotations.Nullable String host) {
    try {
      return host != null && host.equals(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false; // an origin that is no URI is not ours
    }
  }

  /// An answer without an effect.
  ///
  /// @param status of HTTP
  /// @param words why, and what to do
  record Refusal(int status, String words) {}
}
