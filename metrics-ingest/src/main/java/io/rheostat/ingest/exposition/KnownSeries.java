package io.rheostat.ingest.exposition;

/// Series read in full before.
final class KnownSeries<S> {
  private final S use;

  /// Its place in its OpenMetrics family; none before its first OpenMetrics page.
  Membership membership = Membership.NONE;

  /// Number of its last page.
  long lastPage;

  KnownSeries(S use) {
    this.use = use;
  }

  /// Returns the sink's object for it.
  S use() {
    return use;
  }
}
