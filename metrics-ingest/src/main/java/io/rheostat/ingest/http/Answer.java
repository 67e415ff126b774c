package io.rheostat.ingest.http;

import java.time.Duration;
import java.util.Optional;

/// An HTTP answer in words.
///
/// @param status of HTTP
/// @param words for whoever reads the sender's log
/// @param retryAfter when to come again, for a sender that should
public record Answer(int status, String words, Optional<Duration> retryAfter) {
  /// Everything is kept.
  public static Answer kept(String words) {
    return new Answer(200, words, Optional.empty());
  }

  /// What was sent is wrong; sending it again helps nothing.
  public static Answer refused(int status, String words) {
    return new Answer(status, words, Optional.empty());
  }

  /// It could not be kept now; come again in five seconds.
  public static Answer later(String words) {
    return new Answer(503, words, Optional.of(Duration.ofSeconds(5)));
  }
}
