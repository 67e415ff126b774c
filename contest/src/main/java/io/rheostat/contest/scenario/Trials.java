package io.rheostat.contest.scenario;

import io.rheostat.config.load.ScenarioLoader;
import io.rheostat.config.scenario.ScenarioFile;
import io.rheostat.config.scenario.TraceSource;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.simulator.trace.Ramp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The trials of the whole comparison: every shipped scenario with three start-up times and one or
/// two device types, and random ramps.
///
/// @param scenarios the folder of scenario files
/// @param signals the folder of signal presets
/// @param traces folder of their traces
/// @param seed of traces without one from their scenario
public record Trials(Path scenarios, Path signals, TraceFolder traces, long seed) {
  /// Compared start-up times: tuned, as published for 32 billion parameters on two H100, and slow.
  public static final List<Duration> STARTUPS =
      List.of(Duration.ofSeconds(37), Duration.ofSeconds(100), Duration.ofSeconds(300));

  /// Number of random ramps, of the seeds 1, 2, 3 and so on.
  public static final int RANDOM_RAMPS = 24;

  private static final Bounds RANDOM_BOUNDS = new Bounds(1, 12, OptionalDouble.empty());
  private static final List<String> RAMPS = List.of("llm-d-ramp-constant", "llm-d-ramp");

  /// Returns the trials of an installation.
  ///
  /// @param home its folder, with the shipped configuration in it
  /// @param data folder of recorded traces; that of [TraceFolder#VARIABLE] when empty, if it is set
  public static Trials shipped(Path home, Optional<Path> data) {
    return new Trials(
        home.resolve("config/scenarios"),
        home.resolve("config/signals"),
        new TraceFolder(TraceFolder.given(data), Optional.empty()),
        1);
  }

  /// Reads the shipped scenarios by name.
  ///
  /// @throws ConfigException when one cannot be used
  public SortedMap<String, ScenarioFile> files() throws IOException, ConfigException {
    List<Path> paths;
    try (Stream<Path> listed = Files.list(scenarios)) {
      paths = listed.filter(path -> path.toString().endsWith(".yaml")).sorted().toList();
    }
    SortedMap<String, ScenarioFile> files = new TreeMap<>();
    for (Path path : paths) {
      ScenarioFile file = ScenarioLoader.load(path, signals);
      files.put(file.name(), file);
    }
    return files;
  }

  /// Builds all trials: the scenarios' own, then the random ramps.
  ///
  /// @throws IOException when a trace is not there or cannot be read
  /// @throws ConfigException when a scenario cannot be used
  public List<PolicyTrial> all() throws IOException, ConfigException {
    List<PolicyTrial> trials = new ArrayList<>();
    for (ScenarioFile file : files().values()) {
      trials.addAll(of(file));
    }
    trials.addAll(randomRamps());
    return trials;
  }

  /// Builds the six trials of one scenario: `NAME/37s`, `NAME/37s/2-types` and so on.
  public List<PolicyTrial> of(ScenarioFile file) throws IOException {
    ScenarioTrial scenario = ScenarioTrial.of(file, traces, seed);
    Workload workload = Objects.requireNonNull(file.fleet().workloads().get(file.workload()));
    List<String> all = workload.placements().stream().map(Placement::name).toList();
    List<PolicyTrial> trials = new ArrayList<>();
    for (Duration startup : STARTUPS) {
      String name = file.name() + "/" + startup.toSeconds() + "s";
      trials.add(scenario.trial(name, new PolicyVariant(Optional.of(startup), file.placements())));
      trials.add(scenario.trial(name + "/2-types", new PolicyVariant(Optional.of(startup), all)));
    }
    return trials;
  }

  /// Builds the random ramps with constant, then with Poisson arrivals: `random-ramp-1/constant`
  /// and so on. Of 1-12 replicas; they start with the need of the first phase.
  public List<PolicyTrial> randomRamps() throws IOException, ConfigException {
    SortedMap<String, ScenarioFile> files = files();
    List<PolicyTrial> trials = new ArrayList<>();
    for (String name : RAMPS) {
      ScenarioFile published = files.get(name);
      if (published == null || !(published.trace() instanceof TraceSource.Ramp ramp)) {
        throw new IOException(
            scenarios.resolve(name + ".yaml") + " is no scenario of a ramp. Restore it.");
      }
      for (int number = 1; number <= RANDOM_RAMPS; number++) {
        ScenarioFile random = random(published, ramp, number);
        trials.add(ScenarioTrial.of(random, traces, seed).trial(random.name(), PolicyVariant.NONE));
      }
    }
    return trials;
  }

  private static ScenarioFile random(ScenarioFile published, TraceSource.Ramp ramp, int number) {
    List<TraceSource.Phase> phases =
        Ramp.random(number).stream()
            .map(phase -> new TraceSource.Phase(phase.ratePerSecond(), phase.duration()))
            .toList();
    String form =
        switch (ramp.arrivals()) {
          case CONSTANT -> "constant";
          case POISSON -> "poisson";
        };
    return new ScenarioFile(
        "random-ramp-" + number + "/" + form,
        bounded(published),
        published.workload(),
        published.placements(),
        Optional.empty(),
        published.engines(),
        published.unscored(),
        Optional.empty(),
        OptionalLong.of(number),
        new TraceSource.Ramp(ramp.arrivals(), ramp.input(), ramp.output(), phases));
  }

  private static Fleet bounded(ScenarioFile published) {
    Fleet fleet = published.fleet();
    SortedMap<String, Workload> workloads = new TreeMap<>(fleet.workloads());
    workloads.computeIfPresent(published.workload(), (_, workload) -> workload.with(RANDOM_BOUNDS));
    return fleet.withWorkloads(workloads);
  }
}
