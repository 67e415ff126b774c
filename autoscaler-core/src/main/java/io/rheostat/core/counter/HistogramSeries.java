package io.rheostat.core.counter;

/// Histogram of a replica.
///
/// @param key its [SeriesKey]
/// @param state its gathered state
public record HistogramSeries(long key, HistogramState state) {}
