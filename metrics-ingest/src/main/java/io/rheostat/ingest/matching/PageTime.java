package io.rheostat.ingest.matching;

import java.time.Instant;

/// When a page was read.
///
/// @param observedAt the time of samples to which the page gives none: the start of the scrape
/// @param receivedAt when all of its bytes were there
public record PageTime(Instant observedAt, Instant receivedAt) {}
