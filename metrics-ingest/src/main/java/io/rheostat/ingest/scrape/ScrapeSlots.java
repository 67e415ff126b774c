package io.rheostat.ingest.scrape;

import io.rheostat.ingest.discovery.ScrapeTarget;
import java.time.Instant;

/// Times of a target's scrapes: every interval, at an offset derived from the target, so thousands
/// of targets spread out and a restart keeps their offsets.
///
/// @param intervalMillis between two scrapes
/// @param offsetMillis the place within the interval
record ScrapeSlots(long intervalMillis, long offsetMillis) {
  static ScrapeSlots of(ScrapeTarget target) {
    long interval = target.interval().toMillis();
    // The constant mixes neighbouring hashes, such as those of consecutive ports, over the
    // interval.
    int mixed = target.page().toString().hashCode() * 0x9E3779B9;
    return new ScrapeSlots(interval, Math.floorMod(mixed, interval));
  }

  /// Returns the first slot after a time; missed slots are left out.
  Instant after(Instant time) {
    long since = time.toEpochMilli() - offsetMillis;
    return Instant.ofEpochMilli(
        Math.floorDiv(since, intervalMillis) * intervalMillis + intervalMillis + offsetMillis);
  }
}
