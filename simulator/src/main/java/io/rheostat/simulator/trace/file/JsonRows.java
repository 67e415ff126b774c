package io.rheostat.simulator.trace.file;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.NoSuchElementException;
import java.util.SequencedMap;

/// Rows of a JSON file: an object per line, objects over several lines, or one array of objects.
/// Fields of nested objects keep their path (`data.input_tokens`); arrays inside an object are
/// skipped.
final class JsonRows implements Iterator<TraceRow> {
  private static final int MOST_DEPTH = 64;

  private final Iterator<String> lines;
  private String line;
  private int number = 1;
  private int at;
  private boolean inArray;

  /// @param first the first line
  /// @param rest the lines after it
  JsonRows(String first, Iterator<String> rest) {
    this.line = first;
    this.lines = rest;
    inArray = peek() == '[';
    if (inArray) {
      at++;
    }
  }

  @Override
  public boolean hasNext() {
    char next = peek();
    if (inArray && next == ',') {
      at++;
      next = peek();
    }
    if (inArray && next == ']') {
      at++;
      inArray = false;
      next = peek();
      if (next != 0) {
        throw row().error(new IllegalArgumentException("something follows the array"));
      }
    }
    if (inArray && next == 0) {
      throw row().error(new IllegalArgumentException("the array is not closed"));
    }
    return next != 0;
  }

  @Override
  public TraceRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the file has no more rows");
    }
    TraceRow row = row();
    try {
      object("", row.values(), 1);
      return row;
    } catch (IllegalArgumentException e) {
      throw row.error(e);
    }
  }

  private TraceRow row() {
    return new TraceRow(number, line, new LinkedHashMap<>());
  }

  private void object(String path, SequencedMap<String, String> values, int depth) {
    if (depth > MOST_DEPTH) {
      throw new IllegalArgumentException("it is nested more than " + MOST_DEPTH + " deep");
    }
    expect('{');
    if (peek() == '}') {
      at++;
      return;
    }
    while (true) {
      if (peek() != '"') {
        throw new IllegalArgumentException("a field's name is missing");
      }
      String name = path + string();
      expect(':');
      field(name, values, depth);
      char next = peek();
      at++;
      if (next == '}') {
        return;
      }
      if (next != ',') {
        throw new IllegalArgumentException("a field ends in neither , nor }");
      }
    }
  }

  private void field(String name, SequencedMap<String, String> values, int depth) {
    switch (peek()) {
      case '{' -> object(name + ".", values, depth + 1);
      case '[' -> skipArray(depth + 1);
      case '"' -> keep(name, string(), values);
      default -> keep(name, literal(), values);
    }
  }

  private static void keep(String name, String value, SequencedMap<String, String> values) {
    if (!value.equals("null") && values.put(name, value) != null) {
      throw new IllegalArgumentException("it has \"" + name + "\" twice");
    }
  }

  private void skipArray(int depth) {
    if (depth > MOST_DEPTH) {
      throw new IllegalArgumentException("it is nested more than " + MOST_DEPTH + " deep");
    }
    expect('[');
    while (peek() != ']') {
      switch (peek()) {
        case '{' -> object("", new LinkedHashMap<>(), depth + 1);
        case '[' -> skipArray(depth + 1);
        case '"' -> string();
        case ',' -> at++;
        default -> literal();
      }
    }
    at++;
  }

  /// Returns a number or word as it stands.
  private String literal() {
    int start = at;
    while (at < line.length() && "{}[],:\" \t".indexOf(line.charAt(at)) < 0) {
      at++;
    }
    if (start == at) {
      throw new IllegalArgumentException("a value is missing");
    }
    return line.substring(start, at);
  }

  private String string() {
    StringBuilder text = new StringBuilder();
    for (at++; at < line.length(); at++) {
      char each = line.charAt(at);
      if (each == '"') {
        at++;
        return text.toString();
      }
      if (each == '\\' && at + 1 < line.length()) {
        at++;
        text.append(escaped(line.charAt(at)));
      } else {
        text.append(each);
      }
    }
    throw new IllegalArgumentException("a quote is not closed");
  }

  /// Returns an escaped character. Names and values of a trace need no other escapes; of the rest
  /// the letter is kept.
  private static char escaped(char each) {
    return switch (each) {
      case 'n', 'r', 't' -> ' ';
      default -> each;
    };
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw new IllegalArgumentException("it has no " + wanted + " where one belongs");
    }
    at++;
  }

  /// Returns the next character except white space, from a later line if need be; 0 at the end of
  /// the file.
  private char peek() {
    while (true) {
      while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
        at++;
      }
      if (at < line.length()) {
        return line.charAt(at);
      }
      if (!lines.hasNext()) {
        return 0;
      }
      line = lines.next();
      number++;
      at = 0;
    }
  }
}
