package io.rheostat.app.recording;

/// One record of a topic's partition.
///
/// @param offset its offset
/// @param timestampMillis its timestamp, epoch milliseconds
/// @param inputOffset offset of its causing input, -1 for none
/// @param core version of the code that made it of its input; 0 when it is not known
/// @param key its key
/// @param value its bytes
@SuppressWarnings("ArrayRecordComponent") // read once, never changed
public record LogRecord(
    long offset, long timestampMillis, long inputOffset, long core, String key, byte[] value) {}
