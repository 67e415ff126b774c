package io.rheostat.core.stage;

import java.time.Instant;

/// Time and declarations of a step.
///
/// @param now time of the partition's clock
/// @param catalogue declarations at this point of the log
public record Moment(Instant now, Catalogue catalogue) {}
