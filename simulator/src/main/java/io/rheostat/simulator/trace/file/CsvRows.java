package io.rheostat.simulator.trace.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SequencedMap;

/// Rows of a CSV file with column names in its first line; separated by comma, semicolon or tab,
/// the most frequent of them in the header. Values may be quoted; blank lines are skipped.
final class CsvRows implements Iterator<TraceRow> {
  private final Iterator<String> lines;
  private final char separator;
  private final List<String> names;
  private int number = 1;
  private String next = "";

  /// @param header the first line
  /// @param rest the lines after it
  CsvRows(String header, Iterator<String> rest) {
    this.lines = rest;
    this.separator = separator(header);
    this.names = names(header);
    advance();
  }

  private static char separator(String header) {
    char best = ',';
    for (char candidate : new char[] {';', '\t'}) {
      if (count(header, candidate) > count(header, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(each -> each == wanted).count();
  }

  private List<String> names(String header) {
    try {
      List<String> found = cells(header);
      HashSet<String> seen = new HashSet<>();
      for (String name : found) {
        if (!name.isEmpty() && !seen.add(name)) {
          throw new IllegalArgumentException("two columns are named \"" + name + "\"");
        }
      }
      return found;
    } catch (IllegalArgumentException e) {
      throw new TraceRow(1, header, new LinkedHashMap<>()).error(e);
    }
  }

  @Override
  public boolean hasNext() {
    return !next.isEmpty();
  }

  @Override
  public TraceRow next() {
    if (next.isEmpty()) {
      throw new NoSuchElementException("the file has no more rows");
    }
    TraceRow row = new TraceRow(number, next, new LinkedHashMap<>());
    try {
      fill(row.values(), cells(next));
    } catch (IllegalArgumentException e) {
      throw row.error(e);
    }
    advance();
    return row;
  }

  private void fill(SequencedMap<String, String> values, List<String> cells) {
    if (cells.size() != names.size()) {
      throw new IllegalArgumentException(
          "it has %d columns, the header %d".formatted(cells.size(), names.size()));
    }
    for (int i = 0; i < cells.size(); i++) {
      values.put(names.get(i), cells.get(i));
    }
  }

  private void advance() {
    next = "";
    while (next.isEmpty() && lines.hasNext()) {
      number++;
      next = lines.next().strip();
    }
  }

  private List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    int at = 0;
    while (at <= line.length()) {
      int start = at;
      while (start < line.length() && line.charAt(start) == ' ') {
        start++;
      }
      if (start < line.length() && line.charAt(start) == '"') {
        StringBuilder cell = new StringBuilder();
        at = quoted(line, start + 1, cell) + 1;
        cells.add(cell.toString().strip());
      } else {
        int end = line.indexOf(separator, at);
        end = end < 0 ? line.length() : end;
        cells.add(line.substring(at, end).strip());
        at = end + 1;
      }
    }
    return cells;
  }

  /// Appends a quoted value without its quotes; returns the place of the separator behind it.
  private int quoted(String line, int from, StringBuilder cell) {
    for (int at = from; at < line.length(); at++) {
      char each = line.charAt(at);
      if (each != '"') {
        cell.append(each);
      } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
        cell.append('"');
        at++;
      } else {
        String rest = line.substring(at + 1).stripLeading();
        if (rest.isEmpty()) {
          return line.length();
        }
        if (rest.charAt(0) != separator) {
          throw new IllegalArgumentException("something follows a closing quote");
        }
        return line.length() - rest.length();
      }
    }
    throw new IllegalArgumentException("a quote is not closed");
  }
}
