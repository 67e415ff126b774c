package io.rheostat.app.recording;

/// One record of a topic's partition.
///
/// @param offset its offset
/// @param timestampMillis its timestamp, epoch milliseconds
/// @param inputOffset offset of its causing input, -1 for none
/// @param key its key
/// @param value its bytes
@SuppressWarnings("ArrayRecordComponent") // read once, never changed
public record LogRecord(
    long offset, long timestampMillis, long inputOffset, String key, byte[] value) {}
