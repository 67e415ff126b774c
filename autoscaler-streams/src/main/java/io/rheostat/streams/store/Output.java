package io.rheostat.streams.store;

import io.rheostat.topics.Topic;

/// One record written for an effect.
///
/// @param topic its topic
/// @param key its key
/// @param partitionBy the key of its partition
/// @param value its bytes
@SuppressWarnings("ArrayRecordComponent") // written once, never changed
public record Output(Topic topic, String key, String partitionBy, byte[] value) {}
