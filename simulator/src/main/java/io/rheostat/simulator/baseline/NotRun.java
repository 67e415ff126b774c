package io.rheostat.simulator.baseline;

/// An autoscaler that is not run here.
///
/// @param name whose it is and what it does
/// @param reason why not
public record NotRun(String name, String reason) {}
