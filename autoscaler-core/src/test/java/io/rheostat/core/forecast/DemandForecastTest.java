package io.rheostat.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class DemandForecastTest {
  private static final double[] LEVELS = {0.1, 0.5, 0.9, 0.98};
  private static final long HOUR = 3_600_000;

  /// The forecast after so many steps of a rate that is known exactly.
  private static DemandForecast after(int steps, IntToDoubleFunction rate) {
    DemandForecast forecast = DemandForecast.EMPTY;
    for (int i = 0; i < steps; i++) {
      double now = rate.applyAsDouble(i);
      forecast = forecast.next(now, now, i * DemandForecast.STEP_MILLIS);
    }
    return forecast;
  }

  private static double[] at(DemandForecast forecast, int horizon, double level, int step) {
    return forecast.outlooks(level, step * DemandForecast.STEP_MILLIS, LEVELS).get(horizon).rates();
  }

  @Test
  void aRateThatNeverMovesIsExpectedToStayAndTheDoubtOfTheStartFades() {
    double[] early = at(after(10, _ -> 20), 1, 20, 10);
    double[] late = at(after(720, _ -> 20), 1, 20, 720);

    assertThat(early[1]).isCloseTo(20, within(2.0));
    assertThat(late[1]).isCloseTo(20, within(0.5));
    assertThat(late[2]).isLessThan(21);
    assertThat(early[2]).isGreaterThan(late[2] + 5);
  }

  @Test
  void stepsOfTheSizeSeenBeforeAreInTheTail() {
    IntToDoubleFunction stairs = step -> 4 + 2 * Math.floorMod(step / 36, 4);
    DemandForecast forecast = after(36 * 7, stairs);

    double level = stairs.applyAsDouble(36 * 7 - 1);
    assertThat(at(forecast, 1, level, 36 * 7)[2]).isBetween(level + 1.4, level + 3.5);
  }

  @Test
  void inALullAfterBurstsABurstIsStillExpected() {
    IntToDoubleFunction bursts = step -> step % 30 < 6 ? 60 : 1;
    DemandForecast forecast = after(30 * 8, bursts);

    assertThat(at(forecast, 1, 1, 30 * 8)[2]).isGreaterThan(45);
    assertThat(at(after(30 * 8, _ -> 1), 1, 1, 30 * 8)[3]).isLessThan(2);
  }

  @Test
  void whatIsHighIsNotExpectedToJumpByWhatWasAJumpFromLow() {
    IntToDoubleFunction bursts = step -> step % 30 < 6 ? 60 : 1;
    DemandForecast forecast = after(30 * 8 + 3, bursts);

    assertThat(at(forecast, 1, 60, 30 * 8 + 3)[2]).isLessThan(90);
  }

  @Test
  void aPeakOfDemandThatWandersAroundItsMeanIsExpectedToComeBack() {
    Random random = new Random(7);
    double[] wandering = new double[720];
    for (int i = 1; i < wandering.length; i++) {
      double left = 0.96 * (wandering[i - 1] - 20);
      wandering[i] = Math.max(0, 20 + left + 2.5 * random.nextGaussian());
    }
    DemandForecast forecast = after(720, step -> wandering[step]);

    assertThat(at(forecast, 2, 80, 720)[1]).isBetween(35.0, 60.0);
    assertThat(at(forecast, 2, 2, 720)[1]).isBetween(5.0, 18.0);
  }

  @Test
  void anHourThatWasBusyADayAgoIsExpectedToBeBusyAgain() {
    Season season = Season.EMPTY;
    for (int step = 0; step < 30 * 360; step++) {
      long at = step * DemandForecast.STEP_MILLIS;
      season = season.next(at, at / HOUR % 24 == 9 ? 30 : 10);
    }

    assertThat(season.ratio(24 * HOUR + 8 * HOUR + HOUR / 2, 24 * HOUR + 9 * HOUR + HOUR / 2))
        .isCloseTo(3, within(1e-6));
    assertThat(season.ratio(24 * HOUR + 3 * HOUR, 24 * HOUR + 4 * HOUR)).isCloseTo(1, within(1e-6));
    assertThat(Season.EMPTY.ratio(0, HOUR)).isEqualTo(1);
  }

  @Property(tries = 60)
  void quantilesAscendAndAreNeverNegativeWhateverComes(@ForAll long seed) {
    Random random = new Random(seed);
    DemandForecast forecast = DemandForecast.EMPTY;
    double rate = 0;
    for (int i = 0; i < 200; i++) {
      rate = random.nextInt(4) == 0 ? random.nextDouble() * random.nextInt(1_000) : rate;
      forecast = forecast.next(rate, rate, i * DemandForecast.STEP_MILLIS);
    }
    List<DemandForecast.Outlook> outlooks =
        forecast.outlooks(rate, 200 * DemandForecast.STEP_MILLIS, LEVELS);

    assertThat(outlooks).hasSize(3);
    for (DemandForecast.Outlook outlook : outlooks) {
      assertThat(outlook.rates()).isSorted();
      assertThat(outlook.rates()[0]).isNotNegative();
      assertThat(outlook.rates()[3]).isFinite();
    }
  }
}
