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
/// @param page where the page is served, and to whom
public record Configuration(
    Fleet fleet,
    SortedMap<String, SignalPreset> presets,
    List<ScrapeJob> scrapeJobs,
    Ingest ingest,
    Page page) {
  /// With the defaults of ingest and page.
  public Configuration(
      Fleet fleet, SortedMap<String, SignalPreset> presets, List<ScrapeJob> scrapeJobs) {
    this(fleet, presets, scrapeJobs, Ingest.DEFAULT, Page.DEFAULT);
  }

  public Configuration {
    presets = Require.sortedCopy(presets);
    scrapeJobs = List.copyOf(scrapeJobs);
  }
}
