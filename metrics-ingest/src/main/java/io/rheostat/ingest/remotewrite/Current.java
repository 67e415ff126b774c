package io.rheostat.ingest.remotewrite;

/// What of the series that is being read was handed over last: samples and histograms of one series
/// go to series of different names.
enum Current {
  NONE,
  SAMPLES,
  HISTOGRAMS
}
