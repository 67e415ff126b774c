package io.rheostat.streams;

/// What all processors of a host share.
///
/// @param logPartitions partitions of each log
/// @param delivery what a crash may do
/// @param metrics where steps are counted
/// @param progress who is told how far the stages are
/// @param snapshots where state is kept each hour and at shutdown
/// @param logs tells which log a partition is
/// @param board where partitions report their condition
public record HostSettings(
    int logPartitions,
    Delivery delivery,
    StreamsMetrics metrics,
    Progress progress,
    Snapshots snapshots,
    Logs logs,
    StageBoard board) {}
