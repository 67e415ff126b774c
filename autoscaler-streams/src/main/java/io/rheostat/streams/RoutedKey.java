package io.rheostat.streams;

/// Key of a record with the key of its partition: records are keyed by the workload, partitions
/// follow the pool.
///
/// @param key the written key
/// @param partitionBy the hashed key
record RoutedKey(String key, String partitionBy) {}
