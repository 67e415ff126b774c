package io.rheostat.config.settings;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Declared configuration of an operator, checked as a whole.
///
/// @param fleet devices, pools and workloads
/// @param presets signal presets by name
/// @param scrapeJobs scrape jobs
/// @param ingest intake over HTTP
/// @param page address and clients of the page
/// @param jobDiscoveries namespaces in which labelled training jobs are found
public record Configuration(
    Fleet fleet,
    SortedMap<String, SignalPreset> presets,
    List<ScrapeJob> scrapeJobs,
    Ingest ingest,
    Page page,
    List<JobDiscovery> jobDiscoveries) {
  /// Returns the configuration with further workloads beside those of the files.
  public Configuration with(SortedMap<String, Workload> jobs) {
    SortedMap<String, Workload> all = new TreeMap<>(jobs);
    all.putAll(fleet.workloads());
    return new Configuration(
        fleet.withWorkloads(all), presets, scrapeJobs, ingest, page, jobDiscoveries);
  }

  /// Creates a configuration with the defaults of ingest and page.
  public Configuration(
      Fleet fleet, SortedMap<String, SignalPreset> presets, List<ScrapeJob> scrapeJobs) {
    this(fleet, presets, scrapeJobs, Ingest.DEFAULT, Page.DEFAULT, List.of());
  }

  public Configuration {
    presets = Require.sortedCopy(presets);
    scrapeJobs = List.copyOf(scrapeJobs);
    jobDiscoveries = List.copyOf(jobDiscoveries);
  }
}
