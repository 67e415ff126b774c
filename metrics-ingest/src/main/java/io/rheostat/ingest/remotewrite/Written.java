package io.rheostat.ingest.remotewrite;

/// What a request has.
///
/// @param samples that were not refused
/// @param histograms that were not refused
/// @param all samples and histograms
record Written(int samples, int histograms, int all) {
  static final Written NOTHING = new Written(0, 0, 0);
}
