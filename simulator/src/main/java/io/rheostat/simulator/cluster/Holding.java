package io.rheostat.simulator.cluster;

import io.rheostat.model.command.PlacementStatus;

/// What one placement of a workload held so far.
///
/// @param status what it holds now
/// @param replicaHours replicas x hours from launch to drained, starting and draining included
/// @param deviceHours the same times devices per replica
/// @param costUsd the same at the placement's rate
/// @param resizes changes of its wanted count
public record Holding(
    PlacementStatus status, double replicaHours, double deviceHours, double costUsd, int resizes) {}
