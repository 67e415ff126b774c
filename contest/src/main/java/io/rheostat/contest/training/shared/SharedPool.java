package io.rheostat.contest.training.shared;

import io.rheostat.config.load.ScenarioLoader;
import io.rheostat.config.scenario.ScenarioFile;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.contest.scenario.PolicyVariant;
import io.rheostat.contest.scenario.ScenarioTrial;
import io.rheostat.contest.scenario.TraceFolder;
import io.rheostat.contest.training.matrix.TrainingWorkloads;
import io.rheostat.contest.training.matrix.TrainingWorld;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.JobKnowledge;
import io.rheostat.simulator.jobs.JobRules;
import io.rheostat.simulator.jobs.Submission;
import io.rheostat.simulator.jobs.TabledTruth;
import io.rheostat.simulator.jobs.table.Application;
import io.rheostat.simulator.world.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// A service and training jobs on one cluster, as worlds of one pool or of two.
///
/// @param service its trial, alone in a pool of all devices
/// @param cluster nodes of its one device type
/// @param jobs submitted training jobs
public record SharedPool(PolicyTrial service, ClusterShape cluster, List<Submission> jobs) {
  /// Cost of an hour of a job's completion time in dollars: the price of eight T4, a job's share of
  /// 64 while eight of them run.
  public static final double DELAY_USD_PER_HOUR = 8 * TrainingWorld.T4_USD;

  private static final double RESTART_SECONDS = 30;
  private static final Duration WORKER_STARTUP = Duration.ofSeconds(1);

  /// As many as the fold values: powers of two within a node, then whole nodes.
  private static final List<Integer> WIDTHS = List.of(1, 2, 4, 8, 12, 16, 20, 24, 32, 40, 48, 64);

  private static final String PLACEMENT = "t4";

  public SharedPool {
    jobs = List.copyOf(jobs);
  }

  /// Reads the service's scenario and the jobs of the first published workload.
  ///
  /// @param home folder of the program, with `config`
  /// @param data folder with `traces` and `training/pollux`
  /// @throws IOException with the file and its problem
  public static SharedPool read(Path home, Path data) throws IOException {
    ScenarioFile scenario;
    try {
      scenario =
          ScenarioLoader.load(
              home.resolve("config/scenarios/shared-pool/servegen-day.yaml"),
              home.resolve("config/signals"));
    } catch (ConfigException e) {
      throw new IOException(e.getMessage(), e);
    }
    TraceFolder traces = TraceFolder.of(data.resolve("traces"));
    ScenarioTrial trial = ScenarioTrial.of(scenario, traces, 1);
    List<Submission> jobs =
        TrainingWorkloads.read(data).jobs().getOrDefault(TrainingWorkloads.published(1), List.of());
    return new SharedPool(
        trial.trial(scenario.name(), PolicyVariant.NONE), TrainingWorld.P.cluster(), jobs);
  }

  /// Returns the world of one pool, or of two.
  ///
  /// @param split devices of the service alone, the rest for training; 0 for one pool
  public Scenario world(int split) {
    Scenario alone = service.scenario();
    Workload workload = service.service();
    Fleet declared = alone.fleet();
    Pool whole = Objects.requireNonNull(declared.pools().get(workload.pool()));
    SortedMap<String, Pool> pools = new TreeMap<>();
    String training = whole.name();
    if (split > 0) {
      training = "training";
      int rest = cluster.devices() - split;
      pools.put(whole.name(), pool(whole, whole.name(), split));
      pools.put(training, pool(whole, training, rest));
    } else {
      pools.put(whole.name(), pool(whole, whole.name(), cluster.devices()));
    }
    SortedMap<String, Workload> workloads = new TreeMap<>();
    SortedMap<String, TabledTruth> tabled = new TreeMap<>();
    workloads.put(workload.name(), workload);
    for (Submission job : jobs) {
      TabledTruth truth =
          new TabledTruth(job, cluster, JobRules.of(JobKnowledge.OWN, false, RESTART_SECONDS));
      workloads.put(job.name(), declared(truth, training));
      tabled.put(job.name(), truth);
    }
    return new Scenario(
        new Fleet(declared.devices(), pools, workloads),
        alone.start(),
        alone.traces(),
        alone.engines(),
        alone.steps(),
        alone.training(),
        tabled,
        alone.initial(),
        alone.stockOuts());
  }

  private Pool pool(Pool like, String name, int devices) {
    SortedMap<String, Integer> owned = new TreeMap<>();
    owned.put(cluster.types().getFirst(), devices);
    return new Pool(name, owned, OptionalDouble.empty(), like.alpha(), like.beta());
  }

  private Workload declared(TabledTruth truth, String pool) {
    Application application = truth.submission().application();
    ElasticTraining terms =
        new ElasticTraining(DELAY_USD_PER_HOUR, application.range()).ofProfile(application.name());
    double initial = application.range().initial();
    Objective.Training objective =
        new Objective.Training(
            truth.samples(),
            Math.min(initial, application.range().maxPerReplica()),
            initial,
            0,
            Optional.empty(),
            0,
            Optional.of(terms));
    int most = Math.min(cluster.devices(), application.mostWithinBatch());
    return new Workload(
        truth.submission().name(),
        pool,
        objective,
        Optional.empty(),
        List.of(placement(most)),
        new Bounds(0, most, OptionalDouble.empty()),
        List.of(),
        List.of());
  }

  private Placement placement(int most) {
    return new Placement(
        PLACEMENT,
        cluster.types().getFirst(),
        1,
        1,
        WIDTHS.stream().filter(width -> width <= most).toList(),
        0,
        0,
        WORKER_STARTUP,
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        new Target(Target.SIMULATED, new TreeMap<>()));
  }
}
