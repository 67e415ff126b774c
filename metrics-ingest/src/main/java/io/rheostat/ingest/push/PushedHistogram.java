package io.rheostat.ingest.push;

import io.rheostat.ingest.matching.LabelBytes;
import io.rheostat.ingest.matching.PushReadings;
import io.rheostat.model.signal.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Hands over a histogram as its series on a page: `name_bucket` for each bound, `name_sum` and
/// `name_count`. For one thread.
public final class PushedHistogram {
  private static final byte[] NAME = "__name__".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BOUND = "le".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] INFINITE = "+Inf".getBytes(StandardCharsets.US_ASCII);

  private final LabelBytes series = new LabelBytes();
  private final PushReadings into;
  private final HistogramNames names;
  private final LabelBytes labels;
  private final Origin.Temporality temporality;

  /// Creates the series of a histogram.
  ///
  /// @param names in presets
  /// @param labels its other labels
  /// @param temporality meaning of its values
  public PushedHistogram(
      PushReadings into, HistogramNames names, LabelBytes labels, Origin.Temporality temporality) {
    this.into = into;
    this.names = names;
    this.labels = labels;
    this.temporality = temporality;
  }

  /// Hands over its values of one time.
  ///
  /// @return false when any of them is refused; then the rest of them is not handed over
  public boolean write(HistogramPoint point) {
    boolean good = true;
    if (names.bucket().isPresent()) {
      byte[] name = utf8(names.bucket().get());
      for (int index = 0; good && index < point.bounds().length; index++) {
        bucket(name, point.bounds()[index]);
        good = into.sample(point.cumulative()[index], point.millis());
      }
    }
    if (good && names.sum().isPresent() && point.sum().isPresent()) {
      scalar(names.sum().get());
      good = into.sample(point.sum().getAsDouble(), point.millis());
    }
    if (good && names.count().isPresent()) {
      scalar(names.count().get());
      good = into.sample(point.count(), point.millis());
    }
    return good;
  }

  /// Hands over its end.
  ///
  /// @param stale Prometheus' marker of an end
  /// @return false when it is refused
  public boolean end(double stale, long millis) {
    // One sample stands for all of them: bounds, sum and count come and go together.
    boolean good;
    if (names.bucket().isPresent()) {
      bucket(utf8(names.bucket().get()), INFINITE);
      good = into.sample(stale, millis);
    } else {
      scalar(names.sum().or(names::count).orElseThrow());
      good = into.sample(stale, millis);
    }
    for (Optional<String> name : List.of(names.sum(), names.count())) {
      if (good && name.isPresent()) {
        scalar(name.get());
        into.end(millis);
      }
    }
    return good;
  }

  private void bucket(byte[] name, byte[] bound) {
    series.clear();
    series.add(NAME, name);
    series.add(BOUND, bound);
    series.addAll(labels);
    into.series(series, temporality);
  }

  private void scalar(String name) {
    series.clear();
    series.add(NAME, utf8(name));
    series.addAll(labels);
    into.series(series, temporality);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
