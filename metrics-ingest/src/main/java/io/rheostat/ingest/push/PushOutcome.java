package io.rheostat.ingest.push;

import java.time.Duration;
import java.util.Optional;

/// End of a pushed request; its protocol turns it into an answer.
public sealed interface PushOutcome {
  /// Request with all good parts kept.
  ///
  /// @param samples number of its samples
  /// @param firstError the first error of the rest
  record Kept(int samples, Optional<String> firstError) implements PushOutcome {}

  /// Request unreadable for good.
  record Malformed(String words) implements PushOutcome {}

  /// Request of a source above its rate; none of it is kept.
  ///
  /// @param pause until it may come again
  record TooMuch(String words, Duration pause) implements PushOutcome {}

  /// Request possibly not kept; the sender is to come again.
  record Later(String words) implements PushOutcome {}
}
