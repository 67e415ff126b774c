package io.rheostat.benchmarks.matrix;

import io.rheostat.app.simulation.Trials;
import io.rheostat.benchmarks.policies.Conditions;
import io.rheostat.benchmarks.policies.Kind;
import io.rheostat.benchmarks.policies.Row;
import io.rheostat.benchmarks.policies.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Selection of runs.
///
/// @param traces by name; all when empty
/// @param part selected policies, start-ups and types
record Choice(List<String> traces, Part part) {
  /// Selection of policies, start-ups and types.
  enum Part {
    /// All.
    ALL,
    /// The quick part: families as shipped, few start-ups, one type.
    QUICK,
    /// Rheostat alone, on everything.
    OWN,
    /// Rheostat alone, on one type.
    ONE_TYPE
  }

  /// The traces of the quick part without a file, and, as [#RECORDED], those from files.
  static final List<String> RAMPS =
      List.of(
          "llm-d-ramp",
          "llm-d-ramp-constant",
          Plan.randomRamps("constant"),
          Plan.randomRamps("poisson"));

  static final List<String> RECORDED = List.of("azure-conv", "azure-code");

  private static final int PART_RAMPS = 6;
  private static final Duration PART_STARTUP = Duration.ofSeconds(100);

  Choice {
    traces = List.copyOf(traces);
  }

  boolean takes(String trace) {
    return traces.isEmpty() || traces.contains(trace);
  }

  /// Returns whether a trace is taken with a start-up. A recorded trace's quick part has one
  /// start-up.
  boolean takes(String trace, Duration startup) {
    boolean one = part == Part.QUICK && RECORDED.contains(trace);
    return takes(trace) && (!one || startup.equals(PART_STARTUP));
  }

  /// Returns the number of random ramps of each form.
  int ramps() {
    return part == Part.QUICK ? PART_RAMPS : Trials.RANDOM_RAMPS;
  }

  /// Returns the extent of everything; each trace's own when empty.
  Optional<Extent> extent() {
    return switch (part) {
      case ALL -> Optional.empty();
      case QUICK -> Optional.of(Extent.SHIPPED);
      case OWN, ONE_TYPE -> Optional.of(Extent.OWN);
    };
  }

  /// Returns whether services on two device types are run too.
  boolean takesTwoTypes() {
    return part == Part.ALL || part == Part.OWN;
  }

  /// Returns a test for rows of the whole report: whether this run makes them.
  Predicate<Row> rows() {
    return row -> {
      Conditions at = row.conditions();
      return takes(at.trace(), Duration.ofSeconds(at.startupSeconds())) && made(row);
    };
  }

  private boolean made(Row row) {
    return switch (part) {
      case ALL -> true;
      case QUICK -> quick(row);
      case OWN -> row.kind() == Kind.RHEOSTAT;
      case ONE_TYPE -> row.kind() == Kind.RHEOSTAT && !row.conditions().devices().contains("+");
    };
  }

  private boolean quick(Row row) {
    boolean random = row.conditions().trace().startsWith("random-ramps");
    boolean kind = row.kind() == Kind.RHEOSTAT || (!random && row.kind() == Kind.SHIPPED);
    return kind
        && row.span() == Span.WHOLE
        && !row.conditions().devices().contains("+")
        && (!random || row.result().seed() <= PART_RAMPS);
  }
}
