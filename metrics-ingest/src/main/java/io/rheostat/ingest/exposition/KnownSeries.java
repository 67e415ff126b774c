package io.rheostat.ingest.exposition;

/// A series that was read in full before.
final class KnownSeries<S> {
  private final S use;

  /// Its place in its OpenMetrics family; none until it was on an OpenMetrics page.
  Membership membership = Membership.NONE;

  /// The number of the last page it was on.
  long lastPage;

  KnownSeries(S use) {
    this.use = use;
  }

  /// What the sink keeps for it.
  S use() {
    return use;
  }
}
