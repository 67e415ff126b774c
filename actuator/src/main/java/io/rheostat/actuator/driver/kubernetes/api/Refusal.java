package io.rheostat.actuator.driver.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// An answer other than success.
///
/// @param code of HTTP
/// @param message the server's message
/// @param quietUntil earliest time of the next call, if the server named one
record Refusal(int code, String message, Optional<Instant> quietUntil) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_MESSAGE = 400;
  private static final Duration LONGEST_QUIET = Duration.ofSeconds(60);
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

  static Refusal of(HttpResponse<byte[]> response, Instant now) {
    Optional<Instant> quietUntil =
        Optional.ofNullable(response.header("Retry-After"))
            .filter(text -> SECONDS.matcher(text).matches())
            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
            .map(wait -> now.plus(wait.compareTo(LONGEST_QUIET) < 0 ? wait : LONGEST_QUIET));
    return new Refusal(response.code(), message(response.body()), quietUntil);
  }

  private static String message(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    try {
      JsonNode status = JSON.readTree(body);
      if (status != null && status.path("message").isTextual()) {
        text = status.path("message").asText();
      }
    } catch (IOException _) {
      // Not the server's own Status: a proxy's page, say. Its text is reported as it is.
    }
    return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "…" : text;
  }

  CallFailedException failure(Verb verb, Address address) {
    String said = message.isEmpty() ? "" : ": " + message;
    String asked = verb + " " + address + ": HTTP " + code + said;
    return switch (code) {
      case 400, 405, 406, 413, 415, 422 -> failure(Failure.Cause.INVALID, asked);
      case 401 -> failure(Failure.Cause.SILENT, asked + ". Are the credentials out of date?");
      case 403 -> failure(Failure.Cause.FORBIDDEN, asked + ". " + missingRule(verb, address));
      case 404 -> failure(Failure.Cause.MISSING, "there is no " + address + " (HTTP 404)");
      case 409 -> failure(Failure.Cause.CONFLICT, asked);
      default -> failure(Failure.Cause.SILENT, asked);
    };
  }

  private static String missingRule(Verb verb, Address address) {
    return "Add to the Role of namespace %s: {apiGroups: [\"%s\"], resources: [%s], verbs: [%s]}"
        .formatted(address.namespace(), address.type().group(), address.resource(), verb);
  }

  private static CallFailedException failure(Failure.Cause cause, String words) {
    return new CallFailedException(cause, words);
  }
}
