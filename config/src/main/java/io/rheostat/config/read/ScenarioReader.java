package io.rheostat.config.read;

import io.rheostat.config.scenario.ScenarioFile;
import io.rheostat.config.scenario.TraceSource;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import io.rheostat.config.yaml.Suggestion;
import io.rheostat.config.yaml.Value;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// A scenario out of its document and its fleet.
public final class ScenarioReader {
  private final Document document;
  private final Value.Branch spec;
  private final Fleet fleet;
  private final Problems problems;

  public ScenarioReader(Document document, Fleet fleet, Problems problems) {
    this.document = document;
    this.spec = document.spec();
    this.fleet = fleet;
    this.problems = problems;
  }

  /// Reads the scenario.
  ///
  /// @throws ConfigException with all problems found in the document
  public ScenarioFile read() throws ConfigException {
    Workload declared = workload();
    List<String> known = declared.placements().stream().map(Placement::name).toList();
    List<String> placements = placements(known);
    Optional<Bounds> bounds = problems.attempt(document, "spec.bounds", () -> bounds(declared));
    Optional<Allocation> initial = initial(placements, bounds.orElse(declared.bounds()));
    SortedMap<String, EngineProfile> engines = engines(declared, known);
    Optional<TraceSource> trace =
        problems.attempt(
            document, "spec.trace", () -> new TraceSourceReader(spec.branch("trace")).read());
    problems.throwIfAny();
    return new ScenarioFile(
        document.name(),
        with(here(declared, bounds.orElseThrow())),
        declared.name(),
        placements,
        initial,
        engines,
        spec.duration("unscored"),
        spec.has("length") ? Optional.of(spec.duration("length")) : Optional.empty(),
        spec.has("seed") ? OptionalLong.of(spec.whole("seed")) : OptionalLong.empty(),
        trace.orElseThrow());
  }

  private Workload workload() throws ConfigException {
    String name = spec.text("workload");
    Workload workload = fleet.workloads().get(name);
    if (workload != null && workload.objective() instanceof Objective.Inference) {
      return workload;
    }
    List<String> services =
        fleet.workloads().values().stream()
            .filter(candidate -> candidate.objective() instanceof Objective.Inference)
            .map(Workload::name)
            .toList();
    refuse(
        "spec.workload",
        "'" + name + "' is no inference service of the fleet.",
        Suggestion.remedy(name, services, "Write one of"));
    problems.throwIfAny();
    throw new IllegalStateException("no problem was kept for " + name);
  }

  private List<String> placements(List<String> known) {
    if (!spec.has("placements")) {
      return known;
    }
    List<String> placements = spec.items("placements").texts();
    for (int index = 0; index < placements.size(); index++) {
      String key = "spec.placements[" + index + "]";
      String name = placements.get(index);
      requireKnown(key, name, known);
      if (placements.indexOf(name) < index) {
        refuse(key, "'" + name + "' is named twice.", "Keep one.");
      }
    }
    return placements;
  }

  private Bounds bounds(Workload declared) {
    Bounds before = declared.bounds();
    return spec.findBranch("bounds")
        .map(
            written ->
                new Bounds(
                    written.whole("minReplicas"),
                    written.whole("maxReplicas"),
                    before.maxUsdPerHour()))
        .orElse(before);
  }

  private Optional<Allocation> initial(List<String> placements, Bounds bounds) {
    Optional<Value.Branch> written = spec.findBranch("initial");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    List<Allocation.Part> parts = new ArrayList<>();
    for (String placement : written.get().children().keySet()) {
      requireKnown("spec.initial." + placement, placement, placements);
      parts.add(new Allocation.Part(placement, written.get().whole(placement)));
    }
    Allocation initial = new Allocation(parts);
    if (initial.total() < bounds.minReplicas() || initial.total() > bounds.maxReplicas()) {
      refuse(
          "spec.initial",
          "%d replicas lie outside the bounds %d..%d."
              .formatted(initial.total(), bounds.minReplicas(), bounds.maxReplicas()),
          "Change them or spec.bounds.");
    }
    return Optional.of(initial);
  }

  private SortedMap<String, EngineProfile> engines(Workload declared, List<String> known) {
    SortedMap<String, EngineProfile> engines = new TreeMap<>();
    for (Placement placement : declared.placements()) {
      placement.engine().ifPresent(engine -> engines.put(placement.name(), engine));
    }
    spec.findBranch("engines").ifPresent(written -> engines(written, known, engines));
    for (String placement : known) {
      if (!engines.containsKey(placement)) {
        refuse(
            "spec.engines",
            "placement " + placement + " has no true speed.",
            "Write it here under " + placement + ", or declare the placement's profile.");
      }
    }
    return engines;
  }

  private void engines(
      Value.Branch written, List<String> known, SortedMap<String, EngineProfile> engines) {
    for (String placement : written.children().keySet()) {
      String key = "spec.engines." + placement;
      requireKnown(key, placement, known);
      problems
          .attempt(document, key, () -> PlacementReader.engine(written.branch(placement)))
          .ifPresent(engine -> engines.put(placement, engine));
    }
  }

  private Workload here(Workload declared, Bounds bounds) {
    List<Placement> placements =
        spec.has("startup")
            ? declared.placements().stream()
                .map(placement -> placement.withStartup(spec.duration("startup")))
                .toList()
            : declared.placements();
    return new Workload(
        declared.name(),
        declared.pool(),
        objective(declared),
        declared.model(),
        placements,
        bounds,
        declared.metrics(),
        declared.alerts());
  }

  private Objective objective(Workload declared) {
    return switch (declared.objective()) {
      case Objective.Inference(var slo, double usd, var expected, double minQuality) ->
          new Objective.Inference(
              slo,
              spec.findBranch("value").map(WorkloadReader::usdPerGoodRequest).orElse(usd),
              expected,
              minQuality);
      case Objective.Training training -> training;
      case Objective.Profiled profiled -> profiled;
    };
  }

  private Fleet with(Workload workload) {
    SortedMap<String, Workload> workloads = new TreeMap<>(fleet.workloads());
    workloads.put(workload.name(), workload);
    return fleet.withWorkloads(workloads);
  }

  private void requireKnown(String key, String placement, List<String> known) {
    if (!known.contains(placement)) {
      refuse(
          key,
          "'" + placement + "' is no placement here.",
          Suggestion.remedy(placement, known, "Write one of"));
    }
  }

  private void refuse(String key, String what, String remedy) {
    problems.add(document.problem(key, what, remedy));
  }
}
