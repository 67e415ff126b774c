package io.rheostat.ingest.exposition.family;

/// Series read in full before.
public final class KnownSeries<S> {
  private final S use;

  /// Its place in its OpenMetrics family; none before its first OpenMetrics page.
  public Membership membership = Membership.NONE;

  /// Number of its last page.
  public long lastPage;

  public KnownSeries(S use) {
    this.use = use;
  }

  /// Returns the sink's object for it.
  public S use() {
    return use;
  }
}
