package io.rheostat.ingest.remotewrite;

import com.google.protobuf.CodedInputStream;
import io.rheostat.ingest.matching.PushReadings;
import io.rheostat.ingest.push.MalformedRequestException;
import io.rheostat.model.signal.Origin;
import java.io.IOException;

/// Reads `prometheus.WriteRequest` of remote write 1.0. A series' labels are handed over as the
/// bytes they are, so nothing is made of a series that is known: they have to come in one piece and
/// before its samples, as every known sender puts them. For one thread.
final class WriteRequestReader {
  private byte[] message = new byte[0];
  private CodedInputStream in = CodedInputStream.newInstance(message);
  private int samples;

  /// Hands a request over; of one that ends in an error a part may have been handed over.
  ///
  /// @return how many samples it has
  int read(byte[] bytes, int length, PushReadings into)
      throws IOException, MalformedRequestException {
    message = bytes;
    in = CodedInputStream.newInstance(bytes, 0, length);
    samples = 0;
    int series = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == Fields.SERIES_1) {
        series++;
        SeriesLimit.check(series, into);
        readSeries(into);
      } else {
        Fields.skip(in, tag);
      }
    }
    return samples;
  }

  private void readSeries(PushReadings into) throws IOException, MalformedRequestException {
    int outside = in.pushLimit(in.readRawVarint32());
    int from = in.getTotalBytesRead();
    int end = from;
    int tag = in.readTag();
    while (tag == Fields.LABELS) {
      in.skipRawBytes(in.readRawVarint32());
      end = in.getTotalBytesRead();
      tag = in.readTag();
    }
    into.series(message, from, end - from, Origin.Temporality.CUMULATIVE);
    for (; tag != 0; tag = in.readTag()) {
      switch (tag) {
        case Fields.SAMPLE -> {
          SampleReader.read(in, into);
          samples++;
        }
        case Fields.LABELS ->
            throw new MalformedRequestException(
                "a series has labels behind its samples; its labels are to come first");
        default -> Fields.skip(in, tag);
      }
    }
    in.popLimit(outside);
  }
}
