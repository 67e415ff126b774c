package io.rheostat.ingest.remotewrite;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/// Tags of the protocol's protobuf fields: a field's number and wire type in one number, as they
/// stand in the bytes.
final class Fields {
  private static final int BYTES = WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int VARINT = WireFormat.WIRETYPE_VARINT;

  /// `WriteRequest.timeseries` of 1.0.
  static final int SERIES_1 = 1 << 3 | BYTES;

  /// `Request.symbols` of 2.0.
  static final int SYMBOL = 4 << 3 | BYTES;

  /// `Request.timeseries` of 2.0.
  static final int SERIES_2 = 5 << 3 | BYTES;

  /// `TimeSeries.labels` of 1.0, `labels_refs` (packed) of 2.0.
  static final int LABELS = 1 << 3 | BYTES;

  /// `labels_refs` of 2.0, one at a time.
  static final int LABEL_REF = 1 << 3 | VARINT;

  /// `TimeSeries.samples` of both.
  static final int SAMPLE = 2 << 3 | BYTES;

  /// `TimeSeries.histograms` of 2.0.
  static final int HISTOGRAM_2 = 3 << 3 | BYTES;

  /// `TimeSeries.histograms` of 1.0.
  static final int HISTOGRAM_1 = 4 << 3 | BYTES;

  /// `Sample.value`.
  static final int VALUE = 1 << 3 | WireFormat.WIRETYPE_FIXED64;

  /// `Sample.timestamp`.
  static final int TIMESTAMP = 2 << 3 | VARINT;

  private Fields() {}

  /// Skips an unread field.
  static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new IOException("a group ends that did not begin");
    }
  }
}
