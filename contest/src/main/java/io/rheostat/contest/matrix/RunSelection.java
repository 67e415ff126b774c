package io.rheostat.contest.matrix;

import io.rheostat.contest.report.JudgedSpan;
import io.rheostat.contest.report.PolicyRow;
import io.rheostat.contest.report.RunConditions;
import io.rheostat.contest.report.SettingsOrigin;
import io.rheostat.contest.scenario.Trials;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Selection of runs.
///
/// @param traces by name; all when empty
/// @param part selected policies, start-ups and types
public record RunSelection(List<String> traces, Part part) {
  /// Selection of policies, start-ups and types.
  public enum Part {
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
  public static final List<String> RAMPS =
      List.of(
          "llm-d-ramp",
          "llm-d-ramp-constant",
          MatrixPlan.randomRamps("constant"),
          MatrixPlan.randomRamps("poisson"));

  /// Names of the recorded traces, read from files.
  public static final List<String> RECORDED = List.of("azure-conv", "azure-code");

  private static final int PART_RAMPS = 6;
  private static final Duration PART_STARTUP = Duration.ofSeconds(100);

  public RunSelection {
    traces = List.copyOf(traces);
  }

  /// Returns whether a trace is selected; every one is without names.
  public boolean takes(String trace) {
    return traces.isEmpty() || traces.contains(trace);
  }

  /// Returns whether a trace is taken with a start-up. A recorded trace's quick part has one
  /// start-up.
  public boolean takes(String trace, Duration startup) {
    boolean one = part == Part.QUICK && RECORDED.contains(trace);
    return takes(trace) && (!one || startup.equals(PART_STARTUP));
  }

  /// Returns the number of random ramps of each form.
  public int ramps() {
    return part == Part.QUICK ? PART_RAMPS : Trials.RANDOM_RAMPS;
  }

  /// Returns the extent of everything; each trace's own when empty.
  public Optional<RunAmount> extent() {
    return switch (part) {
      case ALL -> Optional.empty();
      case QUICK -> Optional.of(RunAmount.SHIPPED);
      case OWN, ONE_TYPE -> Optional.of(RunAmount.OWN);
    };
  }

  /// Returns whether services on two device types are run too.
  public boolean takesTwoTypes() {
    return part == Part.ALL || part == Part.OWN;
  }

  /// Returns a test for rows of the whole report: whether this run makes them.
  public Predicate<PolicyRow> rows() {
    return row -> {
      RunConditions at = row.conditions();
      return takes(at.trace(), Duration.ofSeconds(at.startupSeconds())) && made(row);
    };
  }

  private boolean made(PolicyRow row) {
    return switch (part) {
      case ALL -> true;
      case QUICK -> quick(row);
      case OWN -> row.kind() == SettingsOrigin.RHEOSTAT;
      case ONE_TYPE ->
          row.kind() == SettingsOrigin.RHEOSTAT && !row.conditions().devices().contains("+");
    };
  }

  private boolean quick(PolicyRow row) {
    boolean random = row.conditions().trace().startsWith("random-ramps");
    boolean kind =
        row.kind() == SettingsOrigin.RHEOSTAT || (!random && row.kind() == SettingsOrigin.SHIPPED);
    return kind
        && row.span() == JudgedSpan.WHOLE
        && !row.conditions().devices().contains("+")
        && (!random || row.result().seed() <= PART_RAMPS);
  }
}
