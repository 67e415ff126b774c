package io.rheostat.actuator.shell;

import io.rheostat.actuator.protocol.queue.Position;
import io.rheostat.model.command.Command;
import io.rheostat.topics.Headers;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.CommandCodec;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// A record of the commands' log.
///
/// @param position its position in the log
/// @param command its command; empty when unreadable, for there is nobody to answer then
/// @param receivedMicros time of receipt of the metrics behind the command, microseconds since
///     1970; empty without a readable header, which costs one measurement only
record CommandRecord(Position position, Optional<Command> command, OptionalLong receivedMicros) {

  static CommandRecord of(ConsumerRecord<String, byte[]> record) {
    return new CommandRecord(
        new Position(record.partition(), record.offset()), command(record), received(record));
  }

  /// Returns a partition of the commands' log.
  static TopicPartition partition(int partition) {
    return new TopicPartition(Topic.COMMANDS.topicName(), partition);
  }

  private static Optional<Command> command(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(CommandCodec.decode(record.value()));
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
  }

  private static OptionalLong received(ConsumerRecord<String, byte[]> record) {
    try {
      return Headers.readLong(record.headers(), Headers.RECEIVED_MICROS);
    } catch (MalformedRecordException e) {
      return OptionalLong.empty();
    }
  }
}
