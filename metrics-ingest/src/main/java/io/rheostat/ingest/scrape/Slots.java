package io.rheostat.ingest.scrape;

import io.rheostat.ingest.discovery.ScrapeTarget;
import java.time.Instant;

/// When a target is scraped: every interval, at a place within it that follows from the target, so
/// that thousands of targets spread out and a restart keeps their places.
///
/// @param intervalMillis between two scrapes
/// @param offsetMillis the place within the interval
record Slots(long intervalMillis, long offsetMillis) {
  static Slots of(ScrapeTarget target) {
    long interval = target.interval().toMillis();
    // The constant mixes neighbouring hashes, such as those of consecutive ports, over the
    // interval.
    int mixed = target.page().toString().hashCode() * 0x9E3779B9;
    return new Slots(interval, Math.floorMod(mixed, interval));
  }

  /// The first slot after that time; slots that were missed are left out.
  Instant after(Instant time) {
    long since = time.toEpochMilli() - offsetMillis;
    return Instant.ofEpochMilli(
        Math.floorDiv(since, intervalMillis) * intervalMillis + intervalMillis + offsetMillis);
  }
}
