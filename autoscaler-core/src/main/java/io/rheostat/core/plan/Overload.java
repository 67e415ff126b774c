package io.rheostat.core.plan;

/// How a service that gets more than it carries goes under: batches fill up within the time that
/// requests stay in them, then queues grow until the first token is late; from then on all requests
/// are late until more replicas are ready.
///
/// @param level requests per second now
/// @param residenceSeconds mean time that a request is in a batch
/// @param patienceSeconds time to the first token that is still good
/// @param horizonSeconds until a replica ordered at the surge is ready
record Overload(
    double level, double residenceSeconds, double patienceSeconds, double horizonSeconds) {
  /// Late requests over all that come within the horizon, 0..1.
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
