package io.rheostat.topics.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Topic;
import io.rheostat.topics.mapping.Decoding;
import io.rheostat.topics.proto.CommandProto;
import io.rheostat.topics.proto.DecisionProto;
import io.rheostat.topics.proto.LogProto;
import io.rheostat.topics.proto.RejectProto;
import java.nio.charset.StandardCharsets;

/// Records as one line of JSON, for people and pipes: protobuf's JSON form, with keys in camelCase,
/// times in ISO 8601, whole numbers of 64 bits as text, and zeros and empty lists spelt out.
public final class EventText {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().omittingInsignificantWhitespace().alwaysPrintFieldsWithNoPresence();

  private EventText() {}

  /// Returns a record's value in JSON, without a line break. A snapshot is shown by its size only:
  /// its format belongs to the stage that wrote it.
  ///
  /// @throws MalformedRecordException when the bytes are no value of that topic. Values refused
  ///     only by the model are shown, so a reader can find them here.
  public static String json(Topic topic, byte[] value) {
    return switch (topic) {
      case WORKLOAD_LOG ->
          print(Decoding.parse("workload event", LogProto.WorkloadEvent.parser(), value));
      case POOL_LOG -> print(Decoding.parse("pool event", LogProto.PoolEvent.parser(), value));
      case COMMANDS -> print(Decoding.parse("command", CommandProto.Command.parser(), value));
      case DECISIONS -> print(Decoding.parse("decision", DecisionProto.Decision.parser(), value));
      case FLEET -> print(Decoding.parse("declaration", LogProto.Declaration.parser(), value));
      case SNAPSHOTS, ESTIMATE_STATE, PLAN_STATE -> "{\"bytes\":" + value.length + "}";
      case ENDED ->
          "\""
              + new String(value, StandardCharsets.US_ASCII).replaceAll("[^ -~]|[\"\\\\]", "")
              + "\"";
      case REJECTS -> print(Decoding.parse("reject", RejectProto.Reject.parser(), value));
    };
  }

  private static String print(MessageOrBuilder message) {
    try {
      return PRINTER.print(message);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      // Times and durations outside of protobuf's range have no JSON form.
      throw new MalformedRecordException("record has no JSON form: " + e.getMessage(), e);
    }
  }
}
