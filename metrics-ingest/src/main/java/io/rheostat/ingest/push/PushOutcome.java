package io.rheostat.ingest.push;

import java.time.Duration;
import java.util.Optional;

/// How a pushed request ended; its protocol turns it into an answer.
public sealed interface PushOutcome {
  /// All that is good of it is kept.
  ///
  /// @param samples it has
  /// @param firstError what was bad about the rest
  record Kept(int samples, Optional<String> firstError) implements PushOutcome {}

  /// It can't be read and never will be.
  record Malformed(String words) implements PushOutcome {}

  /// Its source sends too much; none of it is kept.
  ///
  /// @param pause until it may come again
  record TooMuch(String words, Duration pause) implements PushOutcome {}

  /// It may not be kept; the sender is to come again.
  record Later(String words) implements PushOutcome {}
}
