package io.rheostat.benchmarks.accuracy;

import java.util.SortedMap;

/// Predictions for one service on one trace, with the truth.
///
/// @param trace its name
/// @param startupSeconds start-up of its replicas
/// @param coverage of its forecasts, by horizon in seconds
/// @param attainment share of good requests predicted by the decisions in force, and that of the
///     requests judged
/// @param usd dollars of the chosen options, and the bill
/// @param capacity requests per second of a replica as learned at the end, and as measured offline
/// @param firstTokenP95 95th percentile of times to first token read from the log, and that of the
///     requests, seconds
record PredictionRow(
    String trace,
    int startupSeconds,
    SortedMap<Double, ForecastCoverage> coverage,
    Prediction attainment,
    Prediction usd,
    Prediction capacity,
    Prediction firstTokenP95) {}
