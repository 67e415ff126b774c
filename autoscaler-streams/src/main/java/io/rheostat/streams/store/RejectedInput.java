package io.rheostat.streams.store;

import io.rheostat.topics.Reject;
import io.rheostat.topics.RejectReason;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.RejectCodec;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Record;

/// Reject of a log's record, for the topic of rejects.
public final class RejectedInput {
  private static final byte[] NO_VALUE = new byte[0];

  private RejectedInput() {}

  /// Returns the reject as an output of the stage.
  ///
  /// @param position topic, partition and offset of the record
  /// @param detail the defect
  /// @param at time of the reject
  public static Output of(
      Record<String, byte[]> record,
      String position,
      RejectReason reason,
      String detail,
      Instant at) {
    String key = record.key() == null ? "" : record.key();
    byte[] value = record.value() == null ? NO_VALUE : record.value();
    Reject reject =
        new Reject(
            position, reason, "record of " + key + ": " + detail, Reject.previewOf(value), at);
    return new Output(Topic.REJECTS, position, position, RejectCodec.encode(reject));
  }
}
