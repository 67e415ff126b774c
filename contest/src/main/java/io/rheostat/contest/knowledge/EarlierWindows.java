package io.rheostat.contest.knowledge;

import io.rheostat.config.scenario.ScenarioFile;
import io.rheostat.config.scenario.TraceSource;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.contest.matrix.Case;
import io.rheostat.contest.matrix.SeededTrial;
import io.rheostat.contest.scenario.PolicyVariant;
import io.rheostat.contest.scenario.ScenarioTrial;
import io.rheostat.contest.scenario.Trials;
import io.rheostat.contest.trial.PolicyTrial;
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
public final class EarlierWindows {
  /// Far from the judged seeds.
  private static final long OTHER_SEED = 100;

  private final Trials trials;
  private final Map<String, PolicyTrial> read = new HashMap<>();

  /// @param trials source of their traces
  public EarlierWindows(Trials trials) {
    this.trials = trials;
  }

  /// Returns the earlier window of one entrant of a case.
  ///
  /// @throws IOException if a trace is not there or cannot be read
  public PolicyTrial of(Case one, int entrant) throws IOException, ConfigException {
    List<SeededTrial> all = one.entrants();
    String trace = one.conditions().trace();
    ScenarioFile file = trials.files().get(trace);
    if (file == null) {
      return all.get((entrant + all.size() / 2) % all.size()).trial();
    }
    Duration startup = Duration.ofSeconds(one.conditions().startupSeconds());
    String key = trace + " " + startup + " " + entrant;
    PolicyTrial known = read.get(key);
    if (known == null) {
      known = drawn(file, startup, OTHER_SEED + entrant);
      read.put(key, known);
    }
    return known;
  }

  private PolicyTrial drawn(ScenarioFile file, Duration startup, long seed) throws IOException {
    ScenarioFile earlier = file.withTrace(before(file.trace()), seed);
    return ScenarioTrial.of(earlier, trials.traces(), seed)
        .trial(file.name(), new PolicyVariant(Optional.of(startup), file.placements()));
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
