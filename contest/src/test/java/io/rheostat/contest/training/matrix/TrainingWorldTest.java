package io.rheostat.contest.training.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.simulator.jobs.JobKnowledge;
import io.rheostat.simulator.jobs.JobRules;
import org.junit.jupiter.api.Test;

/// Worlds of the benchmark with their prices and rules.
final class TrainingWorldTest {
  @Test
  void worldPIsPolluxsCluster() {
    assertThat(TrainingWorld.P.cluster().nodes()).hasSize(16);
    assertThat(TrainingWorld.P.cluster().devices()).isEqualTo(64);
    assertThat(TrainingWorld.P.rules(JobKnowledge.OWN, false, 1).delaySeconds("bert"))
        .isEqualTo(30);
    assertThat(TrainingWorld.P_DELAYS.rules(JobKnowledge.OWN, false, 1).delaySeconds("bert"))
        .isEqualTo(120);
    assertThat(TrainingWorld.P_DELAYS.rules(JobKnowledge.OWN, false, 1).delaySeconds("ncf"))
        .isEqualTo(30);
  }

  @Test
  void devicesOfOneTypeCostTheMeanPrice() {
    assertThat(TrainingWorld.P.devicePrices(0.03)).containsOnlyKeys("t4");
    assertThat(price(TrainingWorld.P, 0.03, "t4")).isCloseTo(0.03, within(1e-15));
  }

  @Test
  void devicesOfSeveralTypesCostTheirPartOfTheMean() {
    // (24 · 0.98 + 16 · 3.06 + 24 · 0.90) / 64 = 1.47 USD an hour.
    assertThat(price(TrainingWorld.M, 1.47, "t4")).isCloseTo(0.98, within(1e-12));
    assertThat(price(TrainingWorld.M, 1.47, "fast")).isCloseTo(3.06, within(1e-12));
    assertThat(price(TrainingWorld.M, 0.147, "slow")).isCloseTo(0.09, within(1e-12));
  }

  @Test
  void aPoolThatIsPaidAnywayHasNoPrice() {
    assertThat(TrainingWorld.M.devicePrices(0)).isEmpty();
  }

  @Test
  void aWorldOfAnotherNameOrErrorIsTheSameElse() {
    TrainingWorld wrong = TrainingWorld.P_DELAYS.named("wrong").withDeclaredError(2);

    assertThat(wrong.name()).isEqualTo("wrong");
    assertThat(wrong.cluster()).isEqualTo(TrainingWorld.P.cluster());
    assertThat(wrong.rules(JobKnowledge.SHARED, true, 7))
        .isEqualTo(
            new JobRules(JobKnowledge.SHARED, true, TrainingWorld.MEASURED_DELAYS, 30, 0, 2, 7));
  }

  private static double price(TrainingWorld world, double mean, String type) {
    return world.devicePrices(mean).getOrDefault(type, Double.NaN);
  }
}
