package io.rheostat.ingest.remotewrite;

/// Last handed over kind of the current series: samples and histograms of one series go to series
/// of different names.
enum Current {
  NONE,
  SAMPLES,
  HISTOGRAMS
}
