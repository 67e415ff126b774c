package io.rheostat.ingest.matching.sample;

import java.time.Instant;

/// Times of a page's reading.
///
/// @param observedAt the time of samples without one on the page: the start of the scrape
/// @param receivedAt time of receipt of its last byte
public record PageTime(Instant observedAt, Instant receivedAt) {}
