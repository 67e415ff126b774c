package io.rheostat.actuator.driver.webhook;

import io.rheostat.model.resource.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/// Signing secrets of calls, read anew for each call, so a secret may be changed in place. Their
/// text is never part of a message.
final class Secrets {
  /// Prefix of a secret in base64, as Standard Webhooks has it.
  private static final String ENCODED = "whsec_";

  private static final int LEAST_BYTES = 16;
  private static final int MOST_BYTES = 4096;

  private final Function<String, Optional<String>> environment;

  /// @param environment value of an environment variable by its name
  Secrets(Function<String, Optional<String>> environment) {
    this.environment = environment;
  }

  /// Returns the key of a target.
  ///
  /// @throws UnusableSecretException when there is none, or a guessable one
  byte[] key(Target target) throws UnusableSecretException {
    String file = target.settings().get("secretFile");
    String variable = target.settings().get("secretEnv");
    if (file != null) {
      return decoded(read(file), "the file " + file);
    }
    if (variable != null) {
      String text =
          environment
              .apply(variable)
              .orElseThrow(
                  () -> new UnusableSecretException("there is no variable " + variable + "."));
      return decoded(text, "the variable " + variable);
    }
    throw new UnusableSecretException("neither secretFile nor secretEnv is declared.");
  }

  private static String read(String file) throws UnusableSecretException {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > MOST_BYTES) {
        throw new UnusableSecretException(file + " is longer than " + MOST_BYTES + " bytes.");
      }
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      // The message of a decoding error could show bytes of the secret: only its kind is reported.
      throw new UnusableSecretException(
          file + " can't be read: " + e.getClass().getSimpleName() + ".");
    }
  }

  private static byte[] decoded(String text, String where) throws UnusableSecretException {
    String stripped = text.strip();
    byte[] key = stripped.getBytes(StandardCharsets.UTF_8);
    if (stripped.startsWith(ENCODED)) {
      try {
        key = Base64.getDecoder().decode(stripped.substring(ENCODED.length()));
      } catch (IllegalArgumentException e) {
        throw new UnusableSecretException(where + " does not hold base64 after " + ENCODED + ".");
      }
    }
    if (key.length < LEAST_BYTES) {
      throw new UnusableSecretException(
          where + " holds fewer than " + LEAST_BYTES + " bytes. Take such as 32 random ones.");
    }
    return key;
  }
}
