package io.rheostat.streams;

import io.rheostat.topics.Headers;
import io.rheostat.topics.Topic;
import java.util.HexFormat;
import java.util.OptionalLong;

/// A record that a host wrote, comparable.
///
/// @param topic where
/// @param key its key
/// @param value its bytes in hexadecimal
/// @param timestamp its stamp, in milliseconds
/// @param inputOffset its header `input-offset`
/// @param micros its header `received-micros`
record Sent(
    Topic topic, String key, String value, long timestamp, long inputOffset, OptionalLong micros) {
  static Sent of(
      Topic topic,
      String key,
      byte[] value,
      long timestamp,
      org.apache.kafka.common.header.Headers headers) {
    return new Sent(
        topic,
        key,
        HexFormat.of().formatHex(value),
        timestamp,
        Headers.readLong(headers, Headers.INPUT_OFFSET).orElseThrow(),
        Headers.readLong(headers, Headers.RECEIVED_MICROS));
  }

  /// The same at another offset and time, for what a redelivery may change.
  String content() {
    return topic + " " + key + " " + value;
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(value);
  }
}
