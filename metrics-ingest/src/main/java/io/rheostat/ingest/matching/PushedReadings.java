package io.rheostat.ingest.matching;

import io.rheostat.ingest.matching.sample.PageReadings;
import java.util.Optional;

/// Result of one pushed request.
///
/// @param page its readings and the fates of its samples
/// @param firstError the first error, if any; the rest of it is good
public record PushedReadings(PageReadings page, Optional<String> firstError) {}
