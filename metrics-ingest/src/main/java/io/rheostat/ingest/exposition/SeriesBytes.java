package io.rheostat.ingest.exposition;

import com.google.protobuf.ByteString;
import io.rheostat.ingest.exposition.ExpositionProto.LabelPair;
import io.rheostat.ingest.exposition.ExpositionProto.Metric;
import io.rheostat.ingest.exposition.series.SampleRole;
import java.util.Arrays;

/// Key bytes of a protobuf page's series for the cache: the metric's name and labels, written once
/// for each metric, then the role and bound of the sample.
final class SeriesBytes {
  /// First byte, never the first of a series on a text page.
  private static final byte MARK = (byte) 0xff;

  private static final int SAMPLE_BYTES = 1 + Long.BYTES;

  private byte[] bytes = new byte[256];
  private int metricEnd;

  /// Begins the series of a metric.
  void metric(ByteString name, Metric metric) {
    metricEnd = 0;
    require(1);
    bytes[metricEnd++] = MARK;
    append(name);
    for (int index = 0; index < metric.getLabelCount(); index++) {
      LabelPair label = metric.getLabel(index);
      append(label.getName());
      append(label.getValue());
    }
    require(SAMPLE_BYTES);
  }

  /// Completes the series of one of the metric's samples.
  ///
  /// @param bound of a bucket or a quantile; of no meaning for other samples
  void sample(SampleRole role, double bound) {
    // The roles of protobuf samples begin with different letters.
    bytes[metricEnd] = (byte) role.name().charAt(0);
    putLong(metricEnd + 1, Double.doubleToLongBits(bound));
  }

  byte[] array() {
    return bytes;
  }

  int length() {
    return metricEnd + SAMPLE_BYTES;
  }

  /// Appends a part behind its length, so no two lists of parts are the same bytes.
  private void append(ByteString part) {
    require(Long.BYTES + part.size());
    putLong(metricEnd, part.size());
    metricEnd += Long.BYTES;
    part.copyTo(bytes, metricEnd);
    metricEnd += part.size();
  }

  private void putLong(int at, long value) {
    for (int index = 0; index < Long.BYTES; index++) {
      bytes[at + index] = (byte) (value >>> (Byte.SIZE * index));
    }
  }

  private void require(int more) {
    if (metricEnd + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, metricEnd + more));
    }
  }
}
