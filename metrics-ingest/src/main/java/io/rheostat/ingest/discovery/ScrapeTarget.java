package io.rheostat.ingest.discovery;

import io.rheostat.ingest.exposition.Labels;
import java.net.URI;
import java.time.Duration;

/// One page to read again and again.
///
/// @param page its address
/// @param labels added to every series, `job` and `instance` among them
/// @param interval between two scrapes
/// @param timeout of one scrape
public record ScrapeTarget(URI page, Labels labels, Duration interval, Duration timeout) {
  /// The target in rejects and logs.
  public String source() {
    return labels.value("job").orElse("") + " " + page;
  }
}
