package io.rheostat.core.training;

/// Goodput on a device type the job never ran on, from one it did: `goodput(k) · ratio` (Sia, SOSP
/// 2023, section 3.2).
///
/// @param known goodput on the known type
/// @param knownNodeSize devices of a node of the known type
/// @param ratio one-replica throughput on the new type over that on the known one
public record TransferredGoodput(BatchGoodput known, int knownNodeSize, double ratio)
    implements BatchGoodput {
  @Override
  public double samplesPerSecond(int nodes, int replicas, double localBatch, int accumulation) {
    int onKnown = Math.ceilDiv(replicas, knownNodeSize);
    return ratio * known.samplesPerSecond(onKnown, replicas, localBatch, accumulation);
  }
}
