package io.rheostat.config.settings;

import io.rheostat.model.Require;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Bearer token of a client, by name and hash. The token itself is not kept, so nothing can print
/// it.
///
/// @param name name of its owner
/// @param sha256 of the token's bytes, in hexadecimal
public record BearerToken(String name, String sha256) {
  public BearerToken {
    Require.text("token name", name);
  }

  /// Returns the owner of a shown token; empty for an unknown token. All are compared, in constant
  /// time.
  public static Optional<String> owner(List<BearerToken> tokens, String shown) {
    byte[] hash = hash(shown);
    Optional<String> found = Optional.empty();
    for (BearerToken token : tokens) {
      if (MessageDigest.isEqual(hash, HexFormat.of().parseHex(token.sha256()))) {
        found = Optional.of(token.name());
      }
    }
    return found;
  }

  /// Creates a token in its stored form.
  public static BearerToken of(String name, String token) {
    return new BearerToken(name, HexFormat.of().formatHex(hash(token)));
  }

  private static byte[] hash(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return digest.digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
