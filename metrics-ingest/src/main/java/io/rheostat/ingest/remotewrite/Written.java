package io.rheostat.ingest.remotewrite;

/// Counts of a request's data.
///
/// @param samples number of samples not refused
/// @param histograms number of histograms not refused
/// @param all samples and histograms, refused ones included
record Written(int samples, int histograms, int all) {
  static final Written NOTHING = new Written(0, 0, 0);
}
