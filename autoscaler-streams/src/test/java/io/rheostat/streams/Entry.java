package io.rheostat.streams;

import io.rheostat.topics.Topic;
import java.util.OptionalLong;

/// A record as it stands on a log.
///
/// @param topic the log
/// @param key its key
/// @param value its bytes
/// @param timestamp when it was received, in milliseconds
/// @param micros its header `received-micros`
@SuppressWarnings("ArrayRecordComponent") // written once, never changed
public record Entry(Topic topic, String key, byte[] value, long timestamp, OptionalLong micros) {}
