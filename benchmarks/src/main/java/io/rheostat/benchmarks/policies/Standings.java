package io.rheostat.benchmarks.policies;

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
record Standings(Conditions conditions, List<Standing> all) {
  private static final Comparator<Standing> BY_NET =
      Comparator.comparingDouble(Standing::netUsd)
          .thenComparing(Standing::policy, Comparator.reverseOrder());

  private record Policy(Kind kind, String family, String name) {}

  /// Groups the rows of one span by conditions.
  static List<Standings> of(List<Row> rows, Span span) {
    return of(rows.stream().filter(row -> row.span() == span).toList());
  }

  /// Groups rows by conditions: traces in the order of their first row, then by start-up and
  /// devices.
  static List<Standings> of(List<Row> rows) {
    Map<String, List<Conditions>> traces = new LinkedHashMap<>();
    Map<Conditions, List<Row>> grouped = new LinkedHashMap<>();
    for (Row row : rows) {
      grouped.computeIfAbsent(row.conditions(), _ -> new ArrayList<>()).add(row);
    }
    for (Conditions conditions : grouped.keySet()) {
      traces.computeIfAbsent(conditions.trace(), _ -> new ArrayList<>()).add(conditions);
    }
    List<Standings> standings = new ArrayList<>();
    for (List<Conditions> ofTrace : traces.values()) {
      ofTrace.sort(
          Comparator.comparing(Conditions::devices).thenComparingInt(Conditions::startupSeconds));
      for (Conditions conditions : ofTrace) {
        List<Row> own = grouped.getOrDefault(conditions, List.of());
        standings.add(new Standings(conditions, policies(own)));
      }
    }
    return standings;
  }

  private static List<Standing> policies(List<Row> rows) {
    Map<Policy, List<Row>> grouped = new LinkedHashMap<>();
    for (Row row : rows) {
      Policy policy = new Policy(row.kind(), row.family(), row.result().policy());
      grouped.computeIfAbsent(policy, _ -> new ArrayList<>()).add(row);
    }
    return grouped.values().stream().map(Standing::of).toList();
  }

  List<Standing> of(Kind kind) {
    return all.stream().filter(standing -> standing.kind() == kind).toList();
  }

  /// Returns Rheostat's own, if it ran.
  Optional<Standing> rheostat() {
    return best(standing -> standing.kind() == Kind.RHEOSTAT);
  }

  /// Returns the policy of a kind with the highest net value.
  Optional<Standing> best(Kind kind) {
    return best(standing -> standing.kind() == kind);
  }

  private Optional<Standing> best(Predicate<Standing> which) {
    return all.stream().filter(which).max(BY_NET);
  }

  /// Returns the policy of each rival family with the highest net value, whatever the origin of its
  /// settings, by name.
  List<Standing> bestOfFamilies() {
    return bestByFamily(standing -> standing.kind().rival());
  }

  private List<Standing> bestByFamily(Predicate<Standing> which) {
    Map<String, Standing> best = new TreeMap<>();
    for (Standing standing : all) {
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
  List<Standing> frontier() {
    List<Standing> sorted = new ArrayList<>(of(Kind.HINDSIGHT));
    sorted.sort(
        Comparator.comparingDouble(Standing::costUsd)
            .thenComparing(Comparator.comparingDouble(Standing::attainment).reversed())
            .thenComparing(Standing::policy));
    List<Standing> frontier = new ArrayList<>();
    for (Standing standing : sorted) {
      if (frontier.isEmpty() || standing.attainment() > frontier.getLast().attainment()) {
        frontier.add(standing);
      }
    }
    return frontier;
  }

  /// Returns the marks of a picture: for each kind and family the policy with the highest net
  /// value.
  List<Standing> shown() {
    List<Standing> shown = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      shown.addAll(bestByFamily(standing -> standing.kind() == kind));
    }
    return shown;
  }
}
