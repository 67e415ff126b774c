package io.rheostat.simulator.jobs.table;

import io.rheostat.core.training.BatchChoice;
import io.rheostat.core.training.BatchGoodput;
import io.rheostat.core.training.BatchSearch;
import io.rheostat.model.fleet.BatchRange;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Kind of training job, with its true behaviour.
///
/// @param name application of a submission
/// @param range batches it may run at
/// @param mostReplicas most replicas it may have
/// @param batchFixed global batch it always runs at, for jobs that do not adapt it
/// @param steps true step times on the measured device type
/// @param epochs true progress and gradient statistics
/// @param speeds speed of other device types, relative to the measured one; 1 if not listed
public record Application(
    String name,
    BatchRange range,
    int mostReplicas,
    Optional<Double> batchFixed,
    StepTable steps,
    EpochTable epochs,
    Map<String, Double> speeds) {
  /// Returns the true times of a placement on a device type.
  public StepTimes times(String type, int[] placement, double localBatch) {
    StepTimes times = steps.at(placement, localBatch);
    @Nullable Double speed = speeds.get(type);
    return speed == null ? times : times.faster(speed);
  }

  /// Returns the whole work, in iterations of the initial batch.
  public double work() {
    return epochs.progressAfter(epochs.epochs());
  }

  /// Returns the true goodput in an epoch, in samples per second at full efficiency.
  ///
  /// @param nodeSize devices of a node; replicas are packed on as few as possible
  public BatchGoodput truth(String type, int nodeSize, int epoch) {
    return (_, replicas, localBatch, accumulation) -> {
      StepTimes times = times(type, packed(replicas, nodeSize), localBatch);
      double scale = replicas * localBatch * (accumulation + 1) / range.initial();
      double gain = epochs.statistics(scale * range.initial(), epoch).gain(scale);
      return gain * range.initial() / (times.stepSeconds() + accumulation * times.passSeconds());
    };
  }

  /// Returns the most replicas it may have within its batches.
  public int mostWithinBatch() {
    return Math.min(mostReplicas, range.mostReplicas());
  }

  /// Returns its batch by a goodput: the fixed one, else the best.
  public BatchChoice choice(BatchGoodput of, int nodes, int replicas) {
    if (batchFixed.isEmpty()) {
      return BatchSearch.best(of, range, nodes, replicas);
    }
    BatchChoice split = BatchSearch.split(range, replicas, batchFixed.get());
    return new BatchChoice(
        of.samplesPerSecond(nodes, replicas, split.localBatch(), split.accumulation()),
        split.localBatch(),
        split.accumulation());
  }

  /// Returns the placement of replicas on as few nodes as possible.
  public static int[] packed(int replicas, int nodeSize) {
    int nodes = Math.ceilDiv(replicas, nodeSize);
    int[] placement = new int[nodes];
    for (int i = 0; i < nodes; i++) {
      placement[i] = Math.min(nodeSize, replicas - i * nodeSize);
    }
    return placement;
  }
}
