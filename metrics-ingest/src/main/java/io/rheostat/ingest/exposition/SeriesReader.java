package io.rheostat.ingest.exposition;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// Reads one series, `name{label="value",…}`, in full; done once for each series.
final class SeriesReader {
  private final byte[] bytes;
  private final int end;
  private final int line;
  private int position;

  SeriesReader(byte[] bytes, int from, int to, int line) {
    this.bytes = bytes;
    this.position = from;
    this.end = to;
    this.line = line;
  }

  <S> S read(PageSink<S> sink) throws MalformedPageException {
    String name = name(true);
    TreeMap<String, String> labels = new TreeMap<>();
    skipBlanks();
    if (position < end) {
      expect('{', "label set");
      readLabels(labels);
    }
    return sink.series(name, new Labels(labels));
  }

  private void readLabels(Map<String, String> labels) throws MalformedPageException {
    skipBlanks();
    while (!at('}')) {
      String label = name(false);
      skipBlanks();
      expect('=', "label " + label);
      skipBlanks();
      expect('"', "value of label " + label);
      if (label.equals("__name__") || labels.put(label, value(label)) != null) {
        throw malformed("label " + label + " is there twice");
      }
      skipBlanks();
      if (!at('}')) {
        expect(',', "text after label " + label);
        skipBlanks();
      }
    }
    position++;
    if (position != end) {
      throw malformed("text after the label set");
    }
  }

  private String name(boolean metric) throws MalformedPageException {
    int from = position;
    while (position < end && inName(bytes[position], position == from, metric)) {
      position++;
    }
    if (position == from) {
      throw malformed((metric ? "metric" : "label") + " name expected");
    }
    return new String(bytes, from, position - from, StandardCharsets.ISO_8859_1);
  }

  static boolean inName(byte character, boolean first, boolean metric) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || character == '_'
        || (metric && character == ':')
        || (!first && character >= '0' && character <= '9');
  }

  private String value(String label) throws MalformedPageException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (position < end && bytes[position] != '"') {
      if (bytes[position] == '\\' && position + 1 < end) {
        unescape(bytes[position + 1], text);
        position += 2;
      } else {
        text.write(bytes[position]);
        position++;
      }
    }
    expect('"', "end of the value of label " + label);
    try {
      // A new decoder reports bad input; the String constructor would make two values one.
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(text.toByteArray()))
          .toString();
    } catch (CharacterCodingException _) {
      throw malformed("the value of label " + label + " is not UTF-8");
    }
  }

  /// Unknown escapes are kept as they are written, as Prometheus does.
  private static void unescape(byte escaped, ByteArrayOutputStream text) {
    switch (escaped) {
      case 'n' -> text.write('\n');
      case '"', '\\' -> text.write(escaped);
      default -> {
        text.write('\\');
        text.write(escaped);
      }
    }
  }

  private boolean at(char wanted) {
    return position < end && bytes[position] == wanted;
  }

  private void expect(char wanted, String what) throws MalformedPageException {
    if (!at(wanted)) {
      throw malformed(what + ": " + wanted + " expected");
    }
    position++;
  }

  private void skipBlanks() {
    while (position < end && (bytes[position] == ' ' || bytes[position] == '\t')) {
      position++;
    }
  }

  private MalformedPageException malformed(String reason) {
    return new MalformedPageException(line, reason);
  }
}
