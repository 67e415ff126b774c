package io.rheostat.contest.trouble;

import io.rheostat.config.scenario.TroubleFile;
import io.rheostat.config.scenario.TroubleSource;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.fleet.AlertResponse;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.simulator.cluster.StockOut;
import io.rheostat.simulator.trouble.Combined;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.trouble.TroubleWindow;
import io.rheostat.simulator.trouble.outages.BlindTarget;
import io.rheostat.simulator.trouble.outages.Downtime;
import io.rheostat.simulator.trouble.outages.FailingPlacement;
import io.rheostat.simulator.trouble.outages.Reload;
import io.rheostat.simulator.trouble.outages.RollingRestart;
import io.rheostat.simulator.trouble.outages.SecondOwner;
import io.rheostat.simulator.trouble.outages.Upgrade;
import io.rheostat.simulator.trouble.reports.AlertStorm;
import io.rheostat.simulator.trouble.reports.CounterGlitch;
import io.rheostat.simulator.trouble.reports.LatePushes;
import io.rheostat.simulator.trouble.reports.PushedMetrics;
import io.rheostat.simulator.trouble.reports.SharedAddress;
import io.rheostat.simulator.trouble.reports.Silence;
import io.rheostat.simulator.trouble.reports.StrangeTime;
import io.rheostat.simulator.trouble.reports.TwinSenders;
import io.rheostat.simulator.world.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A trial with its troubles.
///
/// @param trial trial including the world's own troubles, such as a stock-out
/// @param sources the troubles
public record TroubledScenario(PolicyTrial trial, List<TroubleSource> sources) {
  /// Between two scrapes of the second sender, like those of the first.
  private static final Duration SCRAPE_EVERY = Duration.ofSeconds(5);

  /// A moment of a trouble lasts as long as the first scrape after it takes to come.
  private static final Duration MOMENT = Duration.ofSeconds(30);

  public TroubledScenario {
    sources = List.copyOf(sources);
  }

  /// Puts a file's troubles on a trial.
  ///
  /// @throws IllegalArgumentException when a trouble names something missing from the trial's
  ///     service
  public static TroubledScenario of(TroubleFile file, PolicyTrial trial) {
    Workload workload = workload(trial);
    List<StockOut> outs = new ArrayList<>(trial.scenario().stockOuts());
    for (TroubleSource source : file.troubles()) {
      check(file, source, workload);
      if (source instanceof TroubleSource.StockOut(var span, String device)) {
        TroubleWindow window = window(trial, span);
        outs.add(new StockOut(workload.pool(), device, window.from(), window.until()));
      }
    }
    Scenario scenario = trial.scenario();
    Scenario with = scenario.withStockOuts(outs);
    return new TroubledScenario(
        new PolicyTrial(trial.trace(), with, trial.workload(), trial.unscored(), trial.length()),
        file.troubles());
  }

  private static Workload workload(PolicyTrial trial) {
    return Objects.requireNonNull(
        trial.scenario().fleet().workloads().get(trial.workload()), trial.workload());
  }

  private static void check(TroubleFile file, TroubleSource source, Workload workload) {
    List<String> known =
        switch (source) {
          case TroubleSource.FailingPlacement _ ->
              workload.placements().stream().map(Placement::name).toList();
          case TroubleSource.StockOut _ ->
              workload.placements().stream().map(Placement::device).distinct().toList();
          case TroubleSource.AlertStorm _ ->
              workload.alerts().stream().map(AlertResponse::alert).toList();
          default -> List.of();
        };
    String named =
        switch (source) {
          case TroubleSource.FailingPlacement(_, String placement) -> placement;
          case TroubleSource.StockOut(_, String device) -> device;
          case TroubleSource.AlertStorm(_, String alert, _) -> alert;
          default -> "";
        };
    if (!named.isEmpty() && !known.contains(named)) {
      throw new IllegalArgumentException(
          "trouble %s: %s has no %s. Name one of %s."
              .formatted(file.name(), workload.name(), named, String.join(", ", known)));
    }
  }

  private static TroubleWindow window(PolicyTrial trial, TroubleSource.Span span) {
    Instant from = trial.scenario().start().plus(trial.unscored()).plus(span.from());
    return new TroubleWindow(from, from.plus(span.length()));
  }

  /// Returns the begin of the first trouble.
  public Instant begin() {
    return spans()
        .map(TroubleWindow::from)
        .min(Instant::compareTo)
        .orElse(trial.scenario().start());
  }

  /// Returns the end of the last trouble.
  public Instant end() {
    return spans()
        .map(TroubleWindow::until)
        .max(Instant::compareTo)
        .orElse(trial.scenario().start());
  }

  private Stream<TroubleWindow> spans() {
    return sources.stream()
        .filter(source -> !(source instanceof TroubleSource.PushedMetrics))
        .map(source -> window(trial, source.span()));
  }

  /// Returns the troubles at their start, for one run.
  public Interference fresh() {
    return new Combined(sources.stream().map(this::fresh).toList());
  }

  private Interference fresh(TroubleSource source) {
    TroubleWindow window = window(trial, source.span());
    TroubleWindow moment = new TroubleWindow(window.from(), window.from().plus(MOMENT));
    return switch (source) {
      case TroubleSource.MetricsOutage(_, double share, boolean newcomers, Duration within) ->
          new Silence(window, new Silence.Extent(share, newcomers, within));
      case TroubleSource.LatePushes(_, Duration delay, boolean torn) ->
          new LatePushes(window, delay, torn);
      case TroubleSource.PushedMetrics() -> new PushedMetrics();
      case TroubleSource.SharedAddress _ -> new SharedAddress(window);
      case TroubleSource.TwinSenders(_, Duration late) ->
          new TwinSenders(window, SCRAPE_EVERY, late);
      case TroubleSource.CounterGlitch(_, double by) -> new CounterGlitch(moment, by);
      case TroubleSource.WrongClock(_, var record, Duration sample, boolean all) ->
          new StrangeTime(
              window,
              new StrangeTime.Shift(record.orElse(Duration.ZERO), sample, record.isEmpty(), all));
      case TroubleSource.AlertStorm(_, String alert, Duration every) ->
          new AlertStorm(window, trial.workload(), alert, every);
      default -> ofTarget(source, window);
    };
  }

  private Interference ofTarget(TroubleSource source, TroubleWindow window) {
    String first = workload(trial).placements().getFirst().name();
    return switch (source) {
      case TroubleSource.RollingRestart(_, Duration every) ->
          new RollingRestart(window, trial.workload(), every);
      case TroubleSource.BlindTarget _ -> new BlindTarget(window);
      case TroubleSource.FailingPlacement(_, String placement) ->
          new FailingPlacement(window, trial.workload(), placement);
      case TroubleSource.SecondOwner(_, int replicas, Duration every) ->
          new SecondOwner(window, new SecondOwner.Order(trial.workload(), first, replicas, every));
      case TroubleSource.Reload _ -> new Reload(window.from(), trial.workload());
      case TroubleSource.Downtime _ -> new Downtime(window);
      case TroubleSource.Upgrade _ -> new Upgrade(window.from());
      default -> Interference.NONE;
    };
  }
}
