package io.rheostat.ingest.exposition.family;

/// Samples of one metric at one time, as far as they were read, and the rules of OpenMetrics for
/// them. A method returns the error message; empty for a valid sample.
final class MetricPoint {
  private static final String FINE = "";
  private static final Family.Group NOBODY = new Family.Group();

  private Family family = Family.NONE;
  private Family.Group group = NOBODY;
  private long number;
  private int line;

  private boolean stamped;
  private double seconds;

  private double lastBound;
  private double lastCount;
  private boolean belowZero;
  private Seen count = Seen.NO;
  private Seen sum = Seen.NO;
  private double countValue;

  private enum Seen {
    NO,
    YES,
    NEGATIVE
  }

  /// Returns the line of its last sample, counted from 1.
  int line() {
    return line;
  }

  boolean of(Family.Group other) {
    return group == other;
  }

  /// Begins a metric; the one before was closed.
  void begin(Membership member, boolean hasTime, double time) {
    family = member.family();
    group = member.group();
    stamped = hasTime;
    begin(time);
  }

  /// Ends the metric under way.
  void end() {
    family = Family.NONE;
    group = NOBODY;
    begin(0);
  }

  /// Tells whether a sample of this metric begins its next point.
  boolean endsAt(boolean hasTime, double time) {
    return hasTime && stamped && time > seconds;
  }

  /// Begins the next point of the same metric.
  void begin(double time) {
    number++;
    seconds = time;
    lastBound = Double.NEGATIVE_INFINITY;
    lastCount = 0;
    belowZero = false;
    count = Seen.NO;
    sum = Seen.NO;
  }

  String timeComplaint(boolean hasTime, double time) {
    if (hasTime != stamped) {
      return "some samples of a metric have a timestamp and some have none";
    }
    return hasTime && time < seconds ? "the timestamps of a metric go back" : FINE;
  }

  /// Adds a sample.
  String add(Membership member, double value, int atLine) {
    line = atLine;
    String complaint = member.role().complaint(value);
    if (!complaint.isEmpty()) {
      return complaint;
    }
    // Two different times on the page may be one double.
    if (member.point == number && !stamped) {
      return "the series is there twice";
    }
    member.point = number;
    return family.type().histogram() ? addToHistogram(member, value) : FINE;
  }

  private String addToHistogram(Membership member, double value) {
    return switch (member.role()) {
      case BUCKET -> addBucket(member.bound(), value);
      case COUNT, GAUGE_COUNT -> {
        count = Seen.YES;
        countValue = value;
        yield FINE;
      }
      case SUM, GAUGE_SUM -> {
        sum = value < 0 ? Seen.NEGATIVE : Seen.YES;
        yield FINE;
      }
      case VALUE, TOTAL, CREATED, QUANTILE, INFO, STATE -> FINE;
    };
  }

  private String addBucket(double bound, double value) {
    if (bound <= lastBound) {
      return "the buckets are not in the order of their bounds";
    }
    if (value < lastCount) {
      return "a bucket counts less than the one before it";
    }
    belowZero |= bound < 0;
    lastBound = bound;
    lastCount = value;
    return FINE;
  }

  /// Returns the error of the complete point.
  String complaint() {
    if (!family.type().histogram()) {
      return FINE;
    }
    if (lastBound != Double.POSITIVE_INFINITY) {
      return "a histogram has no bucket with le=\"+Inf\"";
    }
    if (count != Seen.NO && countValue != lastCount) {
      return "the count of a histogram is not that of its last bucket";
    }
    if ((count == Seen.NO) != (sum == Seen.NO)) {
      return "a histogram has a sum without a count, or a count without a sum";
    }
    if (belowZero && sum != Seen.NO && family.type() == FamilyType.HISTOGRAM) {
      return "a histogram with buckets below 0 has a sum";
    }
    return !belowZero && sum == Seen.NEGATIVE
        ? "a histogram without buckets below 0 has a sum below 0"
        : FINE;
  }
}
