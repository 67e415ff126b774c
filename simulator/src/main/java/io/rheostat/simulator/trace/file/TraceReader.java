package io.rheostat.simulator.trace.file;

import io.rheostat.simulator.trace.RecordedTrace;
import io.rheostat.simulator.trace.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/// Reads published request traces: CSV with a header, or JSON lines, with a column for the time,
/// one for the prompt's and one for the answer's tokens, found by their names in any order among
/// any others ([TraceColumns]). Azure's of 2023 and 2024, Mooncake's, BurstGPT's, Bailian's,
/// Splitwise's and Vidur's are such files, and this project's own (`time,inputTokens,outputTokens`,
/// in seconds).
///
/// A time is a date, with or without a zone, or a number: its unit is known from the column's name
/// (`time_ms`), from the published form or because it counts from 1970, or else the file is
/// refused. Times become durations since the first request, and requests are ordered by them. A
/// count of 0 tokens is read as 1: every request has a prompt and an answer.
///
/// Mooncake's arrivals were logged in batches every 3 s, so no burstiness below 3 s can be read
/// from it; they are left as logged. Its prefix hashes are not used.
public final class TraceReader {
  private TraceReader() {}

  private record Row(long nanos, int inputTokens, int outputTokens, int line, String time) {}

  /// Reads a trace.
  ///
  /// @param name of the source, for error messages
  /// @throws IllegalArgumentException when no such columns are named, a line cannot be read as a
  ///     whole, there is no request, or all are at one instant
  public static RecordedTrace read(String name, Iterable<String> lines) {
    List<Row> rows;
    try {
      rows = rows(lines);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ", " + e.getMessage(), e);
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          name + " holds no request. Give a trace that does. " + TraceColumns.FITS);
    }
    rows.sort(Comparator.comparingLong(Row::nanos));
    Row first = rows.getFirst();
    if (rows.getLast().nanos() == first.nanos()) {
      throw new IllegalArgumentException(
          "%s, line %d: all of the %d requests are at one instant, %s. Give a trace with more of them."
              .formatted(name, first.line(), rows.size(), first.time()));
    }
    List<Request> requests = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Duration at = Duration.ofNanos(row.nanos() - first.nanos());
      requests.add(new Request(at, row.inputTokens(), row.outputTokens()));
    }
    return new RecordedTrace(name, requests, rows.stream().mapToInt(Row::line).toArray());
  }

  private static List<Row> rows(Iterable<String> lines) {
    List<Row> read = new ArrayList<>();
    Iterator<TraceRow> rows = open(lines.iterator());
    if (!rows.hasNext()) {
      return read;
    }
    TraceRow row = rows.next();
    TraceColumns columns = columns(row);
    TraceClock clock = new TraceClock(columns);
    read.add(read(row, columns, clock));
    while (rows.hasNext()) {
      read.add(read(rows.next(), columns, clock));
    }
    return read;
  }

  private static Iterator<TraceRow> open(Iterator<String> lines) {
    if (!lines.hasNext()) {
      return List.<TraceRow>of().iterator();
    }
    String line = lines.next().strip();
    String first = line.startsWith("\uFEFF") ? line.substring(1) : line;
    if (first.startsWith("{") || first.startsWith("[")) {
      return new JsonRows(first, lines);
    }
    return new CsvRows(first, lines);
  }

  private static TraceColumns columns(TraceRow first) {
    try {
      return TraceColumns.of(first.values().keySet());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line 1: " + e.getMessage(), e);
    }
  }

  private static Row read(TraceRow row, TraceColumns columns, TraceClock clock) {
    try {
      String time = row.value(columns.time());
      return new Row(
          clock.nanos(time),
          TraceNumber.tokens(columns.input(), row.value(columns.input())),
          TraceNumber.tokens(columns.output(), row.value(columns.output())),
          row.line(),
          time);
    } catch (IllegalArgumentException e) {
      throw row.error(e);
    }
  }
}
