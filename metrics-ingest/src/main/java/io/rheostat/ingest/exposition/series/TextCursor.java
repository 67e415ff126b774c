package io.rheostat.ingest.exposition.series;

import java.nio.charset.StandardCharsets;

/// Position on a text page, with the parsing shared by both text formats.
public final class TextCursor {
  private static final byte[] NOTHING = new byte[0];

  public byte[] bytes = NOTHING;
  public int position;

  /// Line number, counted from 1.
  public int line;

  /// Begins a page at its first byte.
  public void open(byte[] page) {
    bytes = page;
    position = 0;
    line = 0;
  }

  /// Releases the page: it may be large, and the next one comes in a while.
  public void close() {
    bytes = NOTHING;
  }

  /// Returns whether the page is read to its end.
  public boolean atEnd() {
    return position >= bytes.length;
  }

  /// Returns whether the line, or the page, ends at this position.
  public boolean atLineEnd() {
    return position >= bytes.length || bytes[position] == '\n';
  }

  /// Returns whether a character stands at this position.
  public boolean at(char wanted) {
    return position < bytes.length && bytes[position] == wanted;
  }

  /// Returns the index of the end of this line.
  public int lineEnd() {
    int end = position;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  /// Moves to the end of this line.
  public void skipLine() {
    position = lineEnd();
  }

  /// Moves to the next blank, or to the end of the line.
  public void skipWord() {
    while (!atLineEnd() && bytes[position] != ' ' && bytes[position] != '\t') {
      position++;
    }
  }

  /// Moves behind spaces and tabs.
  public void skipBlanks() {
    while (position < bytes.length && (bytes[position] == ' ' || bytes[position] == '\t')) {
      position++;
    }
  }

  /// Moves behind a name without quotes, possibly an empty one.
  public void skipName() {
    while (position < bytes.length && SeriesReader.inName(bytes[position], false, true)) {
      position++;
    }
  }

  /// Moves behind the label set at the current position.
  public void skipLabelSet() throws MalformedPageException {
    boolean quoted = false;
    while (!atLineEnd()) {
      byte character = bytes[position++];
      if (character == '"') {
        quoted = !quoted;
      } else if (character == '\\' && quoted && !atLineEnd()) {
        position++;
      } else if (character == '}' && !quoted) {
        return;
      }
    }
    throw malformed("the label set is not closed");
  }

  /// Reads the number up to the next blank or the end of the line.
  public double number(String what) throws MalformedPageException {
    int from = position;
    skipWord();
    try {
      return NumberParser.decimal(bytes, from, position);
    } catch (NumberFormatException _) {
      throw malformed("the " + what + " is no number");
    }
  }

  /// Tells whether a word stands at an index; a word reaching beyond the page never does.
  public boolean hasAt(int index, String word) {
    if (index + word.length() > bytes.length) {
      return false;
    }
    for (int offset = 0; offset < word.length(); offset++) {
      if (bytes[index + offset] != word.charAt(offset)) {
        return false;
      }
    }
    return true;
  }

  /// Returns a slice as text; bytes other than UTF-8 are replaced.
  public String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /// Returns the exception for this line, with the error message.
  public MalformedPageException malformed(String reason) {
    return new MalformedPageException(line, reason);
  }
}
