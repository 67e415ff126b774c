package io.rheostat.actuator.driver.process;

/// A process, told apart from a later one that got the same number.
///
/// @param pid its number
/// @param stamp when it started, as exactly as the system tells
record ProcessId(long pid, String stamp) {}
