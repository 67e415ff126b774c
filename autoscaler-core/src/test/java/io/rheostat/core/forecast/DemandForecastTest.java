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

  private static DemandForecast of(double... rates) {
    return after(rates.length, step -> rates[step]);
  }

  @Test
  void theScaleIsTheNearestPowerOfTwo() {
    assertThat(of(8).scale()).isEqualTo(8);
    assertThat(of(11).scale()).isEqualTo(8); // 2^3.46
    assertThat(of(12).scale()).isEqualTo(16); // 2^3.58
    assertThat(of(0).scale()).isEqualTo(1 / 1024.0); // no less than a thousandth counts
  }

  @Test
  void theScaleStaysUntilTheMeanHasLeftIt() {
    // Means of 12.5 and 4.85 lie within 0.6 and 1.6 of 8; 13 and 4.75 do not.
    assertThat(of(8, 17).scale()).isEqualTo(8);
    assertThat(of(8, 18).scale()).isEqualTo(16);
    assertThat(of(8, 1.7).scale()).isEqualTo(8);
    assertThat(of(8, 1.5).scale()).isEqualTo(4);
  }

  @Test
  void theMeanIsThatOfAllStepsAtFirst() {
    assertThat(of(8, 17).mean()).isCloseTo(12.5, within(1e-12));
    assertThat(of(3, 6, 12, 19).mean()).isCloseTo(10, within(1e-12));
  }

  @Test
  void laterTheMeanMovesByAThreeHundredAndSixtieth() {
    DemandForecast steady = after(400, _ -> 8);

    assertThat(steady.next(368, 8, 4_000_000).mean()).isCloseTo(9, within(1e-9));
  }

  @Test
  void theTrendTakesFifteenPercentOfEachChange() {
    assertThat(of(10).trend()).isZero();
    assertThat(of(10, 14).trend()).isCloseTo(0.6, within(1e-9));
    assertThat(of(10, 14, 14).trend()).isCloseTo(0.51, within(1e-9));
    assertThat(of(10, 14, 10).trend()).isCloseTo(0.51 - 0.6, within(1e-9));
  }

  @Test
  void theFirstSixStepsTeachNoErrors() {
    assertThat(of(8, 8, 8, 8, 8, 8).residuals()).allMatch(one -> one.loss() < 0);

    List<Residuals> seventh = of(8, 8, 8, 8, 8, 8, 8).residuals();
    // Of five forecasters at three horizons, the season has nothing to say yet.
    assertThat(seventh).hasSize(15).filteredOn(one -> one.loss() >= 0).hasSize(12);
  }

  /// Before the first error a doubling counts as possible: of a weight of 30, 17.5 lie around none.
  /// The median is then 8 + 8 x 0.0143, nine tenths 8 + 8 x 0.9615 and 98 % 8 + 8 x 1.7781. The
  /// losses of 0.5, 0.1 and 0.02 of them are 0.0571, 0.7692 and 0.2845.
  @Test
  void aRateAsExpectedIsAnErrorOfNoneAndLosesItsDoubt() {
    Residuals steps = of(8, 8, 8, 8, 8, 8, 8).residuals().getFirst();

    assertThat(steps.low()[9]).isEqualTo(14_296 / 1024.0 + 1);
    assertThat(steps.high()[9]).isEqualTo(14_296 / 1024.0);
    assertThat(steps.loss()).isCloseTo(1.1108, within(1e-3));
  }

  /// Four forecasters expect 8. Each has a weight of 1, of which 14 / 24 lie within 0.16 of it.
  @Test
  void theFirstForecastIsItsDoubtAroundTheRate() {
    DemandForecast first = of(8);

    // Half of 4 is the fourth one's first 0.4286.
    assertThat(first.outlooks(8, 10_000, new double[] {0.5}).getFirst().rates()[0])
        .isCloseTo(8 - 0.143 * 0.16, within(1e-3));
    // 3.92 of 4 lie within the last bin, from 1.4553 to 1.9792: the third one's first 0.464.
    assertThat(first.outlooks(8, 10_000, new double[] {0.98}).getFirst().rates()[0])
        .isCloseTo(21.587, within(2e-3));
  }

  @Test
  void horizonsAreHalfAMinuteTwoAndFive() {
    assertThat(of(8).outlooks(8, 10_000, LEVELS))
        .extracting(DemandForecast.Outlook::seconds)
        .containsExactly(30.0, 120.0, 300.0);
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
