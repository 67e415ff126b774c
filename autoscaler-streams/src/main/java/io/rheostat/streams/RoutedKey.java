package io.rheostat.streams;

/// Key of a record with what decides its partition: records carry the workload, partitions follow
/// the pool.
///
/// @param key what is written
/// @param partitionBy what is hashed
record RoutedKey(String key, String partitionBy) {}
