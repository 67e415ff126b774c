package io.rheostat.contest.scenario;

import io.rheostat.config.scenario.ScenarioFile;
import io.rheostat.config.scenario.TraceSource;
import io.rheostat.config.scenario.TraceSource.Form;
import io.rheostat.contest.capacity.Scaling;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.trace.Arrivals;
import io.rheostat.simulator.trace.Lengths;
import io.rheostat.simulator.trace.Ramp;
import io.rheostat.simulator.trace.RecordedTrace;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.trace.file.ClientRates;
import io.rheostat.simulator.trace.file.ServeGen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The requests of a scenario.
///
/// @param requests in order, at least one
/// @param opening the time at the start; its need sets the first replicas of a service
/// @param length from the start to its end
record ScenarioTrace(List<Request> requests, Duration opening, Duration length) {
  private static final Logger LOG = LoggerFactory.getLogger(ScenarioTrace.class);
  private static final Duration OPENING = Duration.ofMinutes(10);

  /// Reads or draws them.
  ///
  /// @param seed used when the scenario gives none
  /// @throws IOException when a file is not there or cannot be read, naming the scenario and key
  static ScenarioTrace of(ScenarioFile scenario, TraceFolder folder, long seed) throws IOException {
    long drawnBy = scenario.seed().orElse(seed);
    if (folder.instead().isPresent()) {
      return recorded(TraceFolder.recorded(folder.instead().get()), scenario, drawnBy);
    }
    String key = "scenario " + scenario.name() + ": spec.trace.";
    return switch (scenario.trace()) {
      case TraceSource.Ramp ramp -> ramp(ramp(ramp), drawnBy);
      case TraceSource.Recorded recorded -> {
        Path file = folder.find(key + word(recorded.form()) + ".file", recorded.file());
        yield recorded(TraceFolder.recorded(file), scenario, drawnBy);
      }
      case TraceSource.ServeGen source -> {
        Path rates = folder.find(key + "servegen.rates", source.rates());
        Path lengths = folder.find(key + "servegen.lengths", source.lengths());
        yield servegen(source, rates, lengths, drawnBy);
      }
    };
  }

  private static ScenarioTrace ramp(Ramp ramp, long seed) {
    return new ScenarioTrace(
        ramp.requests(seed), ramp.phases().getFirst().duration(), ramp.length());
  }

  private static Ramp ramp(TraceSource.Ramp written) {
    return new Ramp(
        written.phases().stream()
            .map(phase -> new Ramp.Phase(phase.ratePerSecond(), phase.duration()))
            .toList(),
        switch (written.arrivals()) {
          case CONSTANT -> Arrivals.CONSTANT;
          case POISSON -> Arrivals.POISSON;
        },
        lengths(written.input()),
        lengths(written.output()));
  }

  private static Lengths lengths(TraceSource.Lengths written) {
    return switch (written) {
      case TraceSource.Lengths.Normal(double mean, double deviation) ->
          new Lengths.Normal(mean, deviation);
      case TraceSource.Lengths.LogNormal(double mean, double variation) ->
          new Lengths.LogNormal(mean, variation);
    };
  }

  /// Reads a recorded trace at the scenario's scale. A trace run as recorded is compared with the
  /// placeable replicas of the scenario.
  private static ScenarioTrace recorded(RecordedTrace trace, ScenarioFile scenario, long seed)
      throws IOException {
    List<Request> requests = trace.requests();
    if (scenario.trace() instanceof TraceSource.Recorded source
        && source.scaleToReplicas().isPresent()) {
      EngineProfile engine =
          Objects.requireNonNull(scenario.engines().get(scenario.placements().getFirst()));
      double replicas = source.scaleToReplicas().getAsDouble();
      requests = Scaling.toReplicas(requests, engine, replicas, source.jitter()).of(requests, seed);
      if (requests.isEmpty()) {
        throw new IOException(
            trace.place(0) + ": nothing is left of it at " + replicas + " replicas. Give more.");
      }
    } else {
      warnIfBeyond(trace, scenario);
    }
    Duration end = Duration.ofSeconds(requests.getLast().at().toSeconds() + 1);
    return new ScenarioTrace(requests, OPENING, end);
  }

  private static void warnIfBeyond(RecordedTrace trace, ScenarioFile scenario) {
    int most =
        Objects.requireNonNull(scenario.fleet().workloads().get(scenario.workload()))
            .bounds()
            .maxReplicas();
    scenario.engines().values().stream()
        .map(engine -> Scaling.peak(trace.requests(), engine))
        .min(Comparator.comparingDouble(Scaling.Peak::replicas))
        .flatMap(peak -> TraceLoad.beyond(trace, peak, most, "the scenario"))
        .ifPresent(warning -> LOG.atWarn().log("{}", warning));
  }

  private static ScenarioTrace servegen(
      TraceSource.ServeGen source, Path rates, Path lengths, long seed) throws IOException {
    try {
      ClientRates window =
          ClientRates.read(
                  TraceFolder.lines(rates), source.from().toSeconds(), source.length().toSeconds())
              .atMost(source.peakPerSecond());
      List<Request> requests = ServeGen.sample(window, TraceFolder.lengths(lengths), seed);
      return new ScenarioTrace(requests, OPENING, source.length());
    } catch (IllegalArgumentException e) {
      throw new IOException(rates + ", " + e.getMessage(), e);
    }
  }

  private static String word(Form form) {
    return switch (form) {
      case AZURE -> "azure";
      case MOONCAKE -> "mooncake";
      case CSV -> "csv";
    };
  }
}
