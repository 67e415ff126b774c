package io.rheostat.benchmarks.matrix;

import io.rheostat.app.simulation.ScenarioTrial;
import io.rheostat.app.simulation.Trials;
import io.rheostat.app.simulation.Variant;
import io.rheostat.config.ConfigException;
import io.rheostat.config.ScenarioFile;
import io.rheostat.config.TraceSource;
import io.rheostat.simulator.contest.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Earlier windows of the services of a plan.
///
/// Random ramps have another random ramp as their earlier window, ServeGen's rates the window of
/// the same length before. A published ramp and the recorded traces, of one hour each, have none:
/// theirs is the same one drawn with another seed, and it reveals more than an earlier one would.
final class EarlierWindows {
  /// Far from the judged seeds.
  private static final long OTHER_SEED = 100;

  private final Trials trials;
  private final Map<String, Trial> read = new HashMap<>();

  /// @param trials source of their traces
  EarlierWindows(Trials trials) {
    this.trials = trials;
  }

  /// Returns the earlier window of one entrant of a case.
  ///
  /// @throws IOException if a trace is not there or cannot be read
  Trial of(Case one, int entrant) throws IOException, ConfigException {
    List<Entrant> all = one.entrants();
    String trace = one.conditions().trace();
    ScenarioFile file = trials.files().get(trace);
    if (file == null) {
      return all.get((entrant + all.size() / 2) % all.size()).trial();
    }
    Duration startup = Duration.ofSeconds(one.conditions().startupSeconds());
    String key = trace + " " + startup + " " + entrant;
    Trial known = read.get(key);
    if (known == null) {
      known = drawn(file, startup, OTHER_SEED + entrant);
      read.put(key, known);
    }
    return known;
  }

  private Trial drawn(ScenarioFile file, Duration startup, long seed) throws IOException {
    ScenarioFile earlier = file.withTrace(before(file.trace()), seed);
    return ScenarioTrial.of(earlier, trials.traces(), seed)
        .trial(file.name(), new Variant(Optional.of(startup), file.placements()));
  }

  private static TraceSource before(TraceSource trace) {
    return switch (trace) {
      case TraceSource.ServeGen window ->
          new TraceSource.ServeGen(
              window.rates(),
              window.lengths(),
              window.from().minus(window.length()),
              window.length(),
              window.peakPerSecond());
      case TraceSource.Ramp ramp -> ramp;
      case TraceSource.Recorded recorded -> recorded;
    };
  }
}
