package io.rheostat.ingest.exposition;

/// What a sample is within its OpenMetrics family, by the end of its name.
enum Role {
  /// Any value, of a gauge or of a family without a type.
  VALUE(""),
  /// The value of a counter.
  TOTAL("_total"),
  /// When counting began.
  CREATED("_created"),
  /// A cumulative count of a histogram, by `le`.
  BUCKET("_bucket"),
  /// How many were observed.
  COUNT("_count"),
  /// The sum of what was observed.
  SUM("_sum"),
  /// How many a gauge histogram holds.
  GAUGE_COUNT("_gcount"),
  /// The sum of what a gauge histogram holds.
  GAUGE_SUM("_gsum"),
  /// A quantile of a summary, by `quantile`.
  QUANTILE(""),
  /// The one of an info.
  INFO("_info"),
  /// Whether a state is on, by the label that has the family's name.
  STATE("");

  private final String suffix;

  Role(String suffix) {
    this.suffix = suffix;
  }

  /// What follows the family's name.
  String suffix() {
    return suffix;
  }

  /// Whether an exemplar may stand behind it.
  boolean exemplar() {
    return this == TOTAL || this == BUCKET;
  }

  /// What is wrong with a value; empty when nothing is.
  String complaint(double value) {
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
