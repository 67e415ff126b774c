package io.rheostat.ingest.remotewrite;

import com.google.protobuf.CodedInputStream;
import io.rheostat.ingest.exposition.histogram.BadHistogramException;
import io.rheostat.ingest.matching.LabelBytes;
import io.rheostat.ingest.matching.PushReadings;
import io.rheostat.ingest.push.HistogramNames;
import io.rheostat.ingest.push.MalformedRequestException;
import io.rheostat.ingest.push.PushedHistogram;
import io.rheostat.ingest.remotewrite.RemoteWriteProto.Histogram;
import io.rheostat.model.signal.Origin;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reader of the native histograms of one request, the same message in both versions. Those of
/// metrics outside all presets are skipped: one would be 40 series. For one thread.
final class HistogramReader {
  /// Limit of a histogram in bytes; a real one has 160 buckets and is below 2 KiB.
  private static final int MOST_BYTES = 1 << 18;

  /// Prometheus' marker of an ended series, in place of the sum.
  private static final long STALE_BITS = 0x7ff0000000000002L;

  private final PushReadings into;
  private final Map<String, HistogramNames> namesByMetric = new HashMap<>();
  private final LabelBytes others = new LabelBytes();
  private Optional<PushedHistogram> series = Optional.empty();
  private boolean broken;
  private int written;

  HistogramReader(PushReadings into) {
    this.into = into;
  }

  /// Returns the number of histograms not refused.
  int written() {
    return written;
  }

  /// Sets the series of the following histograms.
  ///
  /// @param labels its labels, its name among them
  void series(LabelBytes labels) {
    others.clear();
    named(others.addUnnamed(labels));
  }

  /// Sets the series of the following histograms.
  void series(byte[] bytes, int offset, int length) {
    others.clear();
    named(others.addUnnamed(bytes, offset, length));
  }

  private void named(Optional<String> name) {
    broken = name.isEmpty();
    series =
        name.map(metric -> namesByMetric.computeIfAbsent(metric, this::names))
            .filter(HistogramNames::anyRead)
            .map(names -> new PushedHistogram(into, names, others, Origin.Temporality.CUMULATIVE));
    if (series.isEmpty()) {
      name.ifPresent(metric -> into.lookAtUnread(metric, others));
    }
  }

  private HistogramNames names(String metric) {
    return HistogramNames.of(suffix -> Optional.of(metric + suffix).filter(into::reads));
  }

  /// Reads one histogram.
  void read(CodedInputStream in) throws IOException, MalformedRequestException {
    int length = in.readRawVarint32();
    if (length > MOST_BYTES) {
      throw new MalformedRequestException(
          "a histogram has " + length + " bytes; " + MOST_BYTES + " are taken");
    }
    if (series.isEmpty()) {
      in.skipRawBytes(length);
      unread();
      return;
    }
    int outside = in.pushLimit(length);
    Histogram histogram = Histogram.parseFrom(in);
    in.popLimit(outside);
    written += write(series.get(), histogram) ? 1 : 0;
  }

  private void unread() {
    if (broken) {
      into.refuse("a histogram's labels are broken or have no metric name (__name__)");
    } else {
      into.unread();
      written++;
    }
  }

  private boolean write(PushedHistogram to, Histogram histogram) {
    if (Double.doubleToRawLongBits(histogram.getSum()) == STALE_BITS) {
      return to.end(histogram.getSum(), histogram.getTimestamp());
    }
    try {
      return to.write(NativeHistogram.point(histogram));
    } catch (BadHistogramException bad) {
      into.refuse("a histogram is refused: " + bad.getMessage());
      return false;
    }
  }
}
