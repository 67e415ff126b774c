package io.rheostat.ingest.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// Rate limit of each source's samples: a token bucket, filled at the rate, with a capacity of two
/// seconds of it. A request larger than the capacity is taken from a full bucket and paid off
/// later.
///
/// The sources with the most recent requests are remembered; a forgotten one starts with a full
/// bucket.
public final class SourceRates {
  private static final double BURST_SECONDS = 2;
  private static final int MOST_SOURCES = 10_000;
  private static final double NANOS = 1e9;

  private final DoubleSupplier samplesPerSecond;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_SOURCES;
        }
      };

  /// Content of a bucket.
  ///
  /// @param samples allowed ones; below 0 after a request larger than the burst
  /// @param atNanos time of this content
  private record Bucket(double samples, long atNanos) {}

  /// Creates a limit without known sources.
  ///
  /// @param samplesPerSecond of each source, above 0; read at each call, so it may change
  public SourceRates(DoubleSupplier samplesPerSecond) {
    this.samplesPerSecond = samplesPerSecond;
  }

  /// Takes samples out of a source's bucket.
  ///
  /// @param nowNanos time of a monotonic clock
  /// @return empty when they were taken; else the wait until they can be, and none was taken
  public synchronized Optional<Duration> take(String source, long samples, long nowNanos) {
    double rate = samplesPerSecond.getAsDouble();
    double burst = rate * BURST_SECONDS;
    Bucket before = buckets.getOrDefault(source, new Bucket(burst, nowNanos));
    double gained = Math.max(0, nowNanos - before.atNanos()) / NANOS * rate;
    double held = Math.min(burst, before.samples() + gained);
    double needed = Math.min((double) samples, burst);
    boolean taken = held >= needed;
    buckets.put(source, new Bucket(taken ? held - samples : held, nowNanos));
    return taken
        ? Optional.empty()
        : Optional.of(Duration.ofNanos((long) Math.ceil((needed - held) / rate * NANOS)));
  }
}
