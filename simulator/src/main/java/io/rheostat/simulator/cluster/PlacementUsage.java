package io.rheostat.simulator.cluster;

import io.rheostat.model.command.PlacementStatus;

/// Replica time and cost of one placement of a workload so far.
///
/// @param status its current state
/// @param replicaHours replicas x hours from launch to drained, starting and draining included
/// @param deviceHours the same times devices per replica
/// @param costUsd the same at the placement's rate
/// @param resizes changes of its desired replicas
public record PlacementUsage(
    PlacementStatus status, double replicaHours, double deviceHours, double costUsd, int resizes) {}
