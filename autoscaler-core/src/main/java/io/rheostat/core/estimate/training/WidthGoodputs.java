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
import org.jspecify.annotations.Nullable;

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
      List<Integer> widths = placement.widths().stream().limit(MOST_WIDTHS).toList();
      StepModel profile = learned.steps().get(placement.name());
      boolean isProfiled =
          placement.step().isPresent() || (profile != null && profile.confidence() > 0);
      Optional<ThroughputModel> here = fitted(placement);
      Optional<TransferredGoodput> there =
          here.isPresent() || isProfiled ? Optional.empty() : transferred(placement);
      for (int width : widths) {
        if (here.isPresent()) {
          goodputs.add(measured(placement, width, here.get()));
        } else if (there.isPresent()) {
          goodputs.add(best(placement, width, there.get(), 1, 0));
        } else {
          assumed(placement, width, profile).ifPresent(goodputs::add);
        }
      }
    }
    return goodputs;
  }

  private WidthGoodput measured(Placement placement, int width, ThroughputModel here) {
    return best(placement, width, goodput(here), here.nodes(width), here.confidence(width));
  }

  private Optional<WidthGoodput> assumed(
      Placement placement, int width, @Nullable StepModel profile) {
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
  private Optional<TransferredGoodput> transferred(Placement to) {
    Optional<Placement> from =
        workload.placements().stream()
            .filter(other -> fitted(other).isPresent())
            .max(Comparator.comparingInt(this::observations));
    if (from.isEmpty()) {
      return Optional.empty();
    }
    ThroughputModel model = fitted(from.get()).orElseThrow();
    double ratio = peak(to) / peak(from.get());
    return ratio > 0 && Double.isFinite(ratio)
        ? Optional.of(new TransferredGoodput(goodput(model), model.nodeSize(), ratio))
        : Optional.empty();
  }

  private int observations(Placement placement) {
    return fitted(placement).map(model -> model.observations().size()).orElse(0);
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
