package io.rheostat.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Histograms of errors. Around none the bins end at -0.05, -0.02, 0.02, 0.05, 0.11, 0.17, 0.23 and
/// 0.3128, then grow by 36 % each.
class ResidualsTest {
  private static final int NONE = 9;

  private static double[] one(double error, double weight) {
    return Residuals.histogram(new double[] {error}, new double[] {weight});
  }

  private static int place(double error) {
    double[] counts = one(error, 1);
    int place = 0;
    while (counts[place] == 0) {
      place++;
    }
    return place;
  }

  @Test
  void anErrorLiesBetweenTheEdgesOfItsBin() {
    assertThat(Residuals.lower(NONE)).isEqualTo(-0.02);
    assertThat(Residuals.upper(NONE)).isEqualTo(0.02);
    for (double error = -7.9; error < 12; error += 0.037) {
      int place = place(error);

      assertThat(error).isGreaterThan(Residuals.lower(place));
      assertThat(error).isLessThanOrEqualTo(Residuals.upper(place));
    }
  }

  @Test
  void binsMeetWithoutAGap() {
    assertThat(Residuals.lower(0)).isEqualTo(-8);
    for (int bin = 1; bin < Residuals.BINS; bin++) {
      assertThat(Residuals.lower(bin)).isEqualTo(Residuals.upper(bin - 1));
      assertThat(Residuals.upper(bin)).isGreaterThan(Residuals.lower(bin));
    }
    assertThat(Residuals.upper(Residuals.BINS - 1)).isEqualTo(12);
  }

  @Test
  void theEdgesAreThoseOfTheTable() {
    assertThat(Residuals.upper(0)).isEqualTo(-4);
    assertThat(Residuals.upper(4)).isEqualTo(-0.35);
    assertThat(Residuals.upper(10)).isEqualTo(0.05);
    assertThat(Residuals.upper(11)).isCloseTo(0.11, within(1e-12));
    assertThat(Residuals.upper(13)).isCloseTo(0.23, within(1e-12));
    assertThat(Residuals.upper(14)).isCloseTo(0.3128, within(1e-12));
    assertThat(Residuals.upper(15)).isCloseTo(0.425408, within(1e-12));
  }

  @Test
  void anErrorOnAnEdgeBelongsBelowIt() {
    assertThat(place(0.02)).isEqualTo(NONE);
    assertThat(place(0.0201)).isEqualTo(NONE + 1);
    assertThat(place(-0.02)).isEqualTo(NONE - 1);
  }

  @Test
  void errorsBeyondTheEdgesLieInTheOutermostBins() {
    assertThat(place(-100)).isZero();
    assertThat(place(100)).isEqualTo(Residuals.BINS - 1);
  }

  @Test
  void weightsInOneBinAddUp() {
    double[] counts = Residuals.histogram(new double[] {0, 0.01, 0.5}, new double[] {14, 2, 3});

    assertThat(counts[NONE]).isEqualTo(16);
    assertThat(Residuals.total(counts)).isEqualTo(19);
  }

  @Test
  void quantilesSpreadABinOverItsWidth() {
    double[] counts = one(0, 4);

    assertThat(Residuals.quantile(counts, 0)).isEqualTo(-0.02);
    assertThat(Residuals.quantile(counts, 0.25)).isCloseTo(-0.01, within(1e-12));
    assertThat(Residuals.quantile(counts, 0.5)).isCloseTo(0, within(1e-12));
    assertThat(Residuals.quantile(counts, 1)).isCloseTo(0.02, within(1e-12));
  }

  @Test
  void quantilesSkipEmptyBins() {
    // Half around none, half between 0.425408 and 0.57855.
    double[] counts = Residuals.histogram(new double[] {0, 0.5}, new double[] {2, 2});

    assertThat(Residuals.quantile(counts, 0.25)).isCloseTo(0, within(1e-12));
    assertThat(Residuals.quantile(counts, 0.75)).isCloseTo(0.501982, within(1e-5));
  }

  @Test
  void withoutAnyErrorTheHighestIsExpected() {
    assertThat(Residuals.quantile(new double[Residuals.BINS], 0.5)).isEqualTo(12);
  }

  @Test
  void quantilesAscend() {
    double[] counts =
        Residuals.histogram(new double[] {-3, -0.1, 0, 0.4, 9}, new double[] {1, 5, 9, 2, 0.5});
    double before = -8;
    for (double level = 0; level <= 1; level += 0.01) {
      double quantile = Residuals.quantile(counts, level);

      assertThat(quantile).isGreaterThanOrEqualTo(before);
      before = quantile;
    }
  }

