package io.rheostat.ingest.exposition;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Types of metric families of both text formats, with their samples.
enum FamilyType {
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
  private static final List<Role> ANY = List.of(Role.VALUE);
  private static final List<Role> COUNTING = List.of(Role.TOTAL, Role.CREATED);
  private static final List<Role> SUMMING =
      List.of(Role.QUANTILE, Role.COUNT, Role.SUM, Role.CREATED);
  private static final List<Role> BUCKETS =
      List.of(Role.BUCKET, Role.COUNT, Role.SUM, Role.CREATED);
  private static final List<Role> GAUGE_BUCKETS =
      List.of(Role.BUCKET, Role.GAUGE_COUNT, Role.GAUGE_SUM);
  private static final List<Role> TELLING = List.of(Role.INFO);
  private static final List<Role> STATES = List.of(Role.STATE);

  private final String word = name().toLowerCase(Locale.ROOT);

  /// Returns the type named by a slice of a page.
  static Optional<FamilyType> named(TextCursor cursor, int from, int to) {
    for (FamilyType type : ALL) {
      if (type.word.length() == to - from && cursor.hasAt(from, type.word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /// Returns the roles of a family's samples.
  List<Role> roles() {
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
