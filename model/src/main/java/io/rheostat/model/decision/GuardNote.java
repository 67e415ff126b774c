package io.rheostat.model.decision;

import io.rheostat.model.fleet.Allocation;

/// Change of the plan by one guard stage.
///
/// @param stage the guard stage
/// @param before allocation before the stage
/// @param after allocation after the stage
/// @param detail limiting numbers, for a person
public record GuardNote(GuardStage stage, Allocation before, Allocation after, String detail) {}
