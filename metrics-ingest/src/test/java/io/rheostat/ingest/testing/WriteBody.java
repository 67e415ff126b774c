package io.rheostat.ingest.testing;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.xerial.snappy.Snappy;

/// A body of remote write under construction, field by field, so that it may also be wrong.
public final class WriteBody {
  private final List<Series> series = new ArrayList<>();

  /// @param labels names and values in turn
  private record Series(List<byte[]> labels, List<byte[]> samples, List<byte[]> histograms) {}

  public WriteBody series(String... namesAndValues) {
    byte[][] bytes = new byte[namesAndValues.length][];
    for (int index = 0; index < bytes.length; index++) {
      bytes[index] = namesAndValues[index].getBytes(StandardCharsets.UTF_8);
    }
    return series(bytes);
  }

  public WriteBody series(byte[]... namesAndValues) {
    series.add(new Series(List.of(namesAndValues), new ArrayList<>(), new ArrayList<>()));
    return this;
  }

  public WriteBody sample(double value, long millis) {
    series
        .getLast()
        .samples
        .add(
            message(
                out -> {
                  out.writeDouble(1, value);
                  out.writeInt64(2, millis);
                }));
    return this;
  }

  public WriteBody histogram(byte[] message) {
    series.getLast().histograms.add(message);
    return this;
  }

  /// `prometheus.WriteRequest` of 1.0.
  public byte[] version1() {
    return message(
        out -> {
          for (Series one : series) {
            out.writeByteArray(1, message(inner -> version1(inner, one)));
          }
        });
  }

  private static void version1(CodedOutputStream out, Series one) throws IOException {
    for (int index = 0; index < one.labels.size(); index += 2) {
      byte[] name = one.labels.get(index);
      byte[] value = one.labels.get(index + 1);
      out.writeByteArray(
          1,
          message(
              label -> {
                label.writeByteArray(1, name);
                label.writeByteArray(2, value);
              }));
    }
    for (byte[] sample : one.samples) {
      out.writeByteArray(2, sample);
    }
    for (byte[] histogram : one.histograms) {
      out.writeByteArray(4, histogram);
    }
  }

  /// `io.prometheus.write.v2.Request`.
  public byte[] version2() {
    return message(
        out -> {
          out.writeByteArray(4, new byte[0]);
          int next = 1;
          for (Series one : series) {
            int first = next;
            for (byte[] label : one.labels) {
              out.writeByteArray(4, label);
              next++;
            }
            out.writeByteArray(5, message(inner -> version2(inner, one, first)));
          }
        });
  }

  private static void version2(CodedOutputStream out, Series one, int first) throws IOException {
    out.writeByteArray(
        1,
        message(
            refs -> {
              for (int index = 0; index < one.labels.size(); index++) {
                refs.writeUInt32NoTag(first + index);
              }
            }));
    for (byte[] sample : one.samples) {
      out.writeByteArray(2, sample);
    }
    for (byte[] histogram : one.histograms) {
      out.writeByteArray(3, histogram);
    }
  }

  public static byte[] snappy(byte[] body) {
    try {
      return Snappy.compress(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
}
