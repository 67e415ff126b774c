package io.rheostat.config.load;

import io.rheostat.config.auto.AutoPlacements;
import io.rheostat.config.auto.PlacementSizer;
import io.rheostat.config.check.ConfigurationChecks;
import io.rheostat.config.check.KubernetesObject;
import io.rheostat.config.read.Declarations;
import io.rheostat.config.read.WorkloadReader;
import io.rheostat.config.shape.KubernetesShapes;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.config.yaml.ConfigFiles;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problem;
import io.rheostat.config.yaml.Problems;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Loader of one training job that was submitted, or found by its label, with checks of it against
/// the declared fleet.
///
/// A job runs only where its submission can do no harm: in Kubernetes or the simulated cluster, or
/// observed. A command of this machine, or a secret of its environment, is for the files alone.
public final class JobLoader {
  private static final List<String> DRIVERS =
      List.of(KubernetesShapes.DRIVER, Target.SIMULATED, Target.OBSERVE.driver());

  /// Keys of a target in Kubernetes: kinds that train, and nothing that overwrites others.
  private static final List<String> KUBERNETES =
      List.of("namespace", "pytorchJob", "jobSet", "replicatedJob");

  private final Fleet fleet;
  private final Optional<String> foundIn;
  private final Problems problems = new Problems();

  private JobLoader(Fleet fleet, Optional<String> foundIn) {
    this.fleet = fleet;
    this.foundIn = foundIn;
  }

  /// Reads a job.
  ///
  /// @param text one YAML or JSON document of a workload of type training
  /// @param shown name of its source in errors
  /// @param fleet declared devices and pools
  /// @throws ConfigException with all problems, when there is any
  public static Workload read(String text, String shown, Fleet fleet) throws ConfigException {
    return read(text, shown, new JobLoader(fleet, Optional.empty()));
  }

  /// Reads a job found by its label: its namespace is given, and without an objective it is a
  /// profiled workload that is only observed.
  ///
  /// @param text its declaration
  /// @param shown name of its object in errors
  /// @param namespace the namespace it was found in
  /// @throws ConfigException with all problems, when there is any
  public static Workload readFound(String text, String shown, Fleet fleet, String namespace)
      throws ConfigException {
    return read(text, shown, new JobLoader(fleet, Optional.of(namespace)));
  }

  private static Workload read(String text, String shown, JobLoader loader) throws ConfigException {
    Optional<Workload> job = loader.read(text, Path.of(shown));
    loader.problems.throwIfAny();
    return job.orElseThrow();
  }

  private Optional<Workload> read(String text, Path shown) {
    ConfigFiles files = new ConfigFiles.Snapshot(new TreeMap<>(Map.of(shown, Optional.of(text))));
    Declarations declarations = new Declarations(problems, files);
    declarations.readFile(shown, Path.of(""), List.of(Declarations.WORKLOAD));
    List<Document> documents = List.copyOf(declarations.of(Declarations.WORKLOAD).values());
    if (problems.count() > 0) {
      return Optional.empty();
    }
    if (documents.size() != 1) {
      problems.add(
          new Problem(shown, 1, "", documents.size() + " workloads are in it.", "Submit one."));
      return Optional.empty();
    }
    Document document = documents.getFirst();
    if (document.spec().findBranch("model").map(model -> model.has("config")).orElse(false)) {
      add(
          document,
          "spec.model.config",
          "a submitted job can't name a file of this machine.",
          "Write the model's keys.");
      return Optional.empty();
    }
    Path here = Path.of("").toAbsolutePath();
    AutoPlacements auto = new AutoPlacements(PlacementSizer.NONE, fleet.devices(), fleet.pools());
    Optional<Workload> job = new WorkloadReader(here, problems, auto).read(document);
    job.ifPresent(
        workload -> {
          check(document, workload);
          ConfigurationChecks.runAlone(alone(workload), declarations, problems);
        });
    return job;
  }

  private Fleet alone(Workload job) {
    return fleet.withWorkloads(new TreeMap<>(Map.of(job.name(), job)));
  }

  private void check(Document document, Workload job) {
    boolean observed = foundIn.isPresent() && job.mode() == Mode.OBSERVE;
    if (!(job.objective() instanceof Objective.Training) && !observed) {
      add(document, "spec.type", "only training jobs are submitted.", "Declare it in the files.");
    }
    Pool pool = fleet.pools().get(job.pool());
    if (pool == null) {
      add(
          document,
          "spec.pool",
          "no pool is called '" + job.pool() + "'.",
          "Declared are: " + String.join(", ", fleet.pools().keySet()) + ".");
      return;
    }
    job.owner()
        .filter(owner -> !pool.owners().containsKey(owner))
        .ifPresent(
            owner ->
                add(
                    document,
                    "spec.objective.owner",
                    "pool " + pool.name() + " has no owner '" + owner + "'.",
                    "Declared are: " + String.join(", ", pool.owners().keySet()) + "."));
    for (int i = 0; i < job.placements().size(); i++) {
      check(document, job, pool, i);
    }
  }

  private void check(Document document, Workload job, Pool pool, int index) {
    String key = "spec.placements[" + index + "]";
    Placement placement = job.placements().get(index);
    Target target = placement.target();
    if (!DRIVERS.contains(target.driver())) {
      add(
          document,
          key + ".target",
          "a submitted job can't have a target of " + target.driver() + ".",
          "Declare it in the files, or use one of " + String.join(", ", DRIVERS) + ".");
    }
    if (target.driver().equals(KubernetesShapes.DRIVER)) {
      kubernetes(document, job, key, target);
    }
    Device device = fleet.devices().get(placement.device());
    if (device == null || pool.count(placement.device()) == 0) {
      add(
          document,
          key + ".device",
          "pool " + pool.name() + " has no " + placement.device() + ".",
          "Use one of its devices.");
    }
  }

  /// Refuses other kinds, namespaces that no declared workload of the pool uses, and objects of
  /// others: who submits a job shall not resize what is not theirs.
  private void kubernetes(Document document, Workload job, String key, Target target) {
    for (String setting : target.settings().keySet()) {
      if (!KUBERNETES.contains(setting)) {
        add(
            document,
            key + ".target.kubernetes." + setting,
            "a submitted job can't have it.",
            "Use " + String.join(", ", KUBERNETES) + ".");
      }
    }
    List<Target> others = targets(other -> other.pool().equals(job.pool()));
    String namespace = target.settings().getOrDefault("namespace", "");
    if (!foundIn.equals(Optional.of(namespace))
        && others.stream().noneMatch(one -> namespace.equals(one.settings().get("namespace")))) {
      add(
          document,
          key + ".target.kubernetes.namespace",
          "no declared workload of pool " + job.pool() + " is in namespace " + namespace + ".",
          "Use one that the files declare a workload in.");
    }
    KubernetesObject object = KubernetesObject.of(target);
    if (targets(other -> !other.name().equals(job.name())).stream()
        .filter(one -> one.driver().equals(KubernetesShapes.DRIVER))
        .anyMatch(one -> KubernetesObject.of(one).mayBe(object))) {
      add(document, key + ".target", "another workload has this target.", "Use its own.");
    }
  }

  private List<Target> targets(Predicate<Workload> of) {
    return fleet.workloads().values().stream()
        .filter(of)
        .flatMap(other -> other.placements().stream())
        .map(Placement::target)
        .toList();
  }

  private void add(Document document, String key, String what, String remedy) {
    problems.add(document.problem(key, what, remedy));
  }
}
