package io.rheostat.ingest.exposition.family;

import io.rheostat.ingest.exposition.series.SampleRole;
import io.rheostat.ingest.exposition.series.TextCursor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Types of metric families of both text formats, with their samples.
public enum FamilyType {
  UNKNOWN,
  /// Type of a family without a known type, in the text format.
  UNTYPED,
  GAUGE,
  COUNTER,
  SUMMARY,
  HISTOGRAM,
  GAUGEHISTOGRAM,
  INFO,
  STATESET;

  private static final List<FamilyType> ALL = List.of(values());
  private static final List<SampleRole> ANY = List.of(SampleRole.VALUE);
  private static final List<SampleRole> COUNTING = List.of(SampleRole.TOTAL, SampleRole.CREATED);
  private static final List<SampleRole> SUMMING =
      List.of(SampleRole.QUANTILE, SampleRole.COUNT, SampleRole.SUM, SampleRole.CREATED);
  private static final List<SampleRole> BUCKETS =
      List.of(SampleRole.BUCKET, SampleRole.COUNT, SampleRole.SUM, SampleRole.CREATED);
  private static final List<SampleRole> GAUGE_BUCKETS =
      List.of(SampleRole.BUCKET, SampleRole.GAUGE_COUNT, SampleRole.GAUGE_SUM);
  private static final List<SampleRole> TELLING = List.of(SampleRole.INFO);
  private static final List<SampleRole> STATES = List.of(SampleRole.STATE);

  private final String word = name().toLowerCase(Locale.ROOT);

  /// Returns the type named by a slice of a page.
  public static Optional<FamilyType> named(TextCursor cursor, int from, int to) {
    for (FamilyType type : ALL) {
      if (type.word.length() == to - from && cursor.hasAt(from, type.word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /// Returns the roles of a family's samples.
  List<SampleRole> roles() {
    return switch (this) {
      case UNKNOWN, UNTYPED, GAUGE -> ANY;
      case COUNTER -> COUNTING;
      case SUMMARY -> SUMMING;
      case HISTOGRAM -> BUCKETS;
      case GAUGEHISTOGRAM -> GAUGE_BUCKETS;
      case INFO -> TELLING;
      case STATESET -> STATES;
    };
  }

  /// Tells whether its samples are buckets.
  boolean histogram() {
    return this == HISTOGRAM || this == GAUGEHISTOGRAM;
  }

  /// Tells whether a unit makes sense.
  boolean measures() {
    return this != INFO && this != STATESET;
  }

  /// Returns the label to distinguish samples of one metric; empty when there is none.
  String pointLabel(String family) {
    return switch (this) {
      case HISTOGRAM, GAUGEHISTOGRAM -> "le";
      case SUMMARY -> "quantile";
      case STATESET -> family;
      case UNKNOWN, UNTYPED, GAUGE, COUNTER, INFO -> "";
    };
  }
}
