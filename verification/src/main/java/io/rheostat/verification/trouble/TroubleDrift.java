package io.rheostat.verification.trouble;

import io.rheostat.contest.trouble.TroubleJson;
import io.rheostat.contest.trouble.TroubleRow;
import java.util.ArrayList;
import java.util.List;

/// Differences between a fresh run and the committed report.
final class TroubleDrift {
  private TroubleDrift() {}

  /// Returns a line for each row missing, letter by letter, from the committed report.
  ///
  /// @param committed the report's JSON
  static List<String> between(String committed, List<TroubleRow> fresh) {
    List<String> known = committed.lines().map(line -> line.strip().replaceAll(",$", "")).toList();
    List<String> drifted = new ArrayList<>();
    for (TroubleRow row : fresh) {
      String line = TroubleJson.line(row);
      if (!known.contains(line)) {
        drifted.add(
            "%s under %s on %s: now %s"
                .formatted(row.policy(), row.trouble(), row.scenario(), line));
      }
    }
    return List.copyOf(drifted);
  }
}
