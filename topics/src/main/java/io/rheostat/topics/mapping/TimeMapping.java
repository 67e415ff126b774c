package io.rheostat.topics.mapping;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;

/// Mapping of times and durations to nanoseconds, within the ranges of protobuf's own types.
public final class TimeMapping {
  private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
  private static final long LONGEST_SECONDS = 315_576_000_000L;
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private TimeMapping() {}

  /// Encodes a time of the years 1 to 9999.
  public static Timestamp encode(Instant time) {
    checkTime(time.getEpochSecond(), time.getNano());
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  /// Decodes a time of the years 1 to 9999.
  ///
  /// @throws IllegalArgumentException for any other
  public static Instant decode(Timestamp time) {
    checkTime(time.getSeconds(), time.getNanos());
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  /// Encodes a duration of at most 10,000 years either way.
  public static com.google.protobuf.Duration encode(Duration duration) {
    long seconds = duration.getSeconds();
    int nanos = duration.getNano();
    if (seconds < 0 && nanos > 0) {
      // Java keeps nanoseconds above 0; protobuf requires the sign on both parts.
      seconds++;
      nanos -= NANOS_PER_SECOND;
    }
    checkDuration(seconds, nanos);
    return com.google.protobuf.Duration.newBuilder().setSeconds(seconds).setNanos(nanos).build();
  }

  /// Decodes a duration of at most 10,000 years either way.
  ///
  /// @throws IllegalArgumentException for a longer one, or seconds and nanoseconds of different
  ///     signs
  public static Duration decode(com.google.protobuf.Duration duration) {
    checkDuration(duration.getSeconds(), duration.getNanos());
    return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
  }

  private static void checkTime(long seconds, int nanos) {
    if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos >= NANOS_PER_SECOND) {
      throw new IllegalArgumentException(
          "time is " + seconds + " s and " + nanos + " ns. It must lie in the years 1 to 9999.");
    }
  }

  private static void checkDuration(long seconds, int nanos) {
    boolean tooLong = seconds > LONGEST_SECONDS || seconds < -LONGEST_SECONDS;
    boolean tooManyNanos = nanos <= -NANOS_PER_SECOND || nanos >= NANOS_PER_SECOND;
    boolean mixedSigns = (seconds > 0 && nanos < 0) || (seconds < 0 && nanos > 0);
    if (tooLong || tooManyNanos || mixedSigns) {
      throw new IllegalArgumentException(
          "duration is "
              + seconds
              + " s and "
              + nanos
              + " ns. It must be of one sign and at most"
              + " 10,000 years.");
    }
  }
}
