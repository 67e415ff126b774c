package io.rheostat.topics.codec;

import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.topics.mapping.Decoding;
import io.rheostat.topics.proto.LogProto;

/// Codec of workload-log events: equal values give equal bytes, and decoding returns the encoded
/// value, but with the samples of a reading in canonical order: scalars by signal, preference and
/// series, then buckets likewise and by upper bound.
public final class WorkloadEventCodec {
  private WorkloadEventCodec() {}

  /// Returns the canonical bytes.
  ///
  /// @throws IllegalArgumentException for a time beyond the years 1 to 9999 or a duration beyond
  ///     10,000 years
  public static byte[] encode(WorkloadEvent event) {
    return LogMapping.encode(event).toByteArray();
  }

  /// Decodes a workload event.
  ///
  /// @throws MalformedRecordException for broken bytes, missing fields and refused values
  public static WorkloadEvent decode(byte[] bytes) {
    return Decoding.decode(
        "workload event", LogProto.WorkloadEvent.parser(), bytes, LogMapping::decode);
  }
}
