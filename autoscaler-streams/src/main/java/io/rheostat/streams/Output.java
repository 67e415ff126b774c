package io.rheostat.streams;

import io.rheostat.topics.Topic;

/// One record that an effect amounts to.
///
/// @param topic where it goes
/// @param key its key
/// @param partitionBy what its partition follows
/// @param value its bytes
@SuppressWarnings("ArrayRecordComponent") // written once, never changed
public record Output(Topic topic, String key, String partitionBy, byte[] value) {}
