package io.rheostat.core.sizing;

import io.rheostat.model.resource.EngineProfile;
import java.util.Optional;

/// One way to run a service: a kind of replica, how many of them, and what they earn.
///
/// @param kind kind of its replicas
/// @param replicas replicas for the whole demand; 0 when the kind of replica is refused
/// @param host host memory and disk of a replica
/// @param serving speed of a replica; empty when the weights do not even fit
/// @param worth performance, cost and value of all replicas
/// @param refusal the number against it; empty when it is feasible
public record SizedService(
    ReplicaKind kind,
    int replicas,
    Host host,
    Optional<Serving> serving,
    Worth worth,
    Optional<String> refusal) {
  /// Host of a replica.
  ///
  /// @param memoryGib host memory
  /// @param diskGib disk
  public record Host(double memoryGib, double diskGib) {}

  /// Speed of a replica under its share of the demand.
  ///
  /// @param profile linear speeds, as a placement declares them
  /// @param maxSequences recommended `max-num-seqs`: the batch at the 99th percentile, in steps of
  ///     8
  /// @param requestsPerSecond highest rate within the limits
  /// @param ttftP95Seconds time to first token, 95th percentile
  /// @param tpotMeanSeconds time per output token, mean
  public record Serving(
      EngineProfile profile,
      int maxSequences,
      double requestsPerSecond,
      double ttftP95Seconds,
      double tpotMeanSeconds) {}

  /// Worth of all replicas.
  ///
  /// @param quality score of the answers
  /// @param performance P: good requests per second
  /// @param valueUsdPerHour worth of P, scaled by quality
  /// @param usdPerHour C
  /// @param netUsdPerHour J
  public record Worth(
      double quality,
      double performance,
      double valueUsdPerHour,
      double usdPerHour,
      double netUsdPerHour) {
    static final Worth NONE = new Worth(1, 0, 0, 0, 0);
  }

  /// Returns the same kind of replica with another reason against it.
  SizedService because(String reason) {
    return new SizedService(kind, replicas, host, serving, worth, Optional.of(reason));
  }

  /// Returns whether it serves the demand within the limits.
  public boolean isFeasible() {
    return refusal.isEmpty();
  }
}
