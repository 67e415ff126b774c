package io.rheostat.ingest.remotewrite;

import com.google.protobuf.CodedInputStream;
import io.rheostat.ingest.matching.LabelBytes;
import io.rheostat.ingest.matching.PushReadings;
import io.rheostat.ingest.push.MalformedRequestException;
import io.rheostat.model.signal.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads `io.prometheus.write.v2.Request` of remote write 2.0: labels are references into a table
/// of the request's texts. For one thread.
final class RequestReader {
  private final List<byte[]> symbols = new ArrayList<>();
  private final LabelBytes labels = new LabelBytes();
  private CodedInputStream in = CodedInputStream.newInstance(new byte[0]);
  private int all;
  private int samples;

  /// Hands over a request; of one with an error a part may have been handed over.
  Written read(byte[] bytes, int length, PushReadings into)
      throws IOException, MalformedRequestException {
    long most = 2L * into.limits().labelsPerSeries() * into.limits().seriesPerRequest();
    readSymbols(CodedInputStream.newInstance(bytes, 0, length), most);
    in = CodedInputStream.newInstance(bytes, 0, length);
    HistogramReader histograms = new HistogramReader(into);
    all = 0;
    samples = 0;
    int series = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == Fields.SERIES_2) {
        series++;
        SeriesLimit.check(series, into);
        readSeries(into, histograms);
      } else {
        Fields.skip(in, tag);
      }
    }
    symbols.clear();
    return new Written(samples, histograms.written(), all);
  }

  /// Reads the table of texts. It may stand behind the series.
  private void readSymbols(CodedInputStream all, long most)
      throws IOException, MalformedRequestException {
    symbols.clear();
    for (int tag = all.readTag(); tag != 0; tag = all.readTag()) {
      if (tag == Fields.SYMBOL) {
        if (symbols.size() > most) {
          throw new MalformedRequestException(
              "the request has more than " + most + " symbols, more than its series can have");
        }
        symbols.add(all.readByteArray());
      } else {
        Fields.skip(all, tag);
      }
    }
  }

  private void readSeries(PushReadings into, HistogramReader histograms)
      throws IOException, MalformedRequestException {
    int outside = in.pushLimit(in.readRawVarint32());
    labels.clear();
    Current current = Current.NONE;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case Fields.LABELS -> readLabels();
        case Fields.LABEL_REF -> {
          byte[] name = symbol();
          if (in.readTag() != Fields.LABEL_REF) {
            throw new MalformedRequestException("a label has a name and no value");
          }
          labels.add(name, symbol());
        }
        case Fields.SAMPLE -> {
          if (current != Current.SAMPLES) {
            into.series(labels, Origin.Temporality.CUMULATIVE);
            current = Current.SAMPLES;
          }
          samples += SampleReader.read(in, into) ? 1 : 0;
          all++;
        }
        case Fields.HISTOGRAM_2 -> {
          if (current != Current.HISTOGRAMS) {
            histograms.series(labels);
            current = Current.HISTOGRAMS;
          }
          histograms.read(in);
          all++;
        }
        default -> Fields.skip(in, tag);
      }
    }
    in.popLimit(outside);
  }

  private void readLabels() throws IOException, MalformedRequestException {
    int refs = in.pushLimit(in.readRawVarint32());
    while (!in.isAtEnd()) {
      readLabel();
    }
    in.popLimit(refs);
  }

  private void readLabel() throws IOException, MalformedRequestException {
    byte[] name = symbol();
    if (in.isAtEnd()) {
      throw new MalformedRequestException("a label has a name and no value");
    }
    labels.add(name, symbol());
  }

  private byte[] symbol() throws IOException, MalformedRequestException {
    int reference = in.readRawVarint32();
    if (reference < 0 || reference >= symbols.size()) {
      throw new MalformedRequestException(
          "a label refers to symbol " + reference + " of " + symbols.size());
    }
    return symbols.get(reference);
  }
}
