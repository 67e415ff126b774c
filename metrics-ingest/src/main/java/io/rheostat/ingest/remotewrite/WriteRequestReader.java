package io.rheostat.ingest.remotewrite;

import com.google.protobuf.CodedInputStream;
import io.rheostat.ingest.matching.PushReadings;
import io.rheostat.ingest.push.MalformedRequestException;
import io.rheostat.model.signal.Origin;
import java.io.IOException;

/// Reader of `prometheus.WriteRequest` of remote write 1.0. A series' labels are handed over as
/// their bytes, so a known series is not decoded: they have to come in one piece and before its
/// samples, as every known sender puts them. For one thread.
final class WriteRequestReader {
  private byte[] message = new byte[0];
  private CodedInputStream in = CodedInputStream.newInstance(message);
  private int all;
  private int samples;

  /// Hands over a request; of one with an error a part may have been handed over.
  Written read(byte[] bytes, int length, PushReadings into)
      throws IOException, MalformedRequestException {
    message = bytes;
    in = CodedInputStream.newInstance(bytes, 0, length);
    HistogramReader histograms = new HistogramReader(into);
    all = 0;
    samples = 0;
    int series = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == Fields.SERIES_1) {
        series++;
        SeriesLimit.check(series, into);
        readSeries(into, histograms);
      } else {
        Fields.skip(in, tag);
      }
    }
    return new Written(samples, histograms.written(), all);
  }

  private void readSeries(PushReadings into, HistogramReader histograms)
      throws IOException, MalformedRequestException {
    int outside = in.pushLimit(in.readRawVarint32());
    int from = in.getTotalBytesRead();
    int end = from;
    int tag = in.readTag();
    while (tag == Fields.LABELS) {
      in.skipRawBytes(in.readRawVarint32());
      end = in.getTotalBytesRead();
      tag = in.readTag();
    }
    Current current = Current.NONE;
    for (; tag != 0; tag = in.readTag()) {
      switch (tag) {
        case Fields.SAMPLE -> {
          if (current != Current.SAMPLES) {
            into.series(message, from, end - from, Origin.Temporality.CUMULATIVE);
            current = Current.SAMPLES;
          }
          samples += SampleReader.read(in, into) ? 1 : 0;
          all++;
        }
        case Fields.HISTOGRAM_1 -> {
          if (current != Current.HISTOGRAMS) {
            histograms.series(message, from, end - from);
            current = Current.HISTOGRAMS;
          }
          histograms.read(in);
          all++;
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
