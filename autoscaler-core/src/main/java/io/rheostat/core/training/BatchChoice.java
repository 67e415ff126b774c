package io.rheostat.core.training;

/// Batch of a job on an allocation, with its goodput.
///
/// @param goodput samples per second at full statistical efficiency; 0 where no batch is feasible
/// @param localBatch samples of one replica in one pass
/// @param accumulation passes before that of the optimiser step
public record BatchChoice(double goodput, double localBatch, int accumulation) {
  /// Choice where no batch is feasible.
  public static final BatchChoice NONE = new BatchChoice(0, 0, 0);

  /// Returns the global batch on a number of replicas.
  public double batch(int replicas) {
    return replicas * localBatch * (accumulation + 1);
  }
}
