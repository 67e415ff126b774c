package io.rheostat.ingest.exposition.series;

/// Role of a sample in its OpenMetrics family, by the end of its name.
public enum SampleRole {
  /// Value of a gauge or of a family without a type.
  VALUE(""),
  /// Value of a counter.
  TOTAL("_total"),
  /// Start time of counting.
  CREATED("_created"),
  /// Cumulative count of a histogram, by `le`.
  BUCKET("_bucket"),
  /// Number of observations.
  COUNT("_count"),
  /// Sum of the observations.
  SUM("_sum"),
  /// Number of observations in a gauge histogram.
  GAUGE_COUNT("_gcount"),
  /// Sum of the observations in a gauge histogram.
  GAUGE_SUM("_gsum"),
  /// Quantile of a summary, by `quantile`.
  QUANTILE(""),
  /// The one of an info.
  INFO("_info"),
  /// State of a stateset, on or off, by the label with the family's name.
  STATE("");

  private final String suffix;

  SampleRole(String suffix) {
    this.suffix = suffix;
  }

  /// Returns the suffix behind the family's name.
  public String suffix() {
    return suffix;
  }

  /// Tells whether an exemplar may stand behind it.
  public boolean exemplar() {
    return this == TOTAL || this == BUCKET;
  }

  /// Returns the error of a value; empty for a valid one.
  public String complaint(double value) {
    return switch (this) {
      case VALUE, CREATED -> "";
      case TOTAL, BUCKET, COUNT, SUM, GAUGE_COUNT ->
          value >= 0 ? "" : "a counting value is negative or NaN";
      case GAUGE_SUM -> Double.isNaN(value) ? "a sum is NaN" : "";
      case QUANTILE -> value < 0 ? "a quantile is negative" : "";
      case INFO -> value == 1 ? "" : "the value of an info is not 1";
      case STATE -> value == 0 || value == 1 ? "" : "the value of a state is neither 0 nor 1";
    };
  }
}
