package io.rheostat.benchmarks.ingest.load;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Cuts a round into requests. Replicas come in a shuffled order, the same in each round, as a
/// Prometheus' scrapes do; a replica's series stay together, but may fall into two requests.
public final class RequestBuilder {
  private static final int SERIES_FIELD = 1;
  private static final int LABEL_FIELD = 1;
  private static final int SAMPLE_FIELD = 2;
  private static final int NAME_FIELD = 1;
  private static final int VALUE_FIELD = 2;
  private static final int TIME_FIELD = 2;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<WriteRequest.Slot> slots = new ArrayList<>();
  private final List<WriteRequest> built = new ArrayList<>();
  private final int seriesPerRequest;

  private RequestBuilder(int seriesPerRequest) {
    this.seriesPerRequest = seriesPerRequest;
  }

  /// Builds the requests of a round, in the order to send them.
  public static List<WriteRequest> build(int replicas, int seriesPerRequest, long seed) {
    List<LoadReplica> order = new ArrayList<>();
    for (int index = 0; index < replicas; index++) {
      order.add(new LoadReplica(index));
    }
    Collections.shuffle(order, new Random(seed));
    RequestBuilder builder = new RequestBuilder(seriesPerRequest);
    for (LoadReplica replica : order) {
      for (LoadSeries series : VllmLoadPage.SERIES) {
        builder.add(replica, series);
      }
    }
    builder.cut();
    return List.copyOf(builder.built);
  }

  private void add(LoadReplica replica, LoadSeries series) {
    try {
      byte[] message = message(VllmLoadPage.labels(replica, series));
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeByteArray(SERIES_FIELD, message);
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing into memory", impossible);
    }
    slots.add(new WriteRequest.Slot(replica, series, bytes.size()));
    if (slots.size() == seriesPerRequest) {
      cut();
    }
  }

  private void cut() {
    if (!slots.isEmpty()) {
      built.add(new WriteRequest(bytes.toByteArray(), slots.toArray(WriteRequest.Slot[]::new)));
      bytes.reset();
      slots.clear();
    }
  }

  /// Encodes a series with an empty sample at its end. Zeros stand there in full: a slot keeps its
  /// width.
  private static byte[] message(Map<String, String> labels) throws IOException {
    ByteArrayOutputStream into = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(into);
    for (Map.Entry<String, String> label : labels.entrySet()) {
      out.writeTag(LABEL_FIELD, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(
          CodedOutputStream.computeStringSize(NAME_FIELD, label.getKey())
              + CodedOutputStream.computeStringSize(VALUE_FIELD, label.getValue()));
      out.writeString(NAME_FIELD, label.getKey());
      out.writeString(VALUE_FIELD, label.getValue());
    }
    out.writeTag(SAMPLE_FIELD, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(WriteRequest.SAMPLE_BYTES);
    out.writeDouble(1, 0);
    out.writeInt64(TIME_FIELD, System.currentTimeMillis());
    out.flush();
    return into.toByteArray();
  }
}
