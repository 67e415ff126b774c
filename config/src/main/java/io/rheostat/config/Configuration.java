package io.rheostat.config;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.Fleet;
import java.util.List;
import java.util.SortedMap;

/// Everything an operator declared, checked as a whole.
///
/// @param fleet devices, pools and workloads
/// @param presets signal presets by name
/// @param scrapeJobs what is scraped
/// @param ingest what comes in over HTTP
public record Configuration(
    Fleet fleet,
    SortedMap<String, SignalPreset> presets,
    List<ScrapeJob> scrapeJobs,
    Ingest ingest) {
  /// With the defaults of ingest.
  public Configuration(
      Fleet fleet, SortedMap<String, SignalPreset> presets, List<ScrapeJob> scrapeJobs) {
    this(fleet, presets, scrapeJobs, Ingest.DEFAULT);
  }

  public Configuration {
    presets = Require.sortedCopy(presets);
    scrapeJobs = List.copyOf(scrapeJobs);
  }
}
