package io.rheostat.ingest.discovery;

import io.rheostat.ingest.exposition.series.Labels;
import java.net.URI;
import java.time.Duration;

/// Metric page, read once an interval.
///
/// @param page its address
/// @param labels added to every series, `job` and `instance` among them
/// @param interval between two scrapes
/// @param timeout of one scrape
public record ScrapeTarget(URI page, Labels labels, Duration interval, Duration timeout) {
  /// Returns the target's name in rejects and logs.
  public String source() {
    return labels.value("job").orElse("") + " " + page;
  }
}
