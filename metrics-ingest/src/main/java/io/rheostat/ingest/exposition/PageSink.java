package io.rheostat.ingest.exposition;

import java.util.OptionalLong;

/// Takes what a page holds. A series is handed over in words once; afterwards the parser knows it
/// by its bytes and hands over what the sink made of it.
///
/// @param <S> what the sink keeps for a series
public interface PageSink<S> {
  /// What the sink keeps for this series. Called again only when the series was forgotten.
  S series(String name, Labels labels);

  /// One sample of a series.
  ///
  /// @param value may be NaN or infinite
  /// @param timestampMillis the sample's own time in milliseconds since 1970, when the page gives
  ///     one
  void sample(S series, double value, OptionalLong timestampMillis);
}
