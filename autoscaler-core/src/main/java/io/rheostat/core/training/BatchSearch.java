package io.rheostat.core.training;

import io.rheostat.model.fleet.BatchRange;

/// Search of the batch with the highest goodput on an allocation: 50 global batches at equal ratios
/// from the smallest to the largest feasible one (Pollux, OSDI 2021, section 4.1).
public final class BatchSearch {
  private static final int CANDIDATES = 50;
  private static final double ROUNDING = 1e-8;

  private BatchSearch() {}

  /// Returns the best batch on an allocation.
  public static BatchChoice best(BatchGoodput of, BatchRange range, int nodes, int replicas) {
    if (range.isFixedPerReplica()) {
      double local = range.minPerReplica();
      return new BatchChoice(of.samplesPerSecond(nodes, replicas, local, 0), local, 0);
    }
    double least = Math.max(range.initial(), replicas * range.minPerReplica());
    if (least > range.max()) {
      return BatchChoice.NONE;
    }
    double ratio = StrictMath.log(range.max() / least) / (CANDIDATES - 1);
    BatchChoice best = BatchChoice.NONE;
    BatchChoice last = BatchChoice.NONE;
    for (int i = 0; i < CANDIDATES; i++) {
      BatchChoice split = split(range, replicas, least * StrictMath.exp(ratio * i));
      boolean again =
          split.localBatch() == last.localBatch() && split.accumulation() == last.accumulation();
      last = split;
      if (again || !isFeasible(range, split)) {
        continue;
      }
      double goodput =
          of.samplesPerSecond(nodes, replicas, split.localBatch(), split.accumulation());
      if (goodput > best.goodput()) {
        best = new BatchChoice(goodput, split.localBatch(), split.accumulation());
      }
    }
    return best;
  }

  /// Returns a global batch as local batch and accumulation, without a goodput. A single replica
  /// beyond the initial batch accumulates at least once: one gradient gives no statistics.
  public static BatchChoice split(BatchRange range, int replicas, double batch) {
    double perReplica = batch / replicas;
    int accumulation = (int) Math.ceil(perReplica / range.maxPerReplica() - ROUNDING) - 1;
    if (replicas == 1 && batch > range.initial() + ROUNDING) {
      accumulation = Math.max(1, accumulation);
    }
    accumulation = range.accumulates() ? Math.max(0, accumulation) : 0;
    double local = Math.ceil(perReplica / (accumulation + 1) - ROUNDING);
    return new BatchChoice(0, local, accumulation);
  }

  private static boolean isFeasible(BatchRange range, BatchChoice split) {
    return split.localBatch() >= range.minPerReplica()
        && split.localBatch() <= range.maxPerReplica();
  }
}
