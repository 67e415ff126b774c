package io.rheostat.core.estimate;

/// Histogram of a replica.
///
/// @param key its [SeriesKey]
/// @param state its gathered state
record HistogramSeries(long key, HistogramState state) {}
