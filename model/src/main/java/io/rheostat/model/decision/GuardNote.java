package io.rheostat.model.decision;

/// A guard stage that changed the answer.
///
/// @param stage which
/// @param before what came in
/// @param after what went out
/// @param detail the numbers that bound, for a person
public record GuardNote(GuardStage stage, Allocation before, Allocation after, String detail) {}
