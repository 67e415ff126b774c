package io.rheostat.core.estimate.training;

import io.rheostat.core.capacity.StepModel;
import io.rheostat.core.training.BatchChoice;
import io.rheostat.core.training.BatchGoodput;
import io.rheostat.core.training.BatchSearch;
import io.rheostat.core.training.GradientStatistics;
import io.rheostat.core.training.JobGoodput;
import io.rheostat.core.training.ThroughputModel;
import io.rheostat.core.training.TransferredGoodput;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Goodput of each width of a job: by its step times there, by those on another placement, else by
/// a profile.
///
/// @param learned what is known of the job
/// @param statistics of its gradients, at its initial batch
/// @param devices declared device types
record WidthGoodputs(
    WorkloadRoot.Learned learned,
    Workload workload,
    Objective.Training objective,
    GradientStatistics statistics,
    SortedMap<String, Device> devices) {
  /// Most widths of a placement with a goodput: each costs a search of batches.
  private static final int MOST_WIDTHS = 12;

  /// Seconds of a step of which nothing is known at all.
  private static final double ASSUMED_STEP_SECONDS = 1;

  List<WidthGoodput> all() {
    List<WidthGoodput> goodputs = new ArrayList<>();
    for (Placement placement : workload.placements()) {
      List<Integer> widths = placement.widths();
      for (int i = 0; i < Math.min(MOST_WIDTHS, widths.size()); i++) {
        of(placement, widths.get(i)).ifPresent(goodputs::add);
      }
    }
    return goodputs;
  }

  private Optional<WidthGoodput> of(Placement placement, int width) {
    Optional<ThroughputModel> here = fitted(placement);
    if (here.isPresent()) {
      int nodes = here.get().nodes(width);
      double confidence = here.get().confidence(width);
      return Optional.of(best(placement, width, goodput(here.get()), nodes, confidence));
    }
    StepModel profile = learned.steps().get(placement.name());
    boolean isSure = placement.step().isPresent() || (profile != null && profile.confidence() > 0);
    Optional<BatchGoodput> transferred = isSure ? Optional.empty() : transferred(placement);
    if (transferred.isPresent()) {
      return Optional.of(best(placement, width, transferred.get(), 1, 0));
    }
    double batch = width * objective.samplesPerWorker();
    if (profile == null) {
      return objective.elastic().isEmpty()
          ? Optional.empty()
          : Optional.of(new WidthGoodput(placement.name(), width, batch / ASSUMED_STEP_SECONDS, 0));
    }
    return Optional.of(
        new WidthGoodput(
            placement.name(),
            width,
            profile.samplesPerSecond(width, objective.samplesPerWorker())
                * statistics.efficiency(batch / objective.initialBatch()),
            profile.confidence()));
  }

  private Optional<ThroughputModel> fitted(Placement placement) {
    return Optional.ofNullable(learned.throughputs().get(placement.name()))
        .filter(model -> model.parameters().isPresent());
  }

  private JobGoodput goodput(ThroughputModel model) {
    return new JobGoodput(model.parameters().orElseThrow(), statistics, objective.initialBatch());
  }

  /// Returns the goodput on a placement where the job never ran, by that on the one it ran most on:
  /// one of its replicas here against one there, by the peaks of their devices.
  private Optional<BatchGoodput> transferred(Placement to) {
    Optional<Placement> from =
        workload.placements().stream()
            .filter(other -> fitted(other).isPresent())
            .max(
                Comparator.comparingInt(
                    other -> fitted(other).orElseThrow().observations().size()));
    if (from.isEmpty()) {
      return Optional.empty();
    }
    ThroughputModel model = fitted(from.get()).orElseThrow();
    double ratio = peak(to) / peak(from.get());
    return ratio > 0 && Double.isFinite(ratio)
        ? Optional.of(new TransferredGoodput(goodput(model), model.nodeSize(), ratio))
        : Optional.empty();
  }

  /// Returns the peak rate of a replica in FLOP/s; 0 of an undeclared device.
  private double peak(Placement placement) {
    Device device = devices.get(placement.device());
    return device == null ? 0 : device.flopsPerSecond() * placement.devicesPerReplica();
  }

  private WidthGoodput best(
      Placement placement, int width, BatchGoodput of, int nodes, double confidence) {
    BatchChoice best = BatchSearch.best(of, objective.batch(), nodes, width);
    return new WidthGoodput(
        placement.name(),
        width,
        best.goodput(),
        confidence,
        objective.batch().isFixedPerReplica()
            ? WidthGoodput.Batch.DECLARED
            : new WidthGoodput.Batch(best.localBatch(), best.accumulation()));
  }
}
