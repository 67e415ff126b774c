package io.rheostat.core.estimate;

/// One histogram of a replica.
///
/// @param key its [SeriesKey]
/// @param state what is known of it
record HistogramSeries(long key, HistogramState state) {}
