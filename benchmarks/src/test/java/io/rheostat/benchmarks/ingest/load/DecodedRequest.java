package io.rheostat.benchmarks.ingest.load;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.xerial.snappy.Snappy;

/// Reads a body as a receiver does: snappy, then the fields of remote write 1.0.
final class DecodedRequest {
  private static final int LENGTH_DELIMITED_ONE = 10;
  private static final int LENGTH_DELIMITED_TWO = 18;
  private static final int FIXED_ONE = 9;
  private static final int VARINT_TWO = 16;

  private DecodedRequest() {}

  record Decoded(LinkedHashMap<String, String> labels, double value, long millis) {}

  static List<Decoded> read(WriteRequest request) throws IOException {
    byte[] body = new byte[request.compressedLimit()];
    int length = request.compress(body);
    return read(Arrays.copyOf(body, length));
  }

  static List<Decoded> read(byte[] body) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(Snappy.uncompress(body));
    List<Decoded> series = new ArrayList<>();
    while (!in.isAtEnd()) {
      expect(in, LENGTH_DELIMITED_ONE);
      series.add(series(CodedInputStream.newInstance(in.readByteArray())));
    }
    return series;
  }

  private static Decoded series(CodedInputStream in) throws IOException {
    LinkedHashMap<String, String> labels = new LinkedHashMap<>();
    int tag = in.readTag();
    for (; tag == LENGTH_DELIMITED_ONE; tag = in.readTag()) {
      CodedInputStream label = CodedInputStream.newInstance(in.readByteArray());
      expect(label, LENGTH_DELIMITED_ONE);
      String name = label.readString();
      expect(label, LENGTH_DELIMITED_TWO);
      labels.put(name, label.readString());
    }
    if (tag != LENGTH_DELIMITED_TWO) {
      throw new IOException("tag " + tag + " where a sample was expected");
    }
    CodedInputStream sample = CodedInputStream.newInstance(in.readByteArray());
    expect(sample, FIXED_ONE);
    double value = sample.readDouble();
    expect(sample, VARINT_TWO);
    long millis = sample.readInt64();
    if (!sample.isAtEnd() || !in.isAtEnd()) {
      throw new IOException("more than one sample");
    }
    return new Decoded(labels, value, millis);
  }

  private static void expect(CodedInputStream in, int tag) throws IOException {
    int found = in.readTag();
    if (found != tag) {
      throw new IOException("tag " + found + " instead of " + tag);
    }
  }
}
