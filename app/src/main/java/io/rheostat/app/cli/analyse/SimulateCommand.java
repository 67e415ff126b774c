package io.rheostat.app.cli.analyse;

import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.DurationConverter;
import io.rheostat.app.cli.option.UsageException;
import io.rheostat.app.cli.text.ComparisonText;
import io.rheostat.config.load.ScenarioLoader;
import io.rheostat.config.load.TroubleLoader;
import io.rheostat.config.scenario.ScenarioFile;
import io.rheostat.config.scenario.TroubleFile;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.contest.scenario.Comparison;
import io.rheostat.contest.scenario.PolicyName;
import io.rheostat.contest.scenario.PolicyNames;
import io.rheostat.contest.scenario.PolicyVariant;
import io.rheostat.contest.scenario.ScenarioTrial;
import io.rheostat.contest.scenario.TraceFolder;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.TrialResult;
import io.rheostat.contest.trouble.TroubleJson;
import io.rheostat.contest.trouble.TroubleRow;
import io.rheostat.contest.trouble.TroubleText;
import io.rheostat.contest.trouble.TroubleTrial;
import io.rheostat.simulator.loop.HostVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rheostat simulate`.
@Command(
    name = "simulate",
    description =
        "Compares policies on a simulated service: attainment, replicas, cost and net value; or"
            + " schedulers on training jobs. The same seed gives the same numbers.",
    footer = {
      "",
      "Example: rheostat simulate --scenario config/scenarios/llm-d-ramp.yaml",
      "           --policy rheostat,static,static-7 --seed 1",
      "         rheostat simulate --scenario config/troubles/scenarios/steady.yaml",
      "           --trouble config/troubles/metrics-outage.yaml --policy rheostat,hpa,kpa",
      "         rheostat simulate --jobs workload-1.csv --profiles profiles --restart 30s",
      "           --policy rheostat,sia,tiresias --knowledge shared"
    })
public final class SimulateCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private JobsOptions jobs = new JobsOptions();

  @Option(
      names = "--scenario",
      split = ",",
      splitSynopsisLabel = ",",
      paramLabel = "FILE",
      description = "Scenario files, such as config/scenarios/llm-d-ramp.yaml.")
  private List<Path> scenarios = List.of();

  @Option(
      names = "--policy",
      split = ",",
      paramLabel = "NAME",
      description = "Policies to run; rheostat by default. A wrong name lists them all.")
  private List<String> policies = List.of("rheostat");

  @Option(
      names = "--trouble",
      split = ",",
      paramLabel = "FILE",
      description =
          "Troubles that happen meanwhile, such as config/troubles/metrics-outage.yaml, each in"
              + " runs of its own; what is printed are the judge's verdicts then.")
  private List<Path> troubles = List.of();

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Requests to run instead of the scenario's: CSV or JSON lines as Azure, Mooncake,"
              + " BurstGPT and others publish them. A recorded trace's scaling is kept.")
  private Optional<Path> trace = Optional.empty();

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the simulated world, and of traffic whose scenario fixes none.")
  private long seed;

  @Option(
      names = "--startup",
      converter = DurationConverter.class,
      description = "From command to ready, instead of the scenario's, such as 37s.")
  private Optional<Duration> startup = Optional.empty();

  @Option(
      names = "--placement",
      split = ",",
      paramLabel = "NAME",
      description = "Placements that may be used, instead of the scenario's.")
  private List<String> placements = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The folder that scenarios' trace files are in; the environment variable RHEOSTAT_DATA"
              + " if left out.")
  private Optional<Path> data = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (jobs.isGiven()) {
      jobs.run(policies, seed, common.json());
      return 0;
    }
    if (scenarios.isEmpty()) {
      throw new UsageException("--scenario is missing. Give a scenario file, or --jobs.");
    }
    PolicyNames known = new PolicyNames();
    List<PolicyName> contenders = policies.stream().map(known::named).toList();
    TraceFolder folder = folder();
    List<PolicyTrial> trials = new ArrayList<>();
    for (Path file : scenarios) {
      trials.add(trial(file, folder));
    }
    if (!troubles.isEmpty()) {
      List<TroubleRow> rows = underTrouble(trials);
      System.out.print(common.json() ? TroubleJson.write(rows) : TroubleText.of(rows));
      return 0;
    }
    List<Comparison.Row> rows =
        Comparison.run(trials, contenders, seed, progress(trials.size() * contenders.size()));
    System.out.print(common.json() ? ComparisonText.json(rows) : ComparisonText.table(rows));
    return 0;
  }

  private List<TroubleRow> underTrouble(List<PolicyTrial> trials) throws ConfigException {
    List<TroubleFile> files = new ArrayList<>();
    for (Path file : troubles) {
      files.add(TroubleLoader.load(file));
    }
    PolicyNames measured = new PolicyNames();
    List<TroubleRow> rows = new ArrayList<>();
    for (PolicyTrial trial : trials) {
      TroubleTrial runs = new TroubleTrial(trial, measured, seed);
      for (TroubleFile file : files) {
        for (String policy : policies) {
          System.err.println(policy + " under " + file.name());
          rows.add(runs.row(policy, file, HostVariant.SOUND));
        }
      }
    }
    return rows;
  }

  private TraceFolder folder() throws UsageException {
    if (trace.isPresent() && !Files.isRegularFile(trace.get())) {
      throw new UsageException("--trace " + trace.get() + " is no file.");
    }
    Optional<Path> folder = TraceFolder.given(data);
    if (folder.isPresent() && !Files.isDirectory(folder.get())) {
      String source = data.isPresent() ? "--data " : TraceFolder.VARIABLE + "=";
      throw new UsageException(
          source + folder.get() + " is no folder. Give the one that the traces are in.");
    }
    return new TraceFolder(folder, trace);
  }

  private PolicyTrial trial(Path file, TraceFolder folder)
      throws IOException, ConfigException, UsageException {
    if (startup.isPresent() && startup.get().isNegative()) {
      throw new UsageException("--startup is negative. Give 0s or more.");
    }
    ScenarioFile scenario = ScenarioLoader.load(file, common.config().resolve("signals"));
    System.err.println("reading " + scenario.name());
    String name = trace.map(path -> String.valueOf(path.getFileName())).orElse(scenario.name());
    return ScenarioTrial.of(scenario, folder, seed)
        .trial(name, new PolicyVariant(startup, placements));
  }

  private static Consumer<TrialResult> progress(int runs) {
    AtomicInteger done = new AtomicInteger();
    return result ->
        System.err.printf(
            Locale.ROOT,
            "%d of %d: %s on %s: %.2f %% at %.2f replicas%n",
            done.incrementAndGet(),
            runs,
            result.policy(),
            result.trace(),
            100 * result.sloAttainment(),
            result.averageReplicas());
  }
}
