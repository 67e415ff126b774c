package io.rheostat.ingest.exposition;

import java.nio.charset.StandardCharsets;

/// Position on a text page, with the parsing shared by both text formats.
final class TextCursor {
  private static final byte[] NOTHING = new byte[0];

  byte[] bytes = NOTHING;
  int position;

  /// Line number, counted from 1.
  int line;

  void open(byte[] page) {
    bytes = page;
    position = 0;
    line = 0;
  }

  /// Releases the page: it may be large, and the next one comes in a while.
  void close() {
    bytes = NOTHING;
  }

  boolean atEnd() {
    return position >= bytes.length;
  }

  boolean atLineEnd() {
    return position >= bytes.length || bytes[position] == '\n';
  }

  boolean at(char wanted) {
    return position < bytes.length && bytes[position] == wanted;
  }

  /// Returns the index of the end of this line.
  int lineEnd() {
    int end = position;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  void skipLine() {
    position = lineEnd();
  }

  void skipWord() {
    while (!atLineEnd() && bytes[position] != ' ' && bytes[position] != '\t') {
      position++;
    }
  }

  void skipBlanks() {
    while (position < bytes.length && (bytes[position] == ' ' || bytes[position] == '\t')) {
      position++;
    }
  }

  /// Moves behind a name without quotes, possibly an empty one.
  void skipName() {
    while (position < bytes.length && SeriesReader.inName(bytes[position], false, true)) {
      position++;
    }
  }

  /// Moves behind the label set at the current position.
  void skipLabelSet() throws MalformedPageException {
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
  double number(String what) throws MalformedPageException {
    int from = position;
    skipWord();
    try {
      return Numbers.decimal(bytes, from, position);
    } catch (NumberFormatException _) {
      throw malformed("the " + what + " is no number");
    }
  }

  /// Tells whether a word stands at an index; a word reaching beyond the page never does.
  boolean hasAt(int index, String word) {
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
  String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  MalformedPageException malformed(String reason) {
    return new MalformedPageException(line, reason);
  }
}
