package io.rheostat.config.check;

import io.rheostat.config.read.Declarations;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Feasibility;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import java.util.Optional;

/// Checks against placements too small for their model, and widths outside the bounds.
final class ShapeChecks {
  /// Context to fit when no demand is declared: input and output of one request, in tokens.
  private static final double DEFAULT_CONTEXT_TOKENS = 4096;

  private final Fleet fleet;
  private final Declarations declarations;
  private final Problems problems;

  ShapeChecks(Fleet fleet, Declarations declarations, Problems problems) {
    this.fleet = fleet;
    this.declarations = declarations;
    this.problems = problems;
  }

  void run() {
    for (Workload workload : fleet.workloads().values()) {
      Document document = declarations.document(Declarations.WORKLOAD, workload.name());
      workload.model().ifPresent(model -> cacheIsWhole(document, model));
      for (int index = 0; index < workload.placements().size(); index++) {
        placement(document, workload, index);
      }
    }
  }

  private void cacheIsWhole(Document document, ModelShape model) {
    boolean any = model.layers() + model.kvHeads() + model.headDim() > 0;
    if (any && model.kvBytesPerToken() == 0) {
      problems.add(
          document.problem(
              "spec.model",
              "layers, kvHeads and headDim size the KV cache together, and one of them is 0.",
              "Write all three, or none for a model without a KV cache."));
    }
  }

  private void placement(Document document, Workload workload, int index) {
    Placement placement = workload.placements().get(index);
    String key = "spec.placements[" + index + "]";
    widths(document, key, workload.bounds(), placement);
    Device device = fleet.devices().get(placement.device());
    if (device != null && workload.model().isPresent()) {
      refusal(workload, workload.model().get(), device, placement)
          .ifPresent(why -> fits(document, key, why));
      boolean training = workload.objective() instanceof Objective.Training;
      Feasibility.refuseDisk(workload.model().get(), placement, training)
          .ifPresent(why -> fits(document, key + ".disk", why));
    }
  }

  /// Reports a refusal by the model: a sentence with the numbers, then one with the remedy.
  private void fits(Document document, String key, String why) {
    int remedy = why.lastIndexOf(". ") + 1;
    problems.add(document.problem(key, why.substring(0, remedy), why.substring(remedy).strip()));
  }

  private static Optional<String> refusal(
      Workload workload, ModelShape model, Device device, Placement placement) {
    return switch (workload.objective()) {
      case Objective.Inference inference -> {
        double context =
            inference.expected().map(ShapeChecks::context).orElse(DEFAULT_CONTEXT_TOKENS);
        yield Feasibility.refuseInference(model, device, placement, context);
      }
      case Objective.Training _ ->
          placement.widths().stream()
              .map(width -> Feasibility.refuseTraining(model, device, placement, width))
              .flatMap(Optional::stream)
              .findFirst();
      case Objective.Profiled _ -> Optional.empty();
    };
  }

  private static double context(Demand demand) {
    return demand.inputTokens() + demand.outputTokens();
  }

  private void widths(Document document, String key, Bounds bounds, Placement placement) {
    for (int width : placement.widths()) {
      if (width > bounds.maxReplicas() || width < bounds.minReplicas()) {
        problems.add(
            document.problem(
                key + ".widths",
                "width " + width + " lies outside the bounds " + range(bounds) + ".",
                "Drop it or change spec.bounds."));
      }
    }
  }

  private static String range(Bounds bounds) {
    return bounds.minReplicas() + ".." + bounds.maxReplicas();
  }
}
