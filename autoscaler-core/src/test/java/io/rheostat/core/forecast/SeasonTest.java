package io.rheostat.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Mean demand by hour of the week, from rates of whole hours.
class SeasonTest {
  private static final long HOUR = 3_600_000;
  private static final int WEEK = 168;

  /// Hours since the epoch, each with its rate.
  private static Season after(double... rates) {
    return from(Season.EMPTY, 0, rates);
  }

  private static Season from(Season before, int hour, double... rates) {
    Season season = before;
    for (int i = 0; i < rates.length; i++) {
      season = season.next((hour + i) * HOUR, rates[i]);
    }
    return season;
  }

  private static double ratio(Season season, double fromHour, double toHour) {
    return season.ratio(Math.round(fromHour * HOUR), Math.round(toHour * HOUR));
  }

  @Test
  void anHourIsLearnedWhenTheNextOneBegins() {
    Season season = after(10, 20);

    assertThat(season.means()[0]).isEqualTo(10);
    assertThat(season.means()[1]).isZero();
    assertThat(season.hour()).isEqualTo(1);
    assertThat(season.sum()).isEqualTo(20);
    assertThat(season.count()).isEqualTo(1);
  }

  @Test
  void anHoursRateIsTheMeanOfItsSteps() {
    Season season = Season.EMPTY.next(0, 10).next(HOUR / 2, 20).next(HOUR - 1, 60).next(HOUR, 5);

    assertThat(season.means()[0]).isEqualTo(30); // 90 / 3
  }

  @Test
  void theFirstHourMayBeAny() {
    Season season = Season.EMPTY.next(5 * HOUR, 12).next(6 * HOUR, 1);

    assertThat(season.means()[5]).isEqualTo(12);
    assertThat(season.means()[0]).isZero();
  }

  @Test
  void theSameHourOfTheNextWeekCountsAHalf() {
    Season season = from(after(10, 20), WEEK, 30, 1);

    assertThat(season.means()[0]).isEqualTo(20);
  }

  @Test
  void timesBeforeTheEpochHaveHoursToo() {
    Season season = Season.EMPTY.next(-HOUR, 7).next(0, 1);

    assertThat(season.means()[WEEK - 1]).isEqualTo(7);
  }

  @Test
  void aLearnedHourLeavesTheSeasonBeforeItAlone() {
    Season first = after(10, 20);
    Season second = first.next(2 * HOUR, 30);

    assertThat(first.means()[1]).isZero();
    assertThat(second.means()[1]).isEqualTo(20);
    assertThat(Season.EMPTY.means()).containsOnly(0);
  }

  @Test
  void demandLiesInTheMiddleOfItsHour() {
    Season season = after(10, 20, 30, 40, 1);

    assertThat(ratio(season, 0.5, 1.5)).isCloseTo(2, within(1e-9));
    assertThat(ratio(season, 1.5, 2.5)).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void betweenTwoMiddlesItIsInterpolated() {
    Season season = after(10, 20, 30, 1);

    // 15 at the first full hour, 25 at the second; 12.5 a quarter of the way.
    assertThat(ratio(season, 1, 2)).isCloseTo(25.0 / 15, within(1e-9));
    assertThat(ratio(season, 0.5, 0.75)).isCloseTo(1.25, within(1e-9));
    assertThat(ratio(season, 0.75, 0.5)).isCloseTo(0.8, within(1e-9));
  }

  @Test
  void whatIsUnknownHasNoRatio() {
    assertThat(ratio(after(10, 20, 30, 1), 0.5, 9.5)).isEqualTo(1);
    assertThat(ratio(after(10, 20, 30, 1), 9.5, 0.5)).isEqualTo(1);
    assertThat(ratio(after(10, 20, 30, 1), 0.5, 2.6)).isEqualTo(1); // half an hour later is unknown
    assertThat(ratio(Season.EMPTY, 0, 5)).isEqualTo(1);
  }

  @Test
  void noRatioExceedsFourEitherWay() {
    Season season = after(1, 100, 3, 5, 1);

    assertThat(ratio(season, 0.5, 1.5)).isEqualTo(4);
    assertThat(ratio(season, 1.5, 0.5)).isEqualTo(0.25);
    assertThat(ratio(season, 0.5, 2.5)).isCloseTo(3, within(1e-9));
  }

  @Test
  void anUnknownHourIsTheMeanOfTheSameHourOnOtherDays() {
    // Hours 8 and 9 of the first two days: 10 and 20, then 30 and 60.
    Season season = from(from(Season.EMPTY, 8, 10, 20, 1), 24 + 8, 30, 60, 1);

    // On the third day 20 and 40 are expected.
    assertThat(ratio(season, 48 + 8.5, 48 + 9.5)).isCloseTo(2, within(1e-9));
    assertThat(ratio(season, 8.5, 48 + 8.5)).isCloseTo(2, within(1e-9));
    assertThat(ratio(season, 9.5, 48 + 9.5)).isCloseTo(2, within(1e-9));
    assertThat(ratio(season, 24 + 9.5, 48 + 9.5)).isCloseTo(40.0 / 60, within(1e-9));
  }

  @Test
  void daysOfTheWeekBeforeCountAsWell() {
    // The sixth day after: the same week's hours, seen from its last day.
    Season season = from(Season.EMPTY, 8, 10, 20, 40, 1);

    assertThat(ratio(season, 6 * 24 + 8.5, 6 * 24 + 9.5)).isCloseTo(2, within(1e-9));
    assertThat(ratio(season, 7 * 24 + 8.5, 7 * 24 + 9.5)).isCloseTo(2, within(1e-9));
  }
}
