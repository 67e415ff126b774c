package io.rheostat.core.stage;

import java.time.Instant;
import java.util.List;

/// Where a host keeps what a partition's fold did.
public interface Ledger<S, X> {
  /// Whether the event at hand has been applied to that aggregate before: then it is not stepped
  /// again. A host without redelivery always says no.
  boolean applied(String key);

  /// Returns whether the partition's clock was moved by the event at hand before: then it is not
  /// moved again. A host without redelivery always says no.
  default boolean clocked(boolean tick) {
    return false;
  }

  /// Records that the event at hand was refused for its timestamp. It is the same everywhere; a
  /// host that has a place for rejects puts the record there.
  default void misdated(Instant stamp) {}

  /// A step threw: the aggregate stays as it was and the log goes on. It is a bug; a host tells of
  /// it.
  void failed(String key, RuntimeException bug);

  /// Takes what is told of a step that threw.
  default void faulted(String key, List<X> effects) {}

  /// An aggregate was stepped.
  void stepped(String key, S before, S after, List<X> effects);
}
