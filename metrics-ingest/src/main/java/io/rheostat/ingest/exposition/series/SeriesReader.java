package io.rheostat.ingest.exposition.series;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// Reads one series in full, `name{label="value",…}` or `{"any name","any label"="value",…}`; done
/// once for each series.
public final class SeriesReader {
  private final byte[] bytes;
  private final int end;
  private final int line;
  private final boolean strict;
  private int position;

  private SeriesReader(TextCursor cursor, int from, int to, boolean strict) {
    this.bytes = cursor.bytes;
    this.position = from;
    this.end = to;
    this.line = cursor.line;
    this.strict = strict;
  }

  /// Creates a reader of a slice.
  ///
  /// @param strict whether blanks around names and a comma at the end are refused
  public static SeriesReader over(TextCursor cursor, int from, int to, boolean strict) {
    return new SeriesReader(cursor, from, to, strict);
  }

  /// Series as a name and labels.
  public record Series(String name, Labels labels) {}

  /// Reads the whole slice as a series.
  public Series series() throws MalformedPageException {
    String name = at('{') ? "" : name(true);
    TreeMap<String, String> labels = new TreeMap<>();
    skipBlanks();
    if (position < end) {
      name = labelSet(name, labels);
    }
    if (name.isEmpty()) {
      throw malformed("metric name expected");
    }
    if (position != end) {
      throw malformed("text after the label set");
    }
    return new Series(name, new Labels(labels));
  }

  /// Reads the label set at the start of the slice, without a metric name.
  public Map<String, String> labels() throws MalformedPageException {
    TreeMap<String, String> labels = new TreeMap<>();
    if (!labelSet("", labels).isEmpty()) {
      throw malformed("a label without a value");
    }
    return labels;
  }

  /// Reads the name at the start of the slice, in quotes or without.
  public String metricName() throws MalformedPageException {
    return at('"') ? quotedName() : name(true);
  }

  /// Returns the position behind the last read part.
  public int position() {
    return position;
  }

  /// Returns whether a byte is an ASCII digit.
  public static boolean digit(byte character) {
    return character >= '0' && character <= '9';
  }

  static boolean inName(byte character, boolean first, boolean metric) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || character == '_'
        || (metric && character == ':')
        || (!first && character >= '0' && character <= '9');
  }

  /// Reads a label set; returns the given name, or the one inside.
  private String labelSet(String outside, Map<String, String> labels)
      throws MalformedPageException {
    String name = outside;
    expect('{', "label set");
    skipBlanks();
    boolean more = !at('}');
    while (more) {
      boolean quoted = at('"');
      String label = quoted ? quotedName() : name(false);
      skipBlanks();
      if (quoted && !at('=')) {
        if (!name.isEmpty()) {
          throw malformed("a label without a value, or a second metric name: " + label);
        }
        name = label;
      } else {
        label(label, labels);
      }
      more = anotherLabel(label);
    }
    expect('}', "end of the label set");
    return name;
  }

  private void label(String label, Map<String, String> labels) throws MalformedPageException {
    expect('=', "label " + label);
    skipBlanks();
    expect('"', "value of label " + label);
    if (label.equals("__name__") || labels.put(label, quoted(label)) != null) {
      throw malformed("label " + label + " is there twice");
    }
    skipBlanks();
  }

  private boolean anotherLabel(String label) throws MalformedPageException {
    if (at('}')) {
      return false;
    }
    expect(',', "text after label " + label);
    skipBlanks();
    return strict || !at('}');
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

  private String quotedName() throws MalformedPageException {
    position++;
    String name = quoted("name");
    if (name.isEmpty()) {
      throw malformed("a name in quotes is empty");
    }
    return name;
  }

  /// Reads the text up to its closing quote.
  private String quoted(String label) throws MalformedPageException {
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
      return utf8(text.toByteArray());
    } catch (CharacterCodingException _) {
      throw malformed("the value of label " + label + " is not UTF-8");
    }
  }

  /// Decodes bytes as UTF-8. A new decoder reports bad input; the String constructor would make two
  /// values one.
  public static String utf8(byte[] text) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
  }

  /// Appends an unescaped character. Unknown escapes are kept as they are written, as Prometheus
  /// does.
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
    while (!strict && (at(' ') || at('\t'))) {
      position++;
    }
  }

  private MalformedPageException malformed(String reason) {
    return new MalformedPageException(line, reason);
  }
}
