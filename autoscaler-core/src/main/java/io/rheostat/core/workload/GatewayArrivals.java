package io.rheostat.core.workload;

import io.rheostat.core.series.BucketRing;

/// Demand as reported by the gateways and queues in front of a workload. Immutable.
///
/// @param requests arrivals over time
/// @param since time of the first sample, epoch milliseconds
/// @param cameAt time of the newest sample with a new request; 0 for never
/// @param unserved arrivals since a replica last served
public record GatewayArrivals(BucketRing requests, long since, long cameAt, double unserved) {
  /// Longest wait of clients, milliseconds.
  private static final long PATIENCE_MILLIS = 900_000;

  /// Length of a bucket, milliseconds.
  private static final long BUCKET_MILLIS = 2_000;

  /// Number of buckets: two minutes.
  private static final int BUCKETS = 60;

  /// Returns the demand at the first sample, without any arrivals yet.
  ///
  /// @param at time of that sample, epoch milliseconds
  public static GatewayArrivals begun(long at) {
    return new GatewayArrivals(BucketRing.empty(BUCKET_MILLIS, BUCKETS), at, 0, 0);
  }

  /// Returns the gateway after arrivals.
  public GatewayArrivals came(long from, long to, double count) {
    long newest = count > 0 ? Math.max(cameAt, to) : cameAt;
    return new GatewayArrivals(
        requests.add(from, to, count), since, newest, Math.max(0, unserved + count));
  }

  /// Returns the gateway while a replica serves: nobody waits for one to start.
  public GatewayArrivals served() {
    return unserved == 0 ? this : new GatewayArrivals(requests, since, cameAt, 0);
  }

  /// Returns the requests waiting for a replica to start.
  public double awaiting(long now) {
    return now - cameAt <= PATIENCE_MILLIS ? unserved : 0;
  }
}
