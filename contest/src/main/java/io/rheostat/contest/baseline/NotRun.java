package io.rheostat.contest.baseline;

/// An autoscaler left out of the contest.
///
/// @param name of the autoscaler, with its project and rule
/// @param reason for leaving it out
public record NotRun(String name, String reason) {}
