package io.rheostat.core.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Signal;
import org.junit.jupiter.api.Test;

/// Columns of a replica's series: three of running requests, two of the cache and one of steps.
class SeriesTableTest {
  private static final SeriesTable TABLE =
      Tables.of(
          Signal.REQUESTS_RUNNING,
          4,
          10_000,
          Signal.REQUESTS_RUNNING,
          6,
          12_000,
          Signal.REQUESTS_RUNNING,
          9,
          1_000,
          Signal.KV_CACHE_USAGE,
          0.2,
          5_000,
          Signal.KV_CACHE_USAGE,
          0.6,
          5_000,
          Signal.STEP_TIME,
          3,
          7_000,
          Signal.STEP_TIME,
          2,
          7_000);

  @Test
  void seriesOfASignalAreNeighbours() {
    assertThat(TABLE.begin(Signal.REQUESTS_RUNNING)).isZero();
    assertThat(TABLE.end(0, Signal.REQUESTS_RUNNING)).isEqualTo(3);
    assertThat(TABLE.begin(Signal.KV_CACHE_USAGE)).isEqualTo(3);
    assertThat(TABLE.end(3, Signal.KV_CACHE_USAGE)).isEqualTo(5);
  }

  @Test
  void aSignalThatNeverCameHasNoSeries() {
    int begin = TABLE.begin(Signal.REQUESTS_WAITING);

    assertThat(begin).isEqualTo(3);
    assertThat(TABLE.end(begin, Signal.REQUESTS_WAITING)).isEqualTo(begin);
    assertThat(TABLE.newest(Signal.REQUESTS_WAITING)).isZero();
    assertThat(TABLE.merged(Signal.REQUESTS_WAITING, 60_000)).isZero();
    assertThat(TABLE.telling(Signal.REQUESTS_WAITING, 60_000)).isZero();
    assertThat(TABLE.toldUntil(Signal.REQUESTS_WAITING, 60_000)).isZero();
  }

  @Test
  void theNewestSampleOfAnySeriesCounts() {
    assertThat(TABLE.newest(Signal.REQUESTS_RUNNING)).isEqualTo(12_000);
    assertThat(TABLE.newest(Signal.STEP_TIME)).isEqualTo(7_000);
  }

  @Test
  void requestsAddUpOverTheSeriesThatReport() {
    // The third is 11 s behind the newest.
    assertThat(TABLE.merged(Signal.REQUESTS_RUNNING, 11_000)).isEqualTo(19);
    assertThat(TABLE.merged(Signal.REQUESTS_RUNNING, 10_999)).isEqualTo(10);
    assertThat(TABLE.merged(Signal.REQUESTS_RUNNING, 1_999)).isEqualTo(6);
  }

  @Test
  void sharesAreAveragedAndCommonValuesTakenOnce() {
    assertThat(TABLE.merged(Signal.KV_CACHE_USAGE, 0)).isCloseTo(0.4, within(1e-12));
    assertThat(TABLE.merged(Signal.STEP_TIME, 0)).isEqualTo(3);
  }

  @Test
  void theNumberOfReportingSeriesLeavesOutTheSilent() {
    assertThat(TABLE.telling(Signal.REQUESTS_RUNNING, 60_000)).isEqualTo(3);
    assertThat(TABLE.telling(Signal.REQUESTS_RUNNING, 2_000)).isEqualTo(2);
    assertThat(TABLE.telling(Signal.REQUESTS_RUNNING, 1_999)).isEqualTo(1);
  }

  @Test
  void allHaveReportedUpToTheOldestThatIsNotSilent() {
    assertThat(TABLE.toldUntil(Signal.REQUESTS_RUNNING, 60_000)).isEqualTo(1_000);
    assertThat(TABLE.toldUntil(Signal.REQUESTS_RUNNING, 5_000)).isEqualTo(10_000);
    assertThat(TABLE.toldUntil(Signal.REQUESTS_RUNNING, 0)).isEqualTo(12_000);
  }

  @Test
  void anEmptyTableHasNothing() {
    assertThat(SeriesTable.EMPTY.newest(Signal.STEP_TIME)).isZero();
    assertThat(SeriesTable.EMPTY.merged(Signal.STEP_TIME, 1)).isZero();
    assertThat(SeriesTable.EMPTY.begin(Signal.STEP_TIME)).isZero();
  }

  @Test
  void keysKeepTheirSignalAndPreference() {
    for (Signal signal : Signal.values()) {
      Origin origin = new Origin(7, -1, Origin.Temporality.CUMULATIVE);
      long key = SeriesKey.of(signal, origin);

      assertThat(SeriesKey.signal(key)).isEqualTo(signal);
      assertThat(SeriesKey.preference(key)).isEqualTo(7);
      assertThat(key).isBetween(SeriesKey.first(signal), SeriesKey.behind(signal) - 1);
      assertThat(SeriesKey.sameSignal(key, SeriesKey.first(signal))).isTrue();
      assertThat(SeriesKey.sameSignal(key, SeriesKey.behind(signal))).isFalse();
    }
  }
}
