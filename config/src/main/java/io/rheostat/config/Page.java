package io.rheostat.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where the page, its API and the program's own metrics are served, and to whom.
///
/// @param listen the address to bind; port 0 takes a free one
/// @param tls HTTPS instead of HTTP
/// @param tokenFile where the bearer tokens were read from
/// @param bearerTokens who may come in, each with a token; anyone when empty
public record Page(
    InetSocketAddress listen,
    Optional<Tls> tls,
    Optional<Path> tokenFile,
    List<BearerToken> bearerTokens) {
  /// What holds when nothing is declared: HTTP on loopback, for anyone on this machine.
  public static final Page DEFAULT =
      new Page(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 8470),
          Optional.empty(),
          Optional.empty(),
          List.of());

  public Page {
    bearerTokens = List.copyOf(bearerTokens);
  }

  /// The same at another address.
  public Page at(InetSocketAddress other) {
    return new Page(other, tls, tokenFile, bearerTokens);
  }

  /// Whether a client has to show who it is.
  public boolean knowsItsClients() {
    return !bearerTokens.isEmpty() || tls.flatMap(Tls::clientAuthority).isPresent();
  }
}
