package io.rheostat.ingest.exposition;

import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.exposition.series.MalformedPageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Keeps all samples of a page.
final class Recorded implements PageSink<Recorded.Series> {
  final List<Sample> samples = new ArrayList<>();
  int resolved;

  record Series(String name, Labels labels) {}

  record Sample(Series series, double value, OptionalLong timestampMillis) {}

  @Override
  public Series series(String name, Labels labels) {
    resolved++;
    return new Series(name, labels);
  }

  @Override
  public void sample(Series series, double value, OptionalLong timestampMillis) {
    samples.add(new Sample(series, value, timestampMillis));
  }

  static List<Sample> read(String page, PageFormat format) throws MalformedPageException {
    return read(page.getBytes(StandardCharsets.UTF_8), format);
  }

  static List<Sample> read(byte[] page, PageFormat format) throws MalformedPageException {
    Recorded recorded = new Recorded();
    new ExpositionParser<>(recorded).parse(page, format);
    return recorded.samples;
  }
}
