package io.rheostat.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.model.estimate.LoadQuality;
import org.junit.jupiter.api.Test;

/// Bands of load, with the shares of good requests seen in them.
class ObservedAttainmentTest {
  private static final double KEPT = 359.0 / 360;

  private static LoadQuality band(ObservedAttainment seen, int place) {
    return seen.bands().get(place);
  }

  @Test
  void unseenBandsAreGoodAndWeighNothing() {
    assertThat(ObservedAttainment.EMPTY.bands())
        .extracting(LoadQuality::load)
        .containsExactly(0.1, 0.3, 0.5, 0.65, 0.75, 0.85, 0.95, 1.05);
    assertThat(ObservedAttainment.EMPTY.bands())
        .allMatch(band -> band.share() == 1 && band.steps() == 0);
  }

  @Test
  void aStepCountsInTheBandOfItsLoadAlone() {
    ObservedAttainment seen = ObservedAttainment.EMPTY.observe(0.5, 0.9);

    assertThat(band(seen, 2)).isEqualTo(new LoadQuality(0.5, 0.9, 1));
    assertThat(seen.bands()).filteredOn(band -> band.steps() > 0).hasSize(1);
  }

  @Test
  void bandsMeetHalfWayBetweenTheirMiddles() {
    assertThat(band(ObservedAttainment.EMPTY.observe(0, 0.9), 0).steps()).isEqualTo(1);
    assertThat(band(ObservedAttainment.EMPTY.observe(0.2, 0.9), 0).steps()).isEqualTo(1);
    assertThat(band(ObservedAttainment.EMPTY.observe(0.21, 0.9), 1).steps()).isEqualTo(1);
    assertThat(band(ObservedAttainment.EMPTY.observe(0.81, 0.9), 5).steps()).isEqualTo(1);
    assertThat(band(ObservedAttainment.EMPTY.observe(1.01, 0.9), 7).steps()).isEqualTo(1);
    assertThat(band(ObservedAttainment.EMPTY.observe(99, 0.9), 7).steps()).isEqualTo(1);
  }

  @Test
  void anEarlierStepFadesByAThreeHundredAndSixtieth() {
    ObservedAttainment seen = ObservedAttainment.EMPTY.observe(0.5, 1).observe(0.5, 0.5);

    assertThat(band(seen, 2).steps()).isCloseTo(KEPT + 1, within(1e-6));
    // 0.9972 good steps and half a one, of 1.9972.
    assertThat(band(seen, 2).share()).isCloseTo((KEPT + 0.5) / (KEPT + 1), within(1e-6));
  }

  @Test
  void aBandFadesAlsoWhileOthersAreSeen() {
    ObservedAttainment seen = ObservedAttainment.EMPTY.observe(0.1, 0.7).observe(0.95, 1);

    assertThat(band(seen, 0).steps()).isCloseTo(KEPT, within(1e-6));
    assertThat(band(seen, 0).share()).isCloseTo(0.7, within(1e-6));
  }

  @Test
  void theMemoryOfABandIsAnHour() {
    ObservedAttainment seen = ObservedAttainment.EMPTY;
    for (int step = 0; step < 5000; step++) {
      seen = seen.observe(0.75, 0.25);
    }

    assertThat(band(seen, 4).steps()).isCloseTo(360, within(1.0));
    assertThat(band(seen, 4).share()).isCloseTo(0.25, within(1e-4));
  }

  @Test
  void anObservationLeavesTheCurveBeforeItAlone() {
    ObservedAttainment first = ObservedAttainment.EMPTY.observe(0.5, 1);
    ObservedAttainment second = first.observe(0.5, 0);

    assertThat(band(first, 2).share()).isEqualTo(1);
    assertThat(band(second, 2).share()).isLessThan(0.5);
    assertThat(ObservedAttainment.EMPTY.bands()).allMatch(band -> band.steps() == 0);
  }
}