  @Test
  void aNewErrorCountsOneAndTheOldOnesFade() {
    Residuals after = Residuals.prior(one(0, 14)).observe(0.5, false, 3);

    // 14 x 359 / 360 = 13.9611, cut to whole 1024ths.
    assertThat(after.low()[NONE]).isEqualTo(14_296 / 1024.0);
    assertThat(after.low()[place(0.5)]).isEqualTo(1);
    assertThat(after.high()[NONE]).isEqualTo(14_296 / 1024.0);
    assertThat(after.high()[place(0.5)]).isZero();
  }

  @Test
  void anErrorFromHighDemandCountsThere() {
    Residuals after = Residuals.prior(one(0, 1)).observe(-1.5, true, 3);

    assertThat(after.high()[place(-1.5)]).isEqualTo(1);
    assertThat(after.low()[place(-1.5)]).isZero();
  }

  @Test
  void errorsOfTheOtherLevelCountAQuarter() {
    Residuals residuals = new Residuals(one(0, 8), one(0.5, 2), -1);

    assertThat(residuals.counts(false)[NONE]).isEqualTo(8);
    assertThat(residuals.counts(false)[place(0.5)]).isEqualTo(0.5);
    assertThat(residuals.counts(true)[NONE]).isEqualTo(2);
    assertThat(residuals.counts(true)[place(0.5)]).isEqualTo(2);
  }

  @Test
  void theFirstLossIsTakenAndLaterOnesMoveItByANinetieth() {
    Residuals first = Residuals.prior(one(0, 1)).observe(0, false, 9);
    Residuals second = first.observe(0, false, 18);

    assertThat(Residuals.prior(one(0, 1)).loss()).isEqualTo(-1);
    assertThat(first.loss()).isEqualTo(9);
    assertThat(second.loss()).isCloseTo(9.1, within(1e-3));
    assertThat(first.observe(0, false, 0).loss()).isCloseTo(8.9, within(1e-3));
  }

  @Test
  void nearlyForgottenWeightsAreForgottenWhole() {
    // Whole 1024ths are left: of 2.99 and of 1.99 one is lost each step.
    Residuals once = Residuals.prior(one(0.5, 3 / 1024.0)).observe(0, false, 1);
    Residuals twice = once.observe(0, false, 1);

    assertThat(once.low()[place(0.5)]).isEqualTo(2 / 1024.0);
    assertThat(twice.low()[place(0.5)]).isEqualTo(1 / 1024.0);
    assertThat(twice.observe(0, false, 1).low()[place(0.5)]).isZero();
  }

  @Test
  void anotherScaleMovesErrorsToTheirNewBins() {
    // The bin of 0.5 has its middle at 0.502: twice as large it is 1.004.
    Residuals doubled = Residuals.prior(one(0.5, 3)).rescaled(2, 0);

    assertThat(doubled.low()[place(1.004)]).isEqualTo(3);
    assertThat(doubled.high()[place(1.004)]).isEqualTo(3);
    assertThat(Residuals.total(doubled.low())).isEqualTo(3);
    assertThat(doubled.loss()).isEqualTo(-1);
  }

  @Test
  void errorsFromAnotherOriginKeepTheirRate() {
    // An error of none from a scale of one is a rate of 1; of half the scale it is 2: an error of
    // 1.
    Residuals moved = Residuals.prior(one(0, 3)).rescaled(2, 1);

    assertThat(moved.low()[place(1)]).isEqualTo(3);
  }

  @Test
  void theSameScaleMovesNothing() {
    double[] all = new double[Residuals.BINS];
    for (int bin = 0; bin < all.length; bin++) {
      all[bin] = bin + 1;
    }

    assertThat(Residuals.prior(all).rescaled(1, 0).low()).containsExactly(all);
  }

  @Test
  void roundingKeepsSixteenBitsAndDropsTheTiny() {
    assertThat(Residuals.compact(0.75)).isEqualTo(0.75);
    assertThat(Residuals.compact(0.00009)).isZero();
    assertThat(Residuals.compact(-0.00009)).isZero();
    assertThat(Residuals.compact(0.0002)).isNotZero();
    // 1 + 2^-17 lies between 1 and 1 + 2^-16, and rounds up; a little less rounds down.
    assertThat(Residuals.compact(1 + 1.0 / (1 << 17))).isEqualTo(1 + 1.0 / (1 << 16));
    assertThat(Residuals.compact(1 + 0.99 / (1 << 17))).isEqualTo(1);
    for (double value = 0.001; value < 1e6; value *= 1.7) {
      double compact = Residuals.compact(value);

      assertThat(Math.abs(compact - value)).isLessThanOrEqualTo(value / (1 << 17) * 1.001);
      assertThat(Residuals.compact(compact)).isEqualTo(compact);
    }
  }
}
