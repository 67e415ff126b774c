package io.rheostat.app.testing;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.xerial.snappy.Snappy;

/// Bodies of remote write as a Prometheus sends them.
public final class WriteRequests {
  private WriteRequests() {}

  /// A sample of a series.
  ///
  /// @param labels the metric's name among them
  public record Point(SortedMap<String, String> labels, double value, long millis) {
    /// The same sample with a label more.
    public Point with(String name, String labelValue) {
      SortedMap<String, String> more = new TreeMap<>(labels);
      more.put(name, labelValue);
      return new Point(more, value, millis);
    }
  }

  /// A snappy block of `prometheus.WriteRequest` (1.0).
  public static byte[] version1(List<Point> points) {
    return packed(
        out -> {
          for (Point point : points) {
            out.writeByteArray(1, message(series -> version1(series, point)));
          }
        });
  }

  private static void version1(CodedOutputStream series, Point point) throws IOException {
    for (var label : point.labels.entrySet()) {
      series.writeByteArray(
          1,
          message(
              out -> {
                out.writeString(1, label.getKey());
                out.writeString(2, label.getValue());
              }));
    }
    series.writeByteArray(2, sample(point));
  }

  /// A snappy block of `io.prometheus.write.v2.Request` (2.0).
  public static byte[] version2(List<Point> points) {
    List<String> symbols = new ArrayList<>(List.of(""));
    return packed(
        out -> {
          List<byte[]> series = new ArrayList<>();
          for (Point point : points) {
            series.add(message(one -> version2(one, point, symbols)));
          }
          for (String symbol : symbols) {
            out.writeByteArray(4, symbol.getBytes(StandardCharsets.UTF_8));
          }
          for (byte[] one : series) {
            out.writeByteArray(5, one);
          }
        });
  }

  private static void version2(CodedOutputStream series, Point point, List<String> symbols)
      throws IOException {
    series.writeByteArray(
        1,
        message(
            refs -> {
              for (var label : point.labels.entrySet()) {
                refs.writeUInt32NoTag(reference(symbols, label.getKey()));
                refs.writeUInt32NoTag(reference(symbols, label.getValue()));
              }
            }));
    series.writeByteArray(2, sample(point));
  }

  private static int reference(List<String> symbols, String text) {
    if (!symbols.contains(text)) {
      symbols.add(text);
    }
    return symbols.indexOf(text);
  }

  private static byte[] sample(Point point) {
    return message(
        out -> {
          out.writeDouble(1, point.value);
          out.writeInt64(2, point.millis);
        });
  }

  private interface Content {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      content.write(out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] packed(Content content) {
    try {
      return Snappy.compress(message(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
