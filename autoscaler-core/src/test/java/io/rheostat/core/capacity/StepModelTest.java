package io.rheostat.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.model.resource.StepProfile;
import org.junit.jupiter.api.Test;

/// Times of a step of 10 ms a sample, 20 ms to synchronise two workers and 1 ms for each further
/// one.
class StepModelTest {
  private static final StepProfile PROFILE = new StepProfile(0.01, 0.02, 0.001);

  @Test
  void oneWorkerNeedsNoSynchronisation() {
    // 32 samples in 0.32 s.
    assertThat(StepModel.of(PROFILE, true).samplesPerSecond(1, 32)).isCloseTo(100, within(1e-9));
  }

  @Test
  void twoWorkersSynchroniseAndEachFurtherOneAddsToIt() {
    StepModel model = StepModel.of(PROFILE, true);

    // 64 samples in 0.32 + 0.02 s, and 128 in 0.32 + 0.02 + 2 x 0.001 s.
    assertThat(model.samplesPerSecond(2, 32)).isCloseTo(64 / 0.34, within(1e-9));
    assertThat(model.samplesPerSecond(4, 32)).isCloseTo(128 / 0.342, within(1e-9));
  }

  @Test
  void aDeclaredProfileIsKnownBetterThanADerivedOne() {
    assertThat(StepModel.of(PROFILE, true).step().covariance()[0])
        .isCloseTo(0.002 * 0.002, within(1e-15));
    assertThat(StepModel.of(PROFILE, false).step().covariance()[0])
        .isCloseTo(0.005 * 0.005, within(1e-15));
  }

  @Test
  void synchronisationAlwaysTakesSomeTime() {
    double[] mean = StepModel.of(new StepProfile(0.01, 0, 0), true).step().mean();

    assertThat(mean).containsExactly(0.01, 1e-6, 1e-7);
  }

  @Test
  void aStepOfOneWorkerTeachesNothingAboutSynchronisation() {
    StepModel after = StepModel.of(PROFILE, true).observe(1, 32, 0.64);

    assertThat(after.step().mean()[0]).isGreaterThan(0.01);
    assertThat(after.step().mean()[1]).isEqualTo(0.02);
    assertThat(after.step().mean()[2]).isEqualTo(0.001);
  }

  @Test
  void aStepOfTwoWorkersTeachesNothingAboutTheThird() {
    StepModel after = StepModel.of(PROFILE, true).observe(2, 32, 0.68);

    assertThat(after.step().mean()[1]).isGreaterThan(0.02);
    assertThat(after.step().mean()[2]).isEqualTo(0.001);
  }

  @Test
  void stepsOfOtherSpeedAreLearned() {
    StepModel model = StepModel.of(PROFILE, false);
    for (int i = 0; i < 40; i++) {
      model = model.observe(2, 32, 0.68);
      model = model.observe(8, 32, 0.692);
    }

    // Twice as slow as declared: 0.64 + 0.04 s, and 2 ms for each worker beyond two.
    assertThat(model.samplesPerSecond(2, 32)).isCloseTo(64 / 0.68, within(1.0));
    assertThat(model.samplesPerSecond(8, 32)).isCloseTo(256 / 0.692, within(4.0));
    assertThat(model.samplesPerSecond(5, 32)).isCloseTo(160 / 0.686, within(4.0));
  }

  @Test
  void confidenceIsAHalfAfterSixSteps() {
    StepModel model = StepModel.of(PROFILE, true);
    assertThat(model.confidence()).isZero();

    for (int i = 0; i < 6; i++) {
      model = model.observe(1, 32, 0.32);
    }
    assertThat(model.confidence()).isCloseTo(0.5, within(1e-12));

    for (int i = 0; i < 18; i++) {
      model = model.observe(1, 32, 0.32);
    }
    assertThat(model.confidence()).isCloseTo(0.8, within(1e-12)); // 24 / 30
  }
}
