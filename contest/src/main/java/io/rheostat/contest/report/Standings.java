package io.rheostat.contest.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// All policies under the same conditions.
///
/// @param conditions trace, start-up and devices
/// @param all policies, in the order of their rows
public record Standings(RunConditions conditions, List<PolicyStanding> all) {
  private static final Comparator<PolicyStanding> BY_NET =
      Comparator.comparingDouble(PolicyStanding::netUsd)
          .thenComparing(PolicyStanding::policy, Comparator.reverseOrder());

  private record Policy(SettingsOrigin kind, String family, String name) {}

  /// Groups the rows of one span by conditions.
  public static List<Standings> of(List<PolicyRow> rows, JudgedSpan span) {
    return of(rows.stream().filter(row -> row.span() == span).toList());
  }

  /// Groups rows by conditions: traces in the order of their first row, then by start-up and
  /// devices.
  public static List<Standings> of(List<PolicyRow> rows) {
    Map<String, List<RunConditions>> traces = new LinkedHashMap<>();
    Map<RunConditions, List<PolicyRow>> grouped = new LinkedHashMap<>();
    for (PolicyRow row : rows) {
      grouped.computeIfAbsent(row.conditions(), _ -> new ArrayList<>()).add(row);
    }
    for (RunConditions conditions : grouped.keySet()) {
      traces.computeIfAbsent(conditions.trace(), _ -> new ArrayList<>()).add(conditions);
    }
    List<Standings> standings = new ArrayList<>();
    for (List<RunConditions> ofTrace : traces.values()) {
      ofTrace.sort(
          Comparator.comparing(RunConditions::devices)
              .thenComparingInt(RunConditions::startupSeconds));
      for (RunConditions conditions : ofTrace) {
        List<PolicyRow> own = grouped.getOrDefault(conditions, List.of());
        standings.add(new Standings(conditions, policies(own)));
      }
    }
    return standings;
  }

  private static List<PolicyStanding> policies(List<PolicyRow> rows) {
    Map<Policy, List<PolicyRow>> grouped = new LinkedHashMap<>();
    for (PolicyRow row : rows) {
      Policy policy = new Policy(row.kind(), row.family(), row.result().policy());
      grouped.computeIfAbsent(policy, _ -> new ArrayList<>()).add(row);
    }
    return grouped.values().stream().map(PolicyStanding::of).toList();
  }

  /// Returns the policies of one origin of settings, in the order of their rows.
  public List<PolicyStanding> of(SettingsOrigin kind) {
    return all.stream().filter(standing -> standing.kind() == kind).toList();
  }

  /// Returns Rheostat's own, if it ran.
  Optional<PolicyStanding> rheostat() {
    return best(standing -> standing.kind() == SettingsOrigin.RHEOSTAT);
  }

  /// Returns the policy of a kind with the highest net value.
  Optional<PolicyStanding> best(SettingsOrigin kind) {
    return best(standing -> standing.kind() == kind);
  }

  private Optional<PolicyStanding> best(Predicate<PolicyStanding> which) {
    return all.stream().filter(which).max(BY_NET);
  }

  /// Returns the policy of each rival family with the highest net value, whatever the origin of its
  /// settings, by name.
  List<PolicyStanding> bestOfFamilies() {
    return bestByFamily(standing -> standing.kind().rival());
  }

  private List<PolicyStanding> bestByFamily(Predicate<PolicyStanding> which) {
    Map<String, PolicyStanding> best = new TreeMap<>();
    for (PolicyStanding standing : all) {
      if (which.test(standing)) {
        best.merge(
            standing.family(),
            standing,
            (one, other) -> BY_NET.compare(one, other) >= 0 ? one : other);
      }
    }
    return List.copyOf(best.values());
  }

  /// Returns the settings tuned in hindsight and not beaten by another of them on cost and
  /// attainment, the cheapest first.
  public List<PolicyStanding> frontier() {
    List<PolicyStanding> sorted = new ArrayList<>(of(SettingsOrigin.HINDSIGHT));
    sorted.sort(
        Comparator.comparingDouble(PolicyStanding::costUsd)
            .thenComparing(Comparator.comparingDouble(PolicyStanding::attainment).reversed())
            .thenComparing(PolicyStanding::policy));
    List<PolicyStanding> frontier = new ArrayList<>();
    for (PolicyStanding standing : sorted) {
      if (frontier.isEmpty() || standing.attainment() > frontier.getLast().attainment()) {
        frontier.add(standing);
      }
    }
    return frontier;
  }

  /// Returns the marks of a picture: for each kind and family the policy with the highest net
  /// value.
  public List<PolicyStanding> shown() {
    List<PolicyStanding> shown = new ArrayList<>();
    for (SettingsOrigin kind : SettingsOrigin.values()) {
      shown.addAll(bestByFamily(standing -> standing.kind() == kind));
    }
    return shown;
  }
}
