package io.rheostat.config.settings;

import io.rheostat.model.Require;
import io.rheostat.model.signal.Signal;
import java.util.SortedMap;

/// Mapping of one metric family of a page to a signal.
///
/// @param metric the family's name as the page writes it, without `_bucket`; several rules may read
///     one signal under old and new names
/// @param signal the measured signal
/// @param labels required series labels; empty for all series
/// @param scale multiplies each value into the signal's unit
public record SeriesRule(
    String metric, Signal signal, SortedMap<String, String> labels, double scale) {
  public SeriesRule {
    Require.text("metric", metric);
    labels = Require.sortedCopy(labels);
    Require.finite("scale", scale);
  }
}
