package io.rheostat.topics.codec;

import io.rheostat.topics.Reject;
import io.rheostat.topics.RejectReason;
import io.rheostat.topics.mapping.Decoding;
import io.rheostat.topics.mapping.TimeMapping;
import io.rheostat.topics.proto.RejectProto;

/// Mapping of refused inputs.
public final class RejectMapping {
  private RejectMapping() {}

  /// Encodes a refused input.
  public static RejectProto.Reject encode(Reject reject) {
    return RejectProto.Reject.newBuilder()
        .setSource(reject.source())
        .setReason(encode(reject.reason()))
        .setDetail(reject.detail())
        .setPreview(reject.preview())
        .setAt(TimeMapping.encode(reject.at()))
        .build();
  }

  /// Decodes a refused input.
  ///
  /// @throws IllegalArgumentException for an absent time or an unknown reason
  public static Reject decode(RejectProto.Reject reject) {
    Decoding.require(reject.hasAt(), "reject.at");
    return new Reject(
        reject.getSource(),
        decode(reject.getReason(), reject.getReasonValue()),
        reject.getDetail(),
        reject.getPreview(),
        TimeMapping.decode(reject.getAt()));
  }

  /// Encodes the reason of a refusal.
  public static RejectProto.RejectReason encode(RejectReason reason) {
    return switch (reason) {
      case MALFORMED_PAGE -> RejectProto.RejectReason.REJECT_REASON_MALFORMED_PAGE;
      case MALFORMED_WEBHOOK -> RejectProto.RejectReason.REJECT_REASON_MALFORMED_WEBHOOK;
      case NOT_READ -> RejectProto.RejectReason.REJECT_REASON_NOT_READ;
      case NOT_ALLOWED -> RejectProto.RejectReason.REJECT_REASON_NOT_ALLOWED;
      case UNKNOWN_WORKLOAD -> RejectProto.RejectReason.REJECT_REASON_UNKNOWN_WORKLOAD;
      case NOT_FINITE -> RejectProto.RejectReason.REJECT_REASON_NOT_FINITE;
      case FUTURE_SAMPLE -> RejectProto.RejectReason.REJECT_REASON_FUTURE_SAMPLE;
      case LATE_SAMPLE -> RejectProto.RejectReason.REJECT_REASON_LATE_SAMPLE;
      case TOO_LARGE -> RejectProto.RejectReason.REJECT_REASON_TOO_LARGE;
      case UNMATCHED -> RejectProto.RejectReason.REJECT_REASON_UNMATCHED;
      case AMBIGUOUS -> RejectProto.RejectReason.REJECT_REASON_AMBIGUOUS;
      case MALFORMED_DISCOVERY -> RejectProto.RejectReason.REJECT_REASON_MALFORMED_DISCOVERY;
      case MALFORMED_SERIES -> RejectProto.RejectReason.REJECT_REASON_MALFORMED_SERIES;
      case MALFORMED_EVENT -> RejectProto.RejectReason.REJECT_REASON_MALFORMED_EVENT;
      case MISDATED -> RejectProto.RejectReason.REJECT_REASON_MISDATED;
      case UNPROCESSABLE -> RejectProto.RejectReason.REJECT_REASON_UNPROCESSABLE;
      case MALFORMED_REQUEST -> RejectProto.RejectReason.REJECT_REASON_MALFORMED_REQUEST;
    };
  }

  /// Decodes the reason of a refusal.
  ///
  /// @param number the number on the wire, for the error message
  /// @throws IllegalArgumentException for an absent or unknown reason
  public static RejectReason decode(RejectProto.RejectReason reason, int number) {
    return switch (reason) {
      case REJECT_REASON_MALFORMED_PAGE -> RejectReason.MALFORMED_PAGE;
      case REJECT_REASON_MALFORMED_WEBHOOK -> RejectReason.MALFORMED_WEBHOOK;
      case REJECT_REASON_NOT_READ -> RejectReason.NOT_READ;
      case REJECT_REASON_NOT_ALLOWED -> RejectReason.NOT_ALLOWED;
      case REJECT_REASON_UNKNOWN_WORKLOAD -> RejectReason.UNKNOWN_WORKLOAD;
      case REJECT_REASON_NOT_FINITE -> RejectReason.NOT_FINITE;
      case REJECT_REASON_FUTURE_SAMPLE -> RejectReason.FUTURE_SAMPLE;
      case REJECT_REASON_LATE_SAMPLE -> RejectReason.LATE_SAMPLE;
      case REJECT_REASON_TOO_LARGE -> RejectReason.TOO_LARGE;
      case REJECT_REASON_UNMATCHED -> RejectReason.UNMATCHED;
      case REJECT_REASON_AMBIGUOUS -> RejectReason.AMBIGUOUS;
      case REJECT_REASON_MALFORMED_REQUEST -> RejectReason.MALFORMED_REQUEST;
      case REJECT_REASON_MALFORMED_SERIES -> RejectReason.MALFORMED_SERIES;
      case REJECT_REASON_MALFORMED_EVENT -> RejectReason.MALFORMED_EVENT;
      case REJECT_REASON_MISDATED -> RejectReason.MISDATED;
      case REJECT_REASON_UNPROCESSABLE -> RejectReason.UNPROCESSABLE;
      case REJECT_REASON_MALFORMED_DISCOVERY -> RejectReason.MALFORMED_DISCOVERY;
      case REJECT_REASON_UNSPECIFIED, UNRECOGNIZED ->
          throw Decoding.unknown("reject.reason", number);
    };
  }
}
