package io.rheostat.core.training;

/// Step time of a data-parallel job on one device type, in seven parameters (Pollux, OSDI 2021,
/// section 3.2).
///
/// A pass takes `computeBase + computePerSample · b` seconds, synchronisation `base + perReplica ·
/// max(k − 2, 0)` with one pair of parameters within a node and one between nodes. A step joins
/// both as `(pass^overlap + sync^overlap)^(1/overlap)`.
///
/// @param computeBase seconds of a pass, whatever its batch
/// @param computePerSample seconds of a pass for each sample
/// @param interNodeBase seconds of synchronisation between nodes
/// @param interNodePerReplica seconds for each replica beyond the second
/// @param intraNodeBase seconds of synchronisation within a node
/// @param intraNodePerReplica seconds for each replica beyond the second
/// @param overlap 1: none, 10: computation hides synchronisation
public record ThroughputParameters(
    double computeBase,
    double computePerSample,
    double interNodeBase,
    double interNodePerReplica,
    double intraNodeBase,
    double intraNodePerReplica,
    double overlap) {
  /// Smallest value of each time, in seconds.
  static final double LEAST = 1e-8;

  /// Largest overlap of computation and synchronisation.
  static final double MOST_OVERLAP = 10;

  /// Returns the seconds of a pass without synchronisation.
  public double passSeconds(double localBatch) {
    return computeBase + computePerSample * localBatch;
  }

  /// Returns the seconds of synchronisation; 0 for a single replica.
  public double syncSeconds(int nodes, int replicas) {
    if (replicas <= 1) {
      return 0;
    }
    int beyond = Math.max(replicas - 2, 0);
    return nodes > 1
        ? interNodeBase + interNodePerReplica * beyond
        : intraNodeBase + intraNodePerReplica * beyond;
  }

  /// Returns the seconds of an optimiser step with `accumulation` passes before its own.
  public double stepSeconds(int nodes, int replicas, double localBatch, int accumulation) {
    double pass = passSeconds(localBatch);
    return accumulation * pass + joined(pass, syncSeconds(nodes, replicas));
  }

  private double joined(double pass, double sync) {
    if (sync <= LEAST) {
      return pass;
    }
    if (overlap <= 1) {
      return pass + sync;
    }
    // The larger one outside the power: neither under- nor overflow.
    double larger = Math.max(pass, sync);
    double ratio = Math.min(pass, sync) / larger;
    double power = StrictMath.exp(overlap * StrictMath.log(ratio));
    return larger * StrictMath.exp(StrictMath.log1p(power) / overlap);
  }
}
