package io.rheostat.streams.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Log of a state: offsets say nothing about another one.
///
/// @param id the topic's id; empty when the brokers did not report it
/// @param from first offset not in the state, when it came from a snapshot; else 0
public record StoredLog(String id, long from) {
  byte[] toBytes() {
    byte[] text = id.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + text.length).putLong(from).put(text).array();
  }

  static StoredLog of(byte[] bytes) {
    return new StoredLog(
        new String(Arrays.copyOfRange(bytes, Long.BYTES, bytes.length), StandardCharsets.UTF_8),
        ByteBuffer.wrap(bytes).getLong());
  }
}
