package io.rheostat.streams;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/// Timestamps of records as they are, 0 for a negative one: Kafka Streams' own extractor would end
/// its thread at a record without a timestamp, and after each restart again. The fold refuses such
/// a record, so it is parked and counted.
final class StampOrNone implements TimestampExtractor {
  static final StampOrNone INSTANCE = new StampOrNone();

  private StampOrNone() {}

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return Math.max(0, record.timestamp());
  }
}
