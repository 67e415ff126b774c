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

  /// The same of the rows of one span.
  static List<Standings> of(List<Row> rows, Span span) {
    return of(rows.stream().filter(row -> row.span() == span).toList());
  }

  /// Rows by conditions: traces in the order of their first row, then by start-up and devices.
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

  /// Rheostat's own, when it ran.
  Optional<Standing> rheostat() {
    return best(standing -> standing.kind() == Kind.RHEOSTAT);
  }

  /// The one of a kind that earns most.
  Optional<Standing> best(Kind kind) {
    return best(standing -> standing.kind() == kind);
  }

  private Optional<Standing> best(Predicate<Standing> which) {
    return all.stream().filter(which).max(BY_NET);
  }

  /// The one of each rival family that earns most, whatever its settings come from, by name.
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

  /// The settings tuned in hindsight that no other of them beats on cost and attainment, the
  /// cheapest first.
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

  /// What a picture shows as marks: of each kind and family the one that earns most.
  List<Standing> shown() {
    List<Standing> shown = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      shown.addAll(bestByFamily(standing -> standing.kind() == kind));
    }
    return shown;
  }
}
