package io.rheostat.ingest.matching;

import io.rheostat.ingest.reject.RejectionReason;
import java.util.Optional;

/// What became of a sample; a tag of the sample counter.
public enum SampleFate {
  /// It is part of a reading.
  USED,
  /// It says what belongs to a workload.
  MEMBER,
  /// No preset names its metric.
  UNREAD,
  /// A preset names its metric, but it belongs to no declared workload.
  UNCLAIMED,
  /// It belongs to two workloads.
  AMBIGUOUS,
  /// Its workload is known, but not its replica, placement or bound; or what is its member is not
  /// known, or one too many.
  UNMATCHED,
  /// It has no usable value.
  NOT_FINITE,
  /// It marks the end of its series.
  STALE,
  /// Its labels are broken or too many, or it is a histogram that can't be, or of a kind that is
  /// not taken.
  INVALID,
  /// Another series of its replica gave another value for the same time.
  DUPLICATE,
  /// It is from more than 30 seconds ahead.
  FUTURE,
  /// It is from more than an hour ago.
  LATE,
  /// Its replica has too many sample times on the page.
  TOO_MANY_TIMES;

  /// The reason to count it as rejected by; none for samples that are simply not for Rheostat.
  public Optional<RejectionReason> rejection() {
    return switch (this) {
      case USED, MEMBER, UNREAD, UNCLAIMED, STALE -> Optional.empty();
      case AMBIGUOUS, DUPLICATE -> Optional.of(RejectionReason.AMBIGUOUS);
      case INVALID -> Optional.of(RejectionReason.MALFORMED_SERIES);
      case UNMATCHED -> Optional.of(RejectionReason.UNMATCHED);
      case NOT_FINITE -> Optional.of(RejectionReason.NOT_FINITE);
      case FUTURE -> Optional.of(RejectionReason.FUTURE_SAMPLE);
      case LATE -> Optional.of(RejectionReason.LATE_SAMPLE);
      case TOO_MANY_TIMES -> Optional.of(RejectionReason.TOO_LARGE);
    };
  }
}
