package io.rheostat.ingest.matching;

import java.util.Optional;

/// What one pushed request came to.
///
/// @param page its readings and what became of its samples
/// @param firstError what was bad about it, when something was; the rest of it is good
public record PushedReadings(PageReadings page, Optional<String> firstError) {}
