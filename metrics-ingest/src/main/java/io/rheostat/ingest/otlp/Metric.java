package io.rheostat.ingest.otlp;

/// Common properties of all data points of a metric.
///
/// @param name as it came
/// @param unit as it came
/// @param kind of its data points
/// @param temporality meaning of their values
/// @param monotonic of a sum, whether it never falls
record Metric(String name, String unit, Kind kind, Temporality temporality, boolean monotonic) {
  enum Kind {
    GAUGE,
    SUM,
    HISTOGRAM,
    EXPONENTIAL_HISTOGRAM,
    SUMMARY
  }

  enum Temporality {
    UNSPECIFIED,
    DELTA,
    CUMULATIVE
  }

  boolean isCounter() {
    return kind == Kind.SUM && monotonic;
  }
}
