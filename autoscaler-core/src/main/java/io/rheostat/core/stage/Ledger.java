package io.rheostat.core.stage;

import java.util.List;

/// Where a host keeps what a partition's fold did.
public interface Ledger<S, X> {
  /// Whether the event at hand has been applied to that aggregate before: then it is not stepped
  /// again.
  /// A host without redelivery always says no.
  boolean applied(String key);

  /// A step threw: the aggregate stays as it was and the log goes on. It is a bug; a host tells of
  /// it.
  void failed(String key, RuntimeException bug);

  /// An aggregate was stepped.
  void stepped(String key, S before, S after, List<X> effects);
}
