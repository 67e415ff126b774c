package io.rheostat.verification.trouble;

import io.rheostat.config.yaml.ConfigException;
import io.rheostat.contest.trouble.TroubleJson;
import io.rheostat.contest.trouble.TroubleRow;
import io.rheostat.simulator.loop.HostVariant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hunts every planted bug with the same rows as the report: a bug is caught by a row within its
/// limits without the bug and beyond a limit with it.
///
/// @param runs with the report's seed
/// @param freshSeed another seed, unknown to any committed report
record BugHunt(TroubleRuns runs, long freshSeed) {
  private static final String RHEOSTAT = "rheostat";

  /// Bug of documentation without a run: a row of the committed report not given by any run.
  static final String DOCUMENTED_NOT_RUN = "DOCUMENTED_NOT_RUN";

  /// Returns for each bug the row by which it was caught; empty if it was not.
  Map<String, Optional<String>> run() throws IOException, ConfigException, InterruptedException {
    Map<String, Optional<String>> caught = new LinkedHashMap<>();
    for (EverydayBug bug : EverydayBug.values()) {
      Optional<String> found = hunt(bug, runs);
      if (found.isEmpty()) {
        found = hunt(bug, new TroubleRuns(runs.folder(), runs.signals(), freshSeed));
      }
      caught.put(bug.name(), found);
    }
    caught.put(DOCUMENTED_NOT_RUN, documented());
    return caught;
  }

  private static Optional<String> hunt(EverydayBug bug, TroubleRuns in)
      throws IOException, ConfigException, InterruptedException {
    List<TroubleRow> sound = rows(in, bug.troubles(), HostVariant.SOUND);
    List<TroubleRow> wrong = rows(in, bug.troubles(), bug.under(in.seed()));
    for (int i = 0; i < sound.size(); i++) {
      TroubleRow row = wrong.get(i);
      if (sound.get(i).ok() && !row.ok()) {
        return Optional.of(
            "%s on %s, seed %d: %s"
                .formatted(
                    row.trouble(), row.scenario(), in.seed(), String.join("; ", row.broken())));
      }
    }
    return Optional.empty();
  }

  private static List<TroubleRow> rows(TroubleRuns in, List<String> taken, HostVariant variant)
      throws IOException, ConfigException, InterruptedException {
    return in.rows(taken::contains, List.of(RHEOSTAT), variant, _ -> {});
  }

  /// Writes a report with one invented figure, and compares it with a run.
  private Optional<String> documented() throws IOException, ConfigException, InterruptedException {
    List<TroubleRow> rows = rows(runs, List.of("quiet-stock-out"), HostVariant.SOUND);
    String run = TroubleJson.write(rows);
    String written = run.replaceFirst("\"resizes\":(\\d+)", "\"resizes\":1$1");
    List<String> drifted = new ArrayList<>(TroubleDrift.between(written, rows));
    return drifted.isEmpty() ? Optional.empty() : Optional.of("--check: " + drifted.getFirst());
  }
}
