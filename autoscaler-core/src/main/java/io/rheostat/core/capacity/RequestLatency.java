package io.rheostat.core.capacity;

/// Latency of a replica under a steady rate.
///
/// @param ttftP95Seconds time to first token, 95th percentile
/// @param tpotMeanSeconds time per output token, mean
/// @param crowdedBatch running sequences, 99th percentile
public record RequestLatency(double ttftP95Seconds, double tpotMeanSeconds, double crowdedBatch) {}
