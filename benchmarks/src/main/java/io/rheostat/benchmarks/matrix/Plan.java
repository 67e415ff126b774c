package io.rheostat.benchmarks.matrix;

import io.rheostat.app.simulation.ScenarioTrial;
import io.rheostat.app.simulation.Trials;
import io.rheostat.app.simulation.Variant;
import io.rheostat.benchmarks.matrix.Case.TwoTypes;
import io.rheostat.benchmarks.policies.Conditions;
import io.rheostat.config.ConfigException;
import io.rheostat.config.ScenarioFile;
import io.rheostat.config.TraceSource;
import io.rheostat.model.fleet.Placement;
import io.rheostat.model.fleet.Workload;
import io.rheostat.simulator.contest.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Plan of the runs.
final class Plan {
  /// Number of seeds averaged for traces drawn anew by every run.
  private static final int SEEDS = 4;

  private static final Duration PUBLISHED_STARTUP = Duration.ofSeconds(100);

  private final Trials trials;
  private final Choice choice;

  /// @param choice selection of the runs
  Plan(Trials trials, Choice choice) {
    this.trials = trials;
    this.choice = choice;
  }

  /// Returns the cases, in the order of the report.
  ///
  /// @throws IOException if a trace is not there or cannot be read
  List<Case> cases() throws IOException, ConfigException {
    List<Case> cases = new ArrayList<>();
    for (ScenarioFile file : trials.files().values()) {
      if (choice.takes(file.name())) {
        cases.addAll(of(file));
      }
    }
    for (String form : List.of("constant", "poisson")) {
      if (choice.takes(randomRamps(form))) {
        cases.add(random(form));
      }
    }
    return cases;
  }

  static String randomRamps(String form) {
    return "random-ramps-" + form;
  }

  private List<Case> of(ScenarioFile file) throws IOException {
    List<ScenarioTrial> drawn = new ArrayList<>();
    for (long seed = 1; seed <= seeds(file); seed++) {
      drawn.add(ScenarioTrial.of(file, trials.traces(), seed));
    }
    List<Case> cases = new ArrayList<>();
    for (Duration startup : Trials.STARTUPS) {
      if (choice.takes(file.name(), startup)) {
        cases.add(of(file, drawn, startup));
      }
    }
    return cases;
  }

  /// Returns the number of seeds. Constant arrivals hardly differ between seeds, recorded traces
  /// have one.
  private static int seeds(ScenarioFile file) {
    boolean drawn =
        file.trace() instanceof TraceSource.Ramp ramp
            && ramp.arrivals() == TraceSource.Arrivals.POISSON;
    return drawn && file.seed().isEmpty() ? SEEDS : 1;
  }

  private Case of(ScenarioFile file, List<ScenarioTrial> drawn, Duration startup) {
    Workload workload = Objects.requireNonNull(file.fleet().workloads().get(file.workload()));
    List<String> both = workload.placements().stream().map(Placement::name).toList();
    List<TwoTypes> types = new ArrayList<>();
    if (both.size() > 1 && choice.takesTwoTypes()) {
      types.add(
          new TwoTypes(
              conditions(file, startup, both),
              entrants(drawn, startup, both),
              entrants(drawn, startup, List.of(both.getLast()))));
    }
    boolean isLong = file.trace() instanceof TraceSource.ServeGen;
    return new Case(
        conditions(file, startup, file.placements()),
        entrants(drawn, startup, file.placements()),
        Halving.BY_TIME,
        choice.extent().orElse(isLong ? Extent.LONG : Extent.FULL),
        types);
  }

  private static Conditions conditions(
      ScenarioFile file, Duration startup, List<String> placements) {
    Workload workload = Objects.requireNonNull(file.fleet().workloads().get(file.workload()));
    List<String> devices = new ArrayList<>();
    for (Placement placement : workload.placements()) {
      if (placements.contains(placement.name())) {
        devices.add(placement.device());
      }
    }
    return new Conditions(file.name(), (int) startup.toSeconds(), String.join("+", devices));
  }

  private static List<Entrant> entrants(
      List<ScenarioTrial> drawn, Duration startup, List<String> placements) {
    List<Entrant> entrants = new ArrayList<>();
    Variant variant = new Variant(Optional.of(startup), placements);
    for (ScenarioTrial scenario : drawn) {
      Trial trial = scenario.trial(scenario.scenario().name(), variant);
      entrants.add(new Entrant(trial, entrants.size() + 1));
    }
    return entrants;
  }

  private Case random(String form) throws IOException, ConfigException {
    List<Entrant> entrants = new ArrayList<>();
    for (Trial trial : trials.randomRamps()) {
      boolean taken = entrants.size() < choice.ramps() && trial.trace().endsWith("/" + form);
      if (taken) {
        Trial named =
            new Trial(
                randomRamps(form),
                trial.scenario(),
                trial.workload(),
                trial.unscored(),
                trial.length());
        entrants.add(new Entrant(named, entrants.size() + 1));
      }
    }
    Extent extent = choice.extent().isPresent() ? Extent.OWN : Extent.RAMPS;
    Conditions conditions =
        new Conditions(randomRamps(form), (int) PUBLISHED_STARTUP.toSeconds(), "h100-sxm");
    return new Case(conditions, entrants, Halving.BY_TRIAL, extent, List.of());
  }
}
