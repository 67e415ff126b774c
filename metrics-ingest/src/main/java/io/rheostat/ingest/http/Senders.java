package io.rheostat.ingest.http;

import io.rheostat.config.Ingest;
import io.rheostat.config.Ingest.BearerToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Tells who sends: the name of a bearer token, else the subject of a certificate, else an address.
/// Tokens are compared by their hashes, all of them and in constant time, and never told to anyone.
final class Senders {
  private static final String SCHEME = "bearer ";

  private Senders() {}

  /// Names the source of a request.
  ///
  /// @throws RefusedException when a token is needed and a good one is not there
  static String source(Ingest declared, Incoming incoming) throws RefusedException {
    if (!declared.bearerTokens().isEmpty()) {
      return incoming
          .head()
          .header("Authorization")
          .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
          .map(value -> value.substring(SCHEME.length()).strip())
          .flatMap(token -> name(declared.bearerTokens(), token))
          .orElseThrow(Senders::unknown);
    }
    return incoming.certified().orElseGet(incoming::address);
  }

  private static Optional<String> name(List<BearerToken> tokens, String shown) {
    byte[] hash = sha256(shown);
    Optional<String> found = Optional.empty();
    for (BearerToken token : tokens) {
      if (MessageDigest.isEqual(hash, HexFormat.of().parseHex(token.sha256()))) {
        found = Optional.of(token.name());
      }
    }
    return found;
  }

  private static RefusedException unknown() {
    return RefusedException.of(
        Answer.refused(401, "a bearer token that is declared here is needed")
            .with("WWW-Authenticate", "Bearer realm=\"rheostat\""));
  }

  private static byte[] sha256(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return digest.digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
