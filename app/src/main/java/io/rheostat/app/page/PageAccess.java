package io.rheostat.app.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.rheostat.config.settings.BearerToken;
import io.rheostat.config.settings.Page;
import io.rheostat.config.settings.Tls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Access control of the page, for reads and for changes: the one place for it.
///
/// Where tokens are declared, one is needed, as a bearer token or, for a browser, as the password
/// of its owner. Where certificates are required, the handshake has judged already. Otherwise
/// anyone on this machine may come in, but not a site in somebody's browser with its name made to
/// lead here (DNS rebinding): its name stands in `Host`.
///
/// A page of another site cannot change anything: it can't set our header or send JSON without
/// being asked first, and this server never agrees; its `Origin` would give it away as well.
public final class PageAccess {
  /// Header of every changing request from the program's own page.
  static final String HEADER = "X-Rheostat-Request";

  private static final Logger LOG = LoggerFactory.getLogger(PageAccess.class);
  private static final Pattern LOCAL =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?");

  /// Value of `WWW-Authenticate` in an answer of 401, to ask for a token.
  public static final String CHALLENGE =
      "Basic realm=\"rheostat\", charset=\"UTF-8\", Bearer realm=\"rheostat\"";

  private volatile Page declared;

  PageAccess(Page declared) {
    this.declared = declared;
  }

  /// Takes other tokens; where none are left the old ones stay until a restart, because the bound
  /// address was judged by them. Another address or TLS is only logged.
  void declare(Page changed) {
    Page before = declared;
    if (changed.bearerTokens().isEmpty() && !before.bearerTokens().isEmpty()) {
      LOG.atWarn().log("the page keeps its bearer tokens until it is restarted");
    } else {
      declared =
          new Page(before.listen(), before.tls(), changed.tokenFile(), changed.bearerTokens());
    }
    if (!before.listen().equals(changed.listen()) || !before.tls().equals(changed.tls())) {
      LOG.atWarn().log("the page's listen or tls has changed: restart to use it");
    }
  }

  /// Result of access control for a request.
  public sealed interface Entry {
    /// It may pass.
    ///
    /// @param who author of the request, for the record
    record Granted(String who) implements Entry {}

    /// An answer without an effect.
    ///
    /// @param status of HTTP
    /// @param words error message: the reason and the remedy
    record Refused(int status, String words) implements Entry {}
  }

  /// Decides whether a request may read.
  public Entry enter(HttpExchange exchange) {
    Page door = declared;
    if (!door.bearerTokens().isEmpty()) {
      Optional<String> owner =
          shown(exchange).flatMap(token -> BearerToken.owner(door.bearerTokens(), token));
      if (owner.isEmpty()) {
        return new Entry.Refused(401, "A token that is declared in page.yaml is needed.");
      }
      return new Entry.Granted("page: " + owner.get());
    }
    if (door.tls().flatMap(Tls::clientAuthority).isPresent()) {
      return certified(exchange);
    }
    String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")).orElse("");
    return LOCAL.matcher(host).matches()
        ? new Entry.Granted("page at " + exchange.getRemoteAddress().getAddress().getHostAddress())
        : new Entry.Refused(403, "Ask at 127.0.0.1, localhost or [::1], not at " + host + ".");
  }

  /// Decides whether a request may change something.
  public Entry change(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String type = Optional.ofNullable(headers.getFirst("Content-Type")).orElse("");
    if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      return new Entry.Refused(415, "Send JSON, with Content-Type: application/json.");
    }
    if (headers.getFirst(HEADER) == null) {
      return new Entry.Refused(403, "The header " + HEADER + " is missing: send any value.");
    }
    Entry entry = enter(exchange);
    String origin = headers.getFirst("Origin");
    boolean foreign = origin != null && !isOwn(origin, headers.getFirst("Host"));
    return entry instanceof Entry.Granted && foreign
        ? new Entry.Refused(403, "The page of another site may not change anything.")
        : entry;
  }

  /// Returns the token of `Bearer TOKEN`, or the password of `Basic`.
  private static Optional<String> shown(HttpExchange exchange) {
    String value =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    String[] words = value.strip().split("\\s+", 2);
    if (words.length != 2) {
      return Optional.empty();
    }
    return switch (words[0].toLowerCase(Locale.ROOT)) {
      case "bearer" -> Optional.of(words[1]);
      case "basic" -> password(words[1]);
      default -> Optional.empty();
    };
  }

  private static Optional<String> password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no base64: nobody's
    }
  }

  private static Entry certified(HttpExchange exchange) {
    try {
      String name = ((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName();
      return new Entry.Granted("page: " + name);
    } catch (SSLPeerUnverifiedException e) {
      return new Entry.Refused(403, "Show a certificate that tls.clientAuthority signed.");
    }
  }

  private static boolean isOwn(String origin, @Nullable String host) {
    try {
      return host != null && host.equals(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false; // an origin that is no URI is not ours
    }
  }
}
