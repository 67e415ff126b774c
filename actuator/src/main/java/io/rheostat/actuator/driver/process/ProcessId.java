package io.rheostat.actuator.driver.process;

/// A process, distinguished from a later one of the same number.
///
/// @param pid its number
/// @param stamp its start, as exactly as the system reports it
record ProcessId(long pid, String stamp) {}
