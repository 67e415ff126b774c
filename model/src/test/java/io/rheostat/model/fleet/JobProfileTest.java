package io.rheostat.model.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JobProfileTest {
  private static JobProfile.Step step(String device, int workers, double seconds) {
    return new JobProfile.Step(device, 1, 1, workers, 32, 0.4, seconds);
  }

  private static JobProfile of(double square, JobProfile.Step... steps) {
    return new JobProfile("resnet50", List.of(steps), square, 2 * square);
  }

  @Test
  void newerTimesReplaceThoseOfTheirConfiguration() {
    JobProfile both = of(0, step("t4", 1, 0.5), step("t4", 2, 0.6)).with(of(0, step("t4", 1, 0.7)));

    assertThat(both.steps()).containsExactly(step("t4", 2, 0.6), step("t4", 1, 0.7));
  }

  @Test
  void anotherDeviceIsAnotherConfiguration() {
    JobProfile both = of(0, step("t4", 1, 0.5)).with(of(0, step("a100", 1, 0.2)));

    assertThat(both.steps()).containsExactly(step("t4", 1, 0.5), step("a100", 1, 0.2));
  }

  @Test
  void theStatisticsOfTheFirstJobThatToldThemStay() {
    JobProfile told = of(0, step("t4", 1, 0.5)).with(of(3)).with(of(5));

    assertThat(told.gradientSquare()).isEqualTo(3);
    assertThat(told.gradientVariance()).isEqualTo(6);
    assertThat(of(0).hasStatistics()).isFalse();
  }

  @Test
  void theOldestStepsOfADeviceAreForgotten() {
    JobProfile many = of(0, step("a100", 1, 0.2));
    for (int workers = 1; workers <= 70; workers++) {
      many = many.with(of(0, step("t4", workers, 0.5)));
    }

    assertThat(many.steps()).hasSize(65).contains(step("a100", 1, 0.2), step("t4", 70, 0.5));
    assertThat(many.steps()).doesNotContain(step("t4", 6, 0.5)).contains(step("t4", 7, 0.5));
  }
}
