package io.rheostat.config.read;

import io.rheostat.config.auto.AutoPlacements;
import io.rheostat.config.catalogue.ModelReader;
import io.rheostat.config.shape.ObjectiveShapes;
import io.rheostat.config.shape.Shapes;
import io.rheostat.config.shape.WorkloadShapes;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import io.rheostat.config.yaml.Value;
import io.rheostat.model.fleet.AlertResponse;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Workloads out of their documents.
public final class WorkloadReader {
  private static final String DELAY_COST = "delayCostPerHour";
  private static final BigDecimal THOUSANDTH = new BigDecimal("0.001");

  private final Path directory;
  private final Problems problems;
  private final AutoPlacements auto;

  /// @param directory base of targets' relative files
  /// @param auto source of placements that are not listed
  public WorkloadReader(Path directory, Problems problems, AutoPlacements auto) {
    this.directory = directory;
    this.problems = problems;
    this.auto = auto;
  }

  /// Reads the workload; empty when its model, placements, bounds or values have a problem.
  public Optional<Workload> read(Document document) {
    Value.Branch spec = document.spec();
    Optional<Value.Branch> written = spec.findBranch("model");
    Optional<ModelShape> model =
        written.flatMap(
            keys ->
                problems.attempt(document, "spec.model", () -> ModelReader.read(keys, directory)));
    if (written.isPresent() && model.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<Placement>> read =
        problems.attempt(document, "spec.placements", () -> placements(spec, model));
    if (read.isEmpty()) {
      return Optional.empty();
    }
    List<Placement> placements = read.get();
    boolean unique = namesDiffer(document, placements);
    Optional<Bounds> bounds =
        problems.attempt(document, "spec.bounds", () -> bounds(spec, placements));
    if (!unique || bounds.isEmpty()) {
      return Optional.empty();
    }
    return problems.attempt(
        document,
        "spec",
        () ->
            new Workload(
                document.name(),
                spec.text("pool"),
                objective(spec, placements),
                model,
                placements,
                bounds.get(),
                metrics(spec),
                alerts(spec),
                mode(spec, placements),
                raisedBy(spec)));
  }

  private List<Placement> placements(Value.Branch spec, Optional<ModelShape> model) {
    if (AutoPlacements.isAuto(spec)) {
      Target template =
          spec.findBranch("auto")
              .map(written -> PlacementReader.target(written, directory))
              .orElse(Target.OBSERVE);
      Objective objective = objective(spec, List.of());
      return auto.of(spec, model, objective, bounds(spec, List.of()), template);
    }
    List<Placement> placements = new ArrayList<>();
    for (Value.Branch written : spec.items("placements").branches()) {
      placements.add(PlacementReader.placement(written, spec.text("type"), model, directory));
    }
    return placements;
  }

  private static List<String> raisedBy(Value.Branch spec) {
    return spec.findItems("raisedBy").texts();
  }

  private static Mode mode(Value.Branch spec, List<Placement> placements) {
    return spec.has("mode")
        ? Shapes.constant(Mode.values(), spec.text("mode"))
        : Mode.of(placements);
  }

  private boolean namesDiffer(Document document, List<Placement> placements) {
    Set<String> names = new HashSet<>();
    int before = problems.count();
    for (int index = 0; index < placements.size(); index++) {
      String name = placements.get(index).name();
      if (!names.add(name)) {
        String key = "spec.placements[" + index + "].name";
        String what = "'" + name + "' is the name of an earlier placement, too.";
        problems.add(document.problem(key, what, "Give each placement its own name."));
      }
    }
    return problems.count() == before;
  }

  private static Bounds bounds(Value.Branch spec, List<Placement> placements) {
    Optional<Value.Branch> bounds = spec.findBranch("bounds");
    int least = 1;
    int most = 1;
    for (int width : widths(placements)) {
      most = Math.max(most, width);
    }
    if (spec.text("type").equals(WorkloadShapes.TRAINING)) {
      // A job whose waiting has a price may wait.
      boolean mayQueue = spec.branch("objective").branch("value").has(DELAY_COST);
      least = mayQueue ? 0 : smallestWidth(placements);
    }
    if (bounds.isEmpty()) {
      return new Bounds(least, most, OptionalDouble.empty());
    }
    Value.Branch written = bounds.get();
    return new Bounds(
        written.has("minReplicas") ? written.whole("minReplicas") : least,
        written.has("maxReplicas") ? written.whole("maxReplicas") : most,
        written.findNumber("maxCostPerHour"),
        FleetReader.churn(written));
  }

  private static int smallestWidth(List<Placement> placements) {
    return widths(placements).stream().mapToInt(Integer::intValue).min().orElse(1);
  }

  private static List<Integer> widths(List<Placement> placements) {
    return placements.stream().flatMap(placement -> placement.widths().stream()).toList();
  }

  private static Objective objective(Value.Branch spec, List<Placement> placements) {
    Value.Branch objective = spec.branch("objective");
    return switch (spec.text("type")) {
      case WorkloadShapes.INFERENCE -> inference(objective);
      case WorkloadShapes.TRAINING -> training(objective, smallestWidth(placements));
      case WorkloadShapes.PROFILED ->
          new Objective.Profiled(objective.branch("value").number("perPerformance"));
      default -> throw new IllegalStateException("type " + spec.text("type"));
    };
  }

  private static Objective inference(Value.Branch objective) {
    Value.Branch slo = objective.branch("slo");
    Optional<Demand> expected =
        objective
            .findBranch("expected")
            .map(
                demand ->
                    new Demand(
                        demand.number("rate"),
                        demand.number("inputTokens"),
                        demand.number("outputTokens")));
    return new Objective.Inference(
        new Slo(slo.duration("ttft"), slo.duration("tpot"), slo.number("attainment")),
        usdPerGoodRequest(objective.branch("value")),
        expected,
        objective.number("minQuality"));
  }

  static double usdPerGoodRequest(Value.Branch value) {
    return value.decimal("perThousandGoodRequests").multiply(THOUSANDTH).doubleValue();
  }

  private static Objective training(Value.Branch objective, int smallestWidth) {
    Value.Branch batch = objective.branch("batch");
    Value.Branch value = objective.branch("value");
    if (!value.has("onCompletion") && !value.has(DELAY_COST)) {
      throw new IllegalArgumentException(
          "objective.value has neither onCompletion nor delayCostPerHour.");
    }
    double perWorker = batch.number("perWorker");
    double initial = batch.findNumber("initial").orElse(perWorker * smallestWidth);
    return new Objective.Training(
        objective.branch("work").number("samples"),
        perWorker,
        initial,
        value.findNumber("onCompletion").orElse(0),
        value.findInstant("deadline"),
        value.number("lateLossPerHour"),
        elastic(objective, initial));
  }

  private static Optional<ElasticTraining> elastic(Value.Branch objective, double initial) {
    Value.Branch value = objective.branch("value");
    if (!value.has(DELAY_COST)) {
      for (String key : List.of("profile", "owner")) {
        if (objective.has(key)) {
          throw new IllegalArgumentException(
              "objective." + key + " means nothing without value.delayCostPerHour.");
        }
      }
      return Optional.empty();
    }
    return Optional.of(
        new ElasticTraining(
            value.number(DELAY_COST),
            batches(objective.branch("batch"), initial),
            false,
            objective.findText("profile"),
            objective.findText("owner")));
  }

  private static BatchRange batches(Value.Branch batch, double initial) {
    double perWorker = batch.number("perWorker");
    OptionalDouble max = batch.findNumber("max");
    return max.isEmpty()
        ? BatchRange.fixedPerReplica(initial, perWorker)
        : new BatchRange(
            initial,
            max.getAsDouble(),
            batch.findNumber("perWorkerMin").orElse(perWorker),
            batch.findNumber("perWorkerMax").orElse(perWorker),
            batch.text("accumulation").equals(ObjectiveShapes.ACCUMULATES));
  }

  private static List<MetricsBinding> metrics(Value.Branch spec) {
    List<MetricsBinding> bindings = new ArrayList<>();
    for (Value.Branch binding : spec.findItems("metrics").branches()) {
      boolean members = binding.text("by").equals(WorkloadShapes.MEMBERS);
      bindings.add(new MetricsBinding(binding.text("preset"), binding.texts("match"), members));
    }
    return bindings;
  }

  private static List<AlertResponse> alerts(Value.Branch spec) {
    List<AlertResponse> alerts = new ArrayList<>();
    for (Value.Branch alert : spec.findItems("alerts").branches()) {
      alerts.add(
          new AlertResponse(alert.text("alert"), alert.number("factor"), alert.duration("hold")));
    }
    return alerts;
  }
}
