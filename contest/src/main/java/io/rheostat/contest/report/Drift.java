package io.rheostat.contest.report;

import io.rheostat.contest.trial.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Differences between a fresh run and the committed report. Counts have to be equal; dollars and
/// averages may differ in the last digits.
public final class Drift {
  private static final double RELATIVE = 1e-9;

  private Drift() {}

  /// Returns a line for every row with a difference, for every new one, and for every one missing
  /// from the fresh run of the subset.
  ///
  /// @param committed all rows of the report
  /// @param fresh rows of the subset
  /// @param subset whether a committed row belongs to it
  public static List<String> between(
      List<PolicyRow> committed, List<PolicyRow> fresh, Predicate<PolicyRow> subset) {
    Map<String, PolicyRow> left = new LinkedHashMap<>();
    committed.forEach(row -> left.put(row.key(), row));
    List<String> lines = new ArrayList<>();
    for (PolicyRow row : fresh) {
      PolicyRow before = left.remove(row.key());
      if (before == null) {
        lines.add(row.key() + ": not in the committed report");
      } else {
        compare(before, row, lines);
      }
    }
    for (PolicyRow row : left.values()) {
      if (subset.test(row)) {
        lines.add(row.key() + ": in the committed report only");
      }
    }
    return List.copyOf(lines);
  }

  /// Returns the committed report with the rows made anew by a fresh run.
  ///
  /// @throws IllegalArgumentException if a fresh row is not in the report
  public static List<PolicyRow> replaced(List<PolicyRow> committed, List<PolicyRow> fresh) {
    Map<String, PolicyRow> left = new LinkedHashMap<>();
    fresh.forEach(row -> left.put(row.key(), row));
    List<PolicyRow> rows = new ArrayList<>();
    for (PolicyRow row : committed) {
      PolicyRow anew = left.remove(row.key());
      rows.add(anew == null ? row : anew);
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          left.keySet().iterator().next()
              + " is not in the committed report. Run the whole of bench policies.");
    }
    return List.copyOf(rows);
  }

  private static void compare(PolicyRow committed, PolicyRow fresh, List<String> lines) {
    TrialResult before = committed.result();
    TrialResult now = fresh.result();
    List<String> changes = new ArrayList<>();
    if (!committed.family().equals(fresh.family())) {
      changes.add("family " + committed.family() + " -> " + fresh.family());
    }
    count("requests", before.requests(), now.requests(), changes);
    count("good", before.good(), now.good(), changes);
    count("resizes", before.resizes(), now.resizes(), changes);
    figure("averageReplicas", before.averageReplicas(), now.averageReplicas(), changes);
    figure("gpuHours", before.gpuHours(), now.gpuHours(), changes);
    figure("costUsd", before.costUsd(), now.costUsd(), changes);
    figure("valueUsd", before.valueUsd(), now.valueUsd(), changes);
    figure("costLowerBoundUsd", committed.boundUsd(), fresh.boundUsd(), changes);
    if (!changes.isEmpty()) {
      lines.add(fresh.key() + ": " + String.join(", ", changes));
    }
  }

  private static void count(String name, long before, long now, List<String> changes) {
    if (before != now) {
      changes.add(name + " " + before + " -> " + now);
    }
  }

  private static void figure(String name, double before, double now, List<String> changes) {
    double size = Math.max(Math.abs(before), Math.abs(now));
    boolean same = before == now || Math.abs(before - now) <= RELATIVE * size;
    if (!same || Double.isInfinite(before) != Double.isInfinite(now)) {
      changes.add(name + " " + before + " -> " + now);
    }
  }
}
