package io.rheostat.ingest.http.exchange;

import io.rheostat.model.Require;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/// HTTP answer.
///
/// @param status of HTTP; 204 has no body
/// @param headers besides those of the answer's framing
/// @param body bytes
@SuppressWarnings("ArrayRecordComponent") // answers are sent, never compared
public record Reply(int status, SortedMap<String, String> headers, byte[] body) {
  private static final Duration SOON = Duration.ofSeconds(5);

  public Reply {
    headers = Require.sortedCopy(headers);
  }

  /// Returns 200: everything is kept.
  public static Reply kept(String words) {
    return words(200, words);
  }

  /// Returns 204: everything is kept, and there is nothing to say.
  public static Reply done() {
    return new Reply(204, new TreeMap<>(), new byte[0]);
  }

  /// Returns an answer in a format of its own.
  public static Reply of(int status, String contentType, byte[] body) {
    return new Reply(status, new TreeMap<>(), body).with("Content-Type", contentType);
  }

  /// Returns a refusal of a wrong request; sending it again helps nothing.
  public static Reply refused(int status, String words) {
    return words(status, words);
  }

  /// Returns 503: the request could not be kept now; come again in five seconds.
  public static Reply later(String words) {
    return words(503, words).retryAfter(SOON);
  }

  /// Returns 429: the source sends too much; come again after the wait.
  public static Reply tooMuch(String words, Duration wait) {
    return words(429, words).retryAfter(wait);
  }

  /// Returns the answer with one more header, or another value of it.
  public Reply with(String header, String value) {
    if ((header + value).chars().anyMatch(character -> character < ' ')) {
      throw new IllegalArgumentException("header " + header + " has control characters");
    }
    SortedMap<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body);
  }

  /// Returns the message, for readers of the sender's log.
  public String words() {
    return new String(body, StandardCharsets.UTF_8).stripTrailing();
  }

  private static Reply words(int status, String words) {
    byte[] body = (words + "\n").getBytes(StandardCharsets.UTF_8);
    return of(status, "text/plain; charset=utf-8", body);
  }

  /// Adds Retry-After, in whole seconds, at least one.
  private Reply retryAfter(Duration wait) {
    long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    return with("Retry-After", Long.toString(seconds));
  }
}
