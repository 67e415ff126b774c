package io.rheostat.streams;

import io.rheostat.streams.store.Snapshots;

/// Settings shared by all processors of a host.
///
/// @param logPartitions partitions of each log
/// @param delivery effect of a crash on records
/// @param metrics counters of steps
/// @param progress listener for the progress of the stages
/// @param snapshots store of the state, written each hour and at shutdown
/// @param logs lookup of a partition's log
/// @param board board for the condition of partitions
public record HostSettings(
    int logPartitions,
    Delivery delivery,
    StreamsMetrics metrics,
    Progress progress,
    Snapshots snapshots,
    Logs logs,
    StageBoard board) {}
