package io.rheostat.core.stage;

import java.time.Instant;

/// When and under which declarations a step happens.
///
/// @param now highest receivedAt that the partition has seen
/// @param catalogue what is declared at this point of the log
public record Moment(Instant now, Catalogue catalogue) {}
