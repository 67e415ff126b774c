package io.rheostat.benchmarks.ingest.load;

import java.time.Duration;
import java.util.Map;

/// Result of a stretch of load.
///
/// @param samples answered by 2xx
/// @param bodyBytes of their requests, compressed
/// @param elapsed until the last answer
/// @param otherStatuses answers other than 2xx, by status; 429 and 503 were sent again
/// @param failures broken connections
public record SentLoad(
    long samples,
    long bodyBytes,
    Duration elapsed,
    Map<Integer, Long> otherStatuses,
    long failures) {
  /// Returns the samples taken per second of elapsed time.
  public double samplesPerSecond() {
    return samples / seconds(elapsed);
  }

  /// Returns the number of answers other than 2xx.
  public long others() {
    return otherStatuses.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Returns a duration in seconds, with its fraction.
  public static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
