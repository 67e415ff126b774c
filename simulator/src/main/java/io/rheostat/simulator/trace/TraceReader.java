package io.rheostat.simulator.trace;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Reads request traces from lines. Times become durations since the first request of the file, and
/// requests are ordered by them. A count of 0 tokens is read as 1: every request has a prompt and
/// an answer.
public final class TraceReader {
  /// Header of the Azure LLM inference traces.
  public static final String AZURE_HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens";

  /// Header of this project's own form; time is in seconds.
  public static final String CSV_HEADER = "time,inputTokens,outputTokens";

  private TraceReader() {}

  /// Reads any of the known forms, told apart by the first line.
  ///
  /// @param name what to call the source in an error
  /// @throws IllegalArgumentException when the form is not known or a line cannot be read
  public static List<Request> detect(String name, Iterable<String> lines) {
    String first = "";
    for (String line : lines) {
      first = strip(line);
      break;
    }
    try {
      if (first.equals(AZURE_HEADER)) {
        return azure(lines);
      }
      if (first.equals(CSV_HEADER)) {
        return csv(lines);
      }
      if (first.startsWith("{")) {
        return mooncake(lines);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ", " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        ("%s, line 1: \"%s\" starts no known trace. Begin with the header \"%s\" or \"%s\", or with"
                + " a JSON object per line (timestamp, input_length, output_length).")
            .formatted(name, shorten(first), AZURE_HEADER, CSV_HEADER));
  }

  /// Azure LLM inference trace 2023: `TIMESTAMP,ContextTokens,GeneratedTokens`, UTC with 100 ns
  /// digits.
  public static List<Request> azure(Iterable<String> lines) {
    return read(lines, AZURE_HEADER, TraceReader::azureRow);
  }

  /// This project's own form: `time,inputTokens,outputTokens`, time in seconds.
  public static List<Request> csv(Iterable<String> lines) {
    return read(lines, CSV_HEADER, TraceReader::csvRow);
  }

  /// Mooncake: a JSON object per line with `timestamp` (ms), `input_length` and `output_length`.
  /// Its arrivals are logged in batches every 3 s, so no burstiness below 3 s can be read from it;
  /// they are left where they stand. Its prefix hashes are not used.
  public static List<Request> mooncake(Iterable<String> lines) {
    return read(lines, "", TraceReader::mooncakeRow);
  }

  private record Row(long nanos, int inputTokens, int outputTokens) {}

  private interface RowParser {
    Row parse(String line);
  }

  private static List<Request> read(Iterable<String> lines, String header, RowParser parser) {
    List<Row> rows = new ArrayList<>();
    int number = 0;
    for (String raw : lines) {
      number++;
      String line = strip(raw);
      if (number == 1 && !header.isEmpty()) {
        if (!line.equals(header)) {
          throw new IllegalArgumentException(
              "line 1: \"" + shorten(line) + "\" is not the header. It must read " + header + ".");
        }
      } else if (!line.isEmpty()) {
        rows.add(parse(number, line, parser));
      }
    }
    rows.sort(Comparator.comparingLong(Row::nanos));
    List<Request> requests = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Duration at = Duration.ofNanos(row.nanos() - rows.getFirst().nanos());
      requests.add(new Request(at, row.inputTokens(), row.outputTokens()));
    }
    return List.copyOf(requests);
  }

  private static Row parse(int number, String line, RowParser parser) {
    try {
      return parser.parse(line);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new IllegalArgumentException(
          "line %d: \"%s\" cannot be read (%s). Correct or remove it."
              .formatted(number, shorten(line), e.getMessage()),
          e);
    }
  }

  private static Row azureRow(String line) {
    String[] cells = cells(line);
    LocalDateTime time = LocalDateTime.parse(cells[0].replace(' ', 'T'));
    long nanos = Duration.between(LocalDateTime.of(2020, 1, 1, 0, 0), time).toNanos();
    return new Row(nanos, tokens(cells[1]), tokens(cells[2]));
  }

  private static Row csvRow(String line) {
    String[] cells = cells(line);
    double seconds = Double.parseDouble(cells[0]);
    if (!(seconds >= 0) || seconds > 1e9) {
      throw new IllegalArgumentException("time must lie between 0 and 1e9 seconds");
    }
    return new Row(StrictMath.round(seconds * 1e9), tokens(cells[1]), tokens(cells[2]));
  }

  private static Row mooncakeRow(String line) {
    long millis = field(line, "timestamp");
    return new Row(
        millis * 1_000_000,
        tokens(Long.toString(field(line, "input_length"))),
        tokens(Long.toString(field(line, "output_length"))));
  }

  /// An integer field of a flat JSON object. A whole JSON parser is not worth a dependency here.
  private static long field(String line, String name) {
    int key = line.indexOf('"' + name + '"');
    int start = key < 0 ? -1 : line.indexOf(':', key) + 1;
    if (start <= 0) {
      throw new IllegalArgumentException("it has no \"" + name + "\"");
    }
    while (start < line.length() && line.charAt(start) == ' ') {
      start++;
    }
    int end = start;
    while (end < line.length() && "0123456789".indexOf(line.charAt(end)) >= 0) {
      end++;
    }
    return Long.parseLong(line.substring(start, end));
  }

  private static String[] cells(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != 3) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "it has %d columns, not 3", cells.length));
    }
    return cells;
  }

  private static int tokens(String text) {
    int tokens = Integer.parseInt(text.strip());
    if (tokens < 0) {
      throw new IllegalArgumentException("token counts must be 0 or more");
    }
    return StrictMath.max(1, tokens);
  }

  private static String strip(String line) {
    String stripped = line.strip();
    return stripped.startsWith("\uFEFF") ? stripped.substring(1) : stripped;
  }

  private static String shorten(String line) {
    return line.length() <= 60 ? line : line.substring(0, 60) + "...";
  }
}
