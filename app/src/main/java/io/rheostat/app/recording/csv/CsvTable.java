package io.rheostat.app.recording.csv;

import java.util.List;
import java.util.Locale;

/// Tables of an export, one file each: `readings.csv` and so on. Times are ISO 8601 in UTC; a value
/// that is not there is an empty cell.
@SuppressWarnings("ImmutableEnumChecker") // lists of records of texts
public enum CsvTable {
  /// Samples as they were received.
  READINGS(
      "One row for each sample of a metrics page or a push.",
      column("observedAt", "time of the sample"),
      column("receivedAt", "time of its arrival"),
      column("workload", "name of the workload"),
      column("replica", "name of the replica"),
      column("placement", "placement of the replica"),
      column("signal", "the signal, as in docs/reference/topics.md"),
      column("unit", "base unit of the value"),
      column("kind", "gauge, counter or histogram"),
      column("upperBound", "inclusive bound of a histogram's bucket; `Infinity` for the last"),
      column("value", "the value; of a bucket the observations at or below its bound so far")),
  /// Rolling estimates.
  ESTIMATES(
      "One row for each estimate.",
      column("at", "time of the estimate"),
      column("workload", "name of the workload"),
      column("pool", "its pool"),
      column("liveReplicas", "replicas with fresh readings"),
      column("unreachableReplicas", "replicas silent but not gone"),
      column("stale", "whether it may not cause a scale-down"),
      column("ageSeconds", "time since the newest sample"),
      column("requestsPerSecond", "arrivals now, of a service"),
      column("forecastP50", "median of the forecast at its nearest horizon, requests per second"),
      column("forecastP90", "90th percentile of the same"),
      column("forecastP99", "99th percentile of the same"),
      column("forecastSeconds", "that horizon"),
      column("inputTokens", "mean prompt tokens of a request"),
      column("outputTokens", "mean generated tokens of a request"),
      column("running", "requests in batches"),
      column("waiting", "requests queued"),
      column("kvCacheUsage", "mean share of KV cache in use, 0..1"),
      column("ttftP50Seconds", "median time to first token of the last minute"),
      column("ttftP99Seconds", "99th percentile of the same"),
      column("tpotP50Seconds", "median time per output token of the last minute"),
      column("tpotP99Seconds", "99th percentile of the same"),
      column("attainmentLower", "share of good requests of the last minute, at least, 0..1"),
      column("attainmentUpper", "the same, at most"),
      column("samplesPerSecond", "throughput of a training job"),
      column("progress", "its work done, efficient samples"),
      column("workers", "its active workers"),
      column("efficiency", "its statistical efficiency, 0..1")),
  /// Decisions of the planner.
  DECISIONS(
      "One row for each decision.",
      column("at", "time of the decision"),
      column("workload", "name of the workload"),
      column("pool", "its pool"),
      column("kind", "Hold, Resize, Proposal, Shadow, Request or NoData"),
      column("reason", "reason of a hold"),
      column("from", "replicas by placement before, such as `2 x h100-sxm`"),
      column("to", "replicas by placement desired"),
      column("generation", "of the resulting command"),
      column("chosen", "best option before the guard"),
      column("valueUsdPerHour", "its value"),
      column("costUsdPerHour", "its cost"),
      column("changeUsdPerHour", "price of changing to it"),
      column("netUsdPerHour", "its J"),
      column("shortfallUsdPerHour", "its loss from missing the declared attainment"),
      column("attainment", "its predicted share of good requests, 0..1"),
      column("plannedRequestsPerSecond", "mean of the planned demand"),
      column("highRequestsPerSecond", "demand hardly ever exceeded"),
      column("observed", "observed state, for a person"),
      column("guards", "stages of the guard that changed the plan, with `; ` between")),
  /// Issued commands.
  COMMANDS(
      "One row for each order of a command.",
      column("issuedAt", "time of the decision"),
      column("expiresAt", "time after which it must not be carried out"),
      column("workload", "name of the workload"),
      column("pool", "its pool"),
      column("generation", "its place in the workload's order"),
      column("placement", "placement of the order"),
      column("replicas", "desired replicas")),
  /// Ends of commands.
  OUTCOMES(
      "One row for each command that ended.",
      column("at", "the actuator's time"),
      column("workload", "name of the workload"),
      column("pool", "its pool"),
      column("generation", "the command's"),
      column("result", "APPLIED, FAILED, SUPERSEDED or EXPIRED"),
      column("detail", "reason, for a person"));

  private final String rows;
  private final List<Column> columns;

  CsvTable(String rows, Column... columns) {
    this.rows = rows;
    this.columns = List.of(columns);
  }

  /// Column of a table.
  ///
  /// @param name its head
  /// @param meaning its content, with the unit
  public record Column(String name, String meaning) {}

  private static Column column(String name, String meaning) {
    return new Column(name, meaning);
  }

  /// Returns the content of a row, in a sentence.
  public String rows() {
    return rows;
  }

  /// Returns the columns, in order.
  public List<Column> columns() {
    return columns;
  }

  /// Returns the name of its file.
  public String fileName() {
    return name().toLowerCase(Locale.ROOT) + ".csv";
  }
}
