package io.rheostat.core.attainment;

/// Share of requests that miss the TTFT limit while demand exceeds capacity, until replicas ordered
/// at the surge are ready. Batches fill up within the residence time of requests, then queues grow
/// until the first token is late; from then on all requests are late.
///
/// @param level requests per second now
/// @param residenceSeconds mean residence time of a request in a batch
/// @param patienceSeconds longest good time to the first token
/// @param horizonSeconds time until a replica ordered at the surge is ready
public record Overload(
    double level, double residenceSeconds, double patienceSeconds, double horizonSeconds) {
  /// Returns the late requests over all arrivals within the horizon, 0..1.
  ///
  /// @param load demand over capacity, above 1
  /// @param capacity requests per second
  double lateShare(double load, double capacity) {
    double before = Math.min(level / capacity, load);
    double filling =
        before >= 1 ? 0 : residenceSeconds * StrictMath.log((load - before) / (load - 1));
    double queueing = patienceSeconds / (load - 1);
    double late = 1 - (filling + queueing) / horizonSeconds;
    return late > 0 ? late : 0;
  }
}
