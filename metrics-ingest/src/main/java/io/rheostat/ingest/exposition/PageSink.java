package io.rheostat.ingest.exposition;

import io.rheostat.ingest.exposition.series.Labels;
import java.util.OptionalLong;

/// Receiver of a page's samples. A series is handed over with its name and labels once; afterwards
/// the parser knows it by its bytes and hands over the sink's object for it.
///
/// @param <S> the sink's object for a series
public interface PageSink<S> {
  /// Returns the object for a series. Called again only when the series was forgotten.
  S series(String name, Labels labels);

  /// Receives one sample of a series.
  ///
  /// @param value may be NaN or infinite
  /// @param timestampMillis the sample's own time in milliseconds since 1970, when the page gives
  ///     one
  void sample(S series, double value, OptionalLong timestampMillis);
}
