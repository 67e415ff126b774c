package io.rheostat.contest.matrix;

import io.rheostat.config.scenario.ScenarioFile;
import io.rheostat.config.scenario.TraceSource;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.contest.matrix.Case.TwoTypes;
import io.rheostat.contest.report.RunConditions;
import io.rheostat.contest.scenario.PolicyVariant;
import io.rheostat.contest.scenario.ScenarioTrial;
import io.rheostat.contest.scenario.Trials;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Plan of the runs.
public final class MatrixPlan {
  /// Number of seeds averaged for traces drawn anew by every run.
  private static final int SEEDS = 4;

  private static final Duration PUBLISHED_STARTUP = Duration.ofSeconds(100);

  private final Trials trials;
  private final RunSelection choice;

  /// @param choice selection of the runs
  public MatrixPlan(Trials trials, RunSelection choice) {
    this.trials = trials;
    this.choice = choice;
  }

  /// Returns the cases, in the order of the report.
  ///
  /// @throws IOException if a trace is not there or cannot be read
  public List<Case> cases() throws IOException, ConfigException {
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

  /// Returns the trace name of random ramps with a form of arrivals, `constant` or `poisson`.
  public static String randomRamps(String form) {
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
        TuningHalf.BY_TIME,
        choice.extent().orElse(isLong ? RunAmount.LONG : RunAmount.FULL),
        types);
  }

  private static RunConditions conditions(
      ScenarioFile file, Duration startup, List<String> placements) {
    Workload workload = Objects.requireNonNull(file.fleet().workloads().get(file.workload()));
    List<String> devices = new ArrayList<>();
    for (Placement placement : workload.placements()) {
      if (placements.contains(placement.name())) {
        devices.add(placement.device());
      }
    }
    return new RunConditions(file.name(), (int) startup.toSeconds(), String.join("+", devices));
  }

  private static List<SeededTrial> entrants(
      List<ScenarioTrial> drawn, Duration startup, List<String> placements) {
    List<SeededTrial> entrants = new ArrayList<>();
    PolicyVariant variant = new PolicyVariant(Optional.of(startup), placements);
    for (ScenarioTrial scenario : drawn) {
      PolicyTrial trial = scenario.trial(scenario.scenario().name(), variant);
      entrants.add(new SeededTrial(trial, entrants.size() + 1));
    }
    return entrants;
  }

  private Case random(String form) throws IOException, ConfigException {
    List<SeededTrial> entrants = new ArrayList<>();
    for (PolicyTrial trial : trials.randomRamps()) {
      boolean taken = entrants.size() < choice.ramps() && trial.trace().endsWith("/" + form);
      if (taken) {
        PolicyTrial named =
            new PolicyTrial(
                randomRamps(form),
                trial.scenario(),
                trial.workload(),
                trial.unscored(),
                trial.length());
        entrants.add(new SeededTrial(named, entrants.size() + 1));
      }
    }
    RunAmount extent = choice.extent().isPresent() ? RunAmount.OWN : RunAmount.RAMPS;
    RunConditions conditions =
        new RunConditions(randomRamps(form), (int) PUBLISHED_STARTUP.toSeconds(), "h100-sxm");
    return new Case(conditions, entrants, TuningHalf.BY_TRIAL, extent, List.of());
  }
}
