package io.rheostat.ingest.matching.sample;

import io.rheostat.ingest.reject.RejectionReason;
import java.util.Optional;

/// Result of a sample; a tag of the sample counter.
public enum SampleFate {
  /// Part of a reading.
  USED,
  /// Report of a workload's member.
  MEMBER,
  /// Metric outside all presets.
  UNREAD,
  /// Metric of a preset, without a declared workload.
  UNCLAIMED,
  /// Sample of two workloads.
  AMBIGUOUS,
  /// Sample of a known workload, but an unknown replica, placement or bound; or a report of an
  /// unknown member, or one too many.
  UNMATCHED,
  /// Sample without a usable value.
  NOT_FINITE,
  /// Marker of the end of its series.
  STALE,
  /// Sample with broken or too many labels, or of an impossible histogram or an unsupported kind.
  INVALID,
  /// Sample with another value than one for the same time from another series of its replica.
  DUPLICATE,
  /// Sample from more than 30 seconds ahead.
  FUTURE,
  /// Sample from more than an hour ago.
  LATE,
  /// Sample of a replica with too many sample times on the page.
  TOO_MANY_TIMES;

  /// Returns the reason of its rejection; none for samples simply not for Rheostat.
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
