package io.rheostat.core.stage;

import java.time.Instant;
import java.util.List;

/// Host's record of the results of a partition's fold.
public interface Ledger<S, X> {
  /// Returns whether the current event has been applied to an aggregate before: then it is not
  /// stepped again. A host without redelivery always says no.
  boolean applied(String key);

  /// Returns whether the partition's clock was moved by the current event before: then it is not
  /// moved again. A host without redelivery always says no.
  default boolean clocked(boolean tick) {
    return false;
  }

  /// Records the refusal of the current event for its timestamp. It is the same everywhere; a host
  /// with a place for rejects puts the record there.
  default void misdated(Instant stamp) {}

  /// Records a step that threw: the aggregate stays as it was and the log goes on. It is a bug; a
  /// host reports it.
  void failed(String key, RuntimeException bug);

  /// Records the effects of a step that threw.
  default void faulted(String key, List<X> effects) {}

  /// Records a step of an aggregate.
  void stepped(String key, S before, S after, List<X> effects);
}
