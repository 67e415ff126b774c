package io.rheostat.simulator.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// Step times between, at and beyond measured batches.
final class BatchCurveTest {
  private final BatchCurve curve = new BatchCurve();

  private void isAbout(double batch, double step, double sync) {
    StepTimes times = curve.at(batch);
    assertThat(times.stepSeconds()).isCloseTo(step, within(1e-12));
    assertThat(times.syncSeconds()).isCloseTo(sync, within(1e-12));
  }

  @Test
  void measuredBatchesAreAsMeasured() {
    curve.add(10, new StepTimes(1, 0.25));
    curve.add(30, new StepTimes(3, 0.5));

    assertThat(curve.at(10)).isEqualTo(new StepTimes(1, 0.25));
    assertThat(curve.at(30)).isEqualTo(new StepTimes(3, 0.5));
    assertThat(curve.leastBatch()).isEqualTo(10);
    assertThat(curve.mostBatch()).isEqualTo(30);
  }

  @Test
  void betweenTwoBatchesTimesAreLinear() {
    curve.add(10, new StepTimes(1, 0.25));
    curve.add(30, new StepTimes(3, 0.5));
    curve.add(40, new StepTimes(9, 0.5));

    isAbout(15, 1.5, 0.3125);
    isAbout(35, 6, 0.5);
  }

  @Test
  void beyondTheBatchesTheNearestLineGoesOn() {
    curve.add(10, new StepTimes(1, 0.25));
    curve.add(20, new StepTimes(2, 0.25));
    curve.add(30, new StepTimes(5, 0.75));

    isAbout(5, 0.5, 0.25);
    isAbout(40, 8, 1.25);
  }

  @Test
  void oneMeasuredBatchStandsForAll() {
    curve.add(10, new StepTimes(1, 0.25));

    isAbout(2, 1, 0.25);
    isAbout(10, 1, 0.25);
    isAbout(99, 1, 0.25);
  }

  @Test
  void severalMeasurementsOfABatchCountAsTheirMean() {
    curve.add(10, new StepTimes(1, 0.25));
    curve.add(10, new StepTimes(2, 0.25));
    curve.add(10, new StepTimes(6, 1));

    isAbout(10, 3, 0.5);
    assertThat(curve.points()).extracting(Map.Entry::getKey).containsExactly(10.0);
  }
}
