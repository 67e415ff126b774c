package io.rheostat.config.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Address and clients of the page, its API and the program's own metrics.
///
/// @param listen the address to bind; port 0 takes a free one
/// @param tls HTTPS instead of HTTP
/// @param tokenFile source of the bearer tokens
/// @param bearerTokens tokens of allowed clients; anyone may come in when empty
public record Page(
    InetSocketAddress listen,
    Optional<Tls> tls,
    Optional<Path> tokenFile,
    List<BearerToken> bearerTokens) {
  /// Default when nothing is declared: HTTP on loopback, for anyone on this machine.
  public static final Page DEFAULT =
      new Page(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 8470),
          Optional.empty(),
          Optional.empty(),
          List.of());

  public Page {
    bearerTokens = List.copyOf(bearerTokens);
  }

  /// Returns the same page at another address.
  public Page at(InetSocketAddress other) {
    return new Page(other, tls, tokenFile, bearerTokens);
  }

  /// Returns whether a client has to authenticate.
  public boolean knowsItsClients() {
    return !bearerTokens.isEmpty() || tls.flatMap(Tls::clientAuthority).isPresent();
  }
}
