package io.rheostat.ingest.http;

import io.rheostat.config.settings.BearerToken;
import io.rheostat.config.settings.Ingest;
import io.rheostat.ingest.http.exchange.RefusedException;
import io.rheostat.ingest.http.exchange.Reply;

/// Identification of senders: the name of a bearer token, else the subject of a certificate, else
/// an address. Tokens are compared by their hashes, all of them and in constant time, and never
/// exposed.
final class Senders {
  private static final String SCHEME = "bearer ";

  private Senders() {}

  /// Returns the source of a request.
  ///
  /// @throws RefusedException when a required token is missing or unknown
  static String source(Ingest declared, IncomingRequest incoming) throws RefusedException {
    if (!declared.bearerTokens().isEmpty()) {
      return incoming
          .head()
          .header("Authorization")
          .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
          .map(value -> value.substring(SCHEME.length()).strip())
          .flatMap(token -> BearerToken.owner(declared.bearerTokens(), token))
          .orElseThrow(Senders::unknown);
    }
    return incoming.certified().orElseGet(incoming::address);
  }

  private static RefusedException unknown() {
    return RefusedException.of(
        Reply.refused(401, "a bearer token that is declared here is needed")
            .with("WWW-Authenticate", "Bearer realm=\"rheostat\""));
  }
}
