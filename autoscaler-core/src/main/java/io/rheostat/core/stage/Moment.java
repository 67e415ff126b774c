package io.rheostat.core.stage;

import java.time.Instant;

/// When and under which declarations a step happens.
///
/// @param now time of the partition's clock
/// @param catalogue what is declared at this point of the log
public record Moment(Instant now, Catalogue catalogue) {}
