package io.rheostat.core.training;

/// Goodput by a fitted throughput and observed gradient statistics: throughput × statistical
/// efficiency (Pollux, OSDI 2021).
///
/// @param throughput step times on the device type
/// @param statistics at the initial batch
/// @param initialBatch batch at which efficiency is 1, in samples
public record JobGoodput(
    ThroughputParameters throughput, GradientStatistics statistics, double initialBatch)
    implements BatchGoodput {
  @Override
  public double samplesPerSecond(int nodes, int replicas, double localBatch, int accumulation) {
    double scale = replicas * localBatch * (accumulation + 1) / initialBatch;
    double seconds = throughput.stepSeconds(nodes, replicas, localBatch, accumulation);
    return statistics.gain(scale) * initialBatch / seconds;
  }
}
