package io.rheostat.simulator.jobs.table;

import io.rheostat.core.training.GradientStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// True progress and gradient statistics of an application by batch and epoch, from its validation
/// runs.
public final class EpochTable {
  private final TreeMap<Double, List<Epoch>> runs;
  private final int epochs;

  /// End of one epoch at one batch.
  ///
  /// @param progress cumulative iterations of the initial batch
  /// @param iterations cumulative real iterations
  /// @param statistics gradient statistics at the initial batch
  public record Epoch(double progress, double iterations, GradientStatistics statistics) {}

  /// @param runs epochs of each global batch
  /// @throws IllegalArgumentException if there is none, or one has no epoch
  public EpochTable(Map<Double, List<Epoch>> runs) {
    this.runs = new TreeMap<>(runs);
    this.epochs = runs.values().stream().mapToInt(List::size).min().orElse(0);
    if (epochs == 0) {
      throw new IllegalArgumentException("a validation run has no epoch.");
    }
  }

  /// Returns the number of epochs after which a job is complete.
  public int epochs() {
    return epochs;
  }

  /// Returns the smallest global batch: the initial one.
  public double leastBatch() {
    return runs.firstKey();
  }

  /// Returns the largest global batch.
  public double mostBatch() {
    return runs.lastKey();
  }

  /// Returns the progress at which a number of epochs ends: the smallest over all batches.
  public double progressAfter(int count) {
    double least = Double.POSITIVE_INFINITY;
    for (List<Epoch> run : runs.values()) {
      least = Math.min(least, run.get(count - 1).progress());
    }
    return least;
  }

  /// Returns the gradient statistics in an epoch, linear between the batches of the runs.
  public GradientStatistics statistics(double batch, int epoch) {
    return new GradientStatistics(
        mixed(batch, epoch, run -> run.statistics().square()),
        mixed(batch, epoch, run -> run.statistics().variance()));
  }

  /// Returns the real iterations at a batch until a number of epochs ends.
  public double iterationsAfter(double batch, int count) {
    return count == 0 ? 0 : mixed(batch, count - 1, Epoch::iterations);
  }

  private double mixed(double batch, int epoch, ToDoubleFunction<Epoch> of) {
    double at = Math.clamp(batch, leastBatch(), mostBatch());
    Map.Entry<Double, List<Epoch>> below = runs.floorEntry(at);
    Map.Entry<Double, List<Epoch>> above = runs.ceilingEntry(at);
    double low = of.applyAsDouble(below.getValue().get(epoch));
    if (above.getKey().equals(below.getKey())) {
      return low;
    }
    double share = (at - below.getKey()) / (above.getKey() - below.getKey());
    return low + share * (of.applyAsDouble(above.getValue().get(epoch)) - low);
  }
}
