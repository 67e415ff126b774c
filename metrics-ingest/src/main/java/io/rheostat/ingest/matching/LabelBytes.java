package io.rheostat.ingest.matching;

import com.google.protobuf.CodedInputStream;
import io.rheostat.config.settings.Ingest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Labels of a series as bytes, in the form of remote write: for each label a message with its name
/// (field 1) and value (field 2). All push protocols are converted into this form, so a series has
/// the same bytes from every sender.
public final class LabelBytes {
  private static final int LABEL = 1 << 3 | 2;
  private static final int NAME = 1 << 3 | 2;
  private static final int VALUE = 2 << 3 | 2;

  private static final byte[] SERIES_NAME = "__name__".getBytes(StandardCharsets.UTF_8);

  private byte[] bytes = new byte[1024];
  private int size;

  /// Removes all labels.
  public void clear() {
    size = 0;
  }

  /// Adds a label in UTF-8.
  public void add(byte[] name, byte[] value) {
    int length = 2 + varint(name.length) + varint(value.length) + name.length + value.length;
    reserve(length + 6);
    bytes[size++] = (byte) LABEL;
    putVarint(length);
    bytes[size++] = (byte) NAME;
    put(name);
    bytes[size++] = (byte) VALUE;
    put(value);
  }

  /// Adds labels already in this form.
  public void addAll(byte[] from, int offset, int length) {
    reserve(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /// Adds all labels of another one.
  public void addAll(LabelBytes other) {
    addAll(other.bytes, 0, other.size);
  }

  /// Adds the labels of a series in this form without its name.
  ///
  /// @return the name; empty when it has none or its labels are broken, and then only some may have
  ///     been added
  public Optional<String> addUnnamed(byte[] from, int offset, int length) {
    Optional<String> found = Optional.empty();
    CodedInputStream in = CodedInputStream.newInstance(from, offset, length);
    try {
      while (!in.isAtEnd()) {
        int begin = in.getTotalBytesRead();
        if (in.readTag() != LABEL) {
          return Optional.empty();
        }
        int end = in.pushLimit(in.readRawVarint32());
        Optional<String> name = found.isEmpty() ? seriesName(in) : Optional.empty();
        in.skipRawBytes(in.getBytesUntilLimit());
        in.popLimit(end);
        if (name.isPresent()) {
          found = name;
        } else {
          addAll(from, offset + begin, in.getTotalBytesRead() - begin);
        }
      }
    } catch (IOException _) {
      return Optional.empty();
    }
    return found;
  }

  /// Adds the labels of a series without its name.
  ///
  /// @return the name; empty when it has none
  public Optional<String> addUnnamed(LabelBytes series) {
    return addUnnamed(series.bytes, 0, series.size);
  }

  /// Returns the value of a label, if it is the series' name.
  private static Optional<String> seriesName(CodedInputStream in) throws IOException {
    if (in.readTag() != NAME || !Arrays.equals(in.readByteArray(), SERIES_NAME)) {
      return Optional.empty();
    }
    return in.readTag() == VALUE ? Optional.of(in.readString()) : Optional.empty();
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  /// Decodes the labels as text.
  ///
  /// @throws MalformedSeriesException when they are broken or beyond the limits
  static Map<String, String> read(byte[] bytes, int offset, int length, Ingest.Limits limits)
      throws MalformedSeriesException {
    Map<String, String> labels = new TreeMap<>();
    CodedInputStream in = CodedInputStream.newInstance(bytes, offset, length);
    try {
      while (!in.isAtEnd()) {
        int tag = in.readTag();
        if (tag != LABEL) {
          throw new MalformedSeriesException("field " + (tag >>> 3) + " is no label");
        }
        int end = in.pushLimit(in.readRawVarint32());
        readLabel(in, labels, limits);
        in.popLimit(end);
      }
    } catch (IOException broken) {
      throw new MalformedSeriesException("the labels are no protobuf: " + broken.getMessage());
    }
    return labels;
  }

  private static void readLabel(
      CodedInputStream in, Map<String, String> labels, Ingest.Limits limits)
      throws IOException, MalformedSeriesException {
    String name = "";
    String value = "";
    while (!in.isAtEnd()) {
      int tag = in.readTag();
      if (tag == NAME) {
        name = text(in, limits);
      } else if (tag == VALUE) {
        value = text(in, limits);
      } else if (!in.skipField(tag)) {
        throw new MalformedSeriesException("a label ends too early");
      }
    }
    if (name.isEmpty()) {
      throw new MalformedSeriesException("a label has no name; its value is \"" + value + "\"");
    }
    if (labels.putIfAbsent(name, value) != null) {
      throw new MalformedSeriesException("label " + name + " is there twice");
    }
    if (labels.size() > limits.labelsPerSeries()) {
      throw new MalformedSeriesException(
          "there are more than " + limits.labelsPerSeries() + " labels");
    }
  }

  private static String text(CodedInputStream in, Ingest.Limits limits)
      throws IOException, MalformedSeriesException {
    int length = in.readRawVarint32();
    if (length > limits.labelLengthBytes()) {
      throw new MalformedSeriesException(
          "a label's name or value is above " + limits.labelLengthBytes() + " bytes");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(in.readRawBytes(length)))
          .toString();
    } catch (CharacterCodingException _) {
      throw new MalformedSeriesException("a label's name or value is no UTF-8");
    }
  }

  private void put(byte[] text) {
    putVarint(text.length);
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
  }

  private void putVarint(int value) {
    int rest = value;
    while (rest > 0x7f) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private static int varint(int value) {
    int length = 1;
    for (int rest = value >>> 7; rest > 0; rest >>>= 7) {
      length++;
    }
    return length;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
