package io.rheostat.core.attainment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.stage.Given;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.Quantiles;
import io.rheostat.model.fleet.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Demand at the time when a replica ordered now serves, and the part of it served well.
class DemandOutlookTest {
  private static final Objective.Inference OBJECTIVE = Given.serving();

  /// Rates of 1, 2, 3 … 13 requests a second, from the least to the most likely exceeded.
  private static List<Double> stairs() {
    List<Double> rates = new ArrayList<>();
    for (int i = 1; i <= DemandQuantiles.WEIGHTS.size(); i++) {
      rates.add((double) i);
    }
    return rates;
  }

  private static DemandOutlook outlook(
      double level, double backlog, double startup, DemandQuantiles... outlooks) {
    DemandEstimate demand =
        new DemandEstimate(level, level, level, backlog, List.of(outlooks), 500, 100);
    return DemandOutlook.of(OBJECTIVE, Given.measure(demand, Given.capacity("big", 10)), startup);
  }

  private static DemandOutlook steady(double rate) {
    return outlook(rate, 0, 30, DemandQuantiles.certain(40, rate));
  }

  @Test
  void theHorizonIsTheSlowestStartAndTenSecondsToReact() {
    assertThat(outlook(12, 0, 30, DemandQuantiles.certain(40, 12)).horizonSeconds()).isEqualTo(40);
    assertThat(outlook(12, 0, 0, DemandQuantiles.certain(40, 12)).horizonSeconds()).isEqualTo(10);
  }

  /// 84 waiting requests are worked off in 30 s and three tenths of 40 s: 2 a second.
  @Test
  void waitingRequestsAddToEveryRateAndToTheLevel() {
    DemandOutlook outlook = outlook(12, 84, 30, DemandQuantiles.certain(40, 12));

    assertThat(outlook.level()).isCloseTo(14, within(1e-12));
    assertThat(outlook.rates()).allMatch(rate -> Math.abs(rate - 14) < 1e-12);
    assertThat(outlook.all()).isCloseTo(14, within(1e-12));
  }

  @Test
  void aSlowerStartGivesAQueueMoreTime() {
    // 30 s and three tenths of 110 s: 63 s for 126 requests.
    DemandOutlook outlook = outlook(0, 126, 100, DemandQuantiles.certain(40, 0));

    assertThat(outlook.level()).isCloseTo(2, within(1e-12));
  }

  @Test
  void betweenTwoHorizonsDemandIsInterpolated() {
    DemandOutlook outlook =
        outlook(10, 0, 30, DemandQuantiles.certain(30, 10), DemandQuantiles.certain(60, 22));

    // 40 s lie a third of the way from 30 to 60 s.
    assertThat(outlook.median()).isCloseTo(14, within(1e-12));
  }

  @Test
  void medianAndHighestAreRatesOfTheDistribution() {
    DemandOutlook outlook = outlook(4, 0, 30, new DemandQuantiles(40, stairs()));

    // The middles of the shares are 0.05, 0.175, 0.35 and 0.55: the fourth is nearest to a half.
    assertThat(outlook.median()).isEqualTo(4);
    assertThat(outlook.highest()).isEqualTo(13);
  }

  /// 0.1 + 0.3 + 0.6 + 0.8 + 0.6 + 0.48 + 0.35 + 0.32 + 0.225 + 0.15 + 0.11 + 0.06 + 0.065.
  @Test
  void theExpectedRateWeighsEachByItsShare() {
    DemandOutlook outlook = outlook(4, 0, 30, new DemandQuantiles(40, stairs()));

    assertThat(outlook.all()).isCloseTo(4.16, within(1e-12));
  }

  @Test
  void halfTheCapacityIsServedWell() {
    // At load 0.5, a hundredth of 0.5 to the eighth is late: 5 x (1 - 0.0000390625).
    assertThat(steady(5).goodRate(10, 0)).isCloseTo(4.9998046875, within(1e-9));
  }

  @Test
  void atCapacityAHundredthIsLate() {
    assertThat(steady(10).goodRate(10, 0)).isCloseTo(9.9, within(1e-9));
  }

  @Test
  void withoutCapacityOrDemandNothingIsServed() {
    assertThat(steady(5).goodRate(0, 0.1)).isZero();
    assertThat(steady(0).goodRate(10, 0.1)).isZero();
    assertThat(steady(0).all()).isZero();
  }

  /// With a deviation of 25 % capacity is 6.95, 10 or 13.05: loads of 0.7194, 0.5 and 0.3831 leave
  /// 7.174e-4, 3.906e-5 and 4.64e-6 late, weighed 0.3, 0.4 and 0.3.
  @Test
  void anUncertainCapacityIsThreeGuesses() {
    double late = 0.3 * 7.174e-4 + 0.4 * 3.906e-5 + 0.3 * 4.64e-6;

    assertThat(steady(5).goodRate(10, 0.25)).isCloseTo(5 * (1 - late), within(1e-6));
  }

  @Test
  void evenTheWorstGuessIsAFifthOfTheCapacity() {
    // A deviation of 100 % would leave less than nothing; a fifth of 10 is exactly 2. The other
    // guesses are 10 and 22.2, with next to nothing late.
    assertThat(steady(2).goodRate(10, 1)).isCloseTo(2 * (1 - 0.3 * 0.01), within(1e-6));
  }

  @Test
  void moreCapacityNeverServesLessAndNeverMoreThanAll() {
    DemandOutlook outlook = outlook(4, 30, 30, new DemandQuantiles(40, stairs()));
    double before = 0;
    for (double capacity = 0; capacity < 40; capacity += 0.5) {
      double good = outlook.goodRate(capacity, 0.1);

      assertThat(good).isGreaterThanOrEqualTo(before - 1e-12).isLessThanOrEqualTo(outlook.all());
      before = good;
    }
    assertThat(before).isCloseTo(outlook.all(), within(1e-3));
  }

  @Test
  void uncertaintyCostsGoodRequestsNearTheLimit() {
    assertThat(steady(10).goodRate(11, 0.25)).isLessThan(steady(10).goodRate(11, 0.03));
  }

  /// Requests of 100 tokens at 30 ms each reside for 3 s instead of 2.5 s at half of the limit: a
  /// batch takes longer to fill, and fewer are late.
  @Test
  void theMeasuredTimePerTokenSaysHowLongRequestsReside() {
    DemandEstimate surge =
        new DemandEstimate(5, 5, 5, 0, List.of(DemandQuantiles.certain(40, 20)), 500, 100);
    Measure.Inference unknown = Given.measure(surge, Given.capacity("big", 10));
    Measure.Inference slow =
        new Measure.Inference(
            surge,
            0,
            0,
            0,
            Optional.empty(),
            Optional.of(new Quantiles(0.03, 0.03, 0.03, 0.03)),
            Optional.empty(),
            unknown.capacities(),
            List.of());

    double withoutMeasure = DemandOutlook.of(OBJECTIVE, unknown, 30).goodRate(10, 0);
    double withMeasure = DemandOutlook.of(OBJECTIVE, slow, 30).goodRate(10, 0);

    // From load 0.5 to 2 a batch fills in ln(1.5) residences of 2.5 or 3 s; a second of waiting is
    // good. Of 40 s, 2.0137 or 2.2164 are good, and a hundredth is late anyway.
    assertThat(withoutMeasure).isCloseTo(20 * (2.0137 / 40 - 0.01), within(1e-3));
    assertThat(withMeasure).isCloseTo(20 * (2.2164 / 40 - 0.01), within(1e-3));
  }
}
