package io.rheostat.model.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// Memory and cost arithmetic on declared shapes.
final class FeasibilityTest {
  private static final double GIB = 1024.0 * 1024 * 1024;
  private static final CostRates RATES = new CostRates(100, 0, 1000.0 / 1024, 1000.0 / 1024);
  private static final Device H100 = new Device("h100", 80 * GIB, 3.35e12, 989e12, RATES);
  private static final ModelShape MODEL_32B =
      new ModelShape(32.8e9, 64, 8, 128, Precision.BF16, Sharding.NONE);

  private static Placement placement(int tensorParallel, double memoryGib, double diskGib) {
    return new Placement(
        "p",
        "h100",
        tensorParallel,
        1,
        List.of(),
        memoryGib,
        diskGib,
        Duration.ofSeconds(100),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Target.OBSERVE);
  }

  @Test
  void cost_is_base_plus_devices_plus_memory_plus_disk() {
    assertThat(RATES.usdPerHour(placement(1, 8, 500))).isEqualTo(596.09375);
  }

  @Test
  void a_token_of_context_takes_keys_and_values_in_every_layer() {
    assertThat(MODEL_32B.kvBytesPerToken()).isEqualTo(262_144);
  }

  @Test
  void two_devices_hold_what_one_cannot() {
    assertThat(Feasibility.refuseInference(MODEL_32B, H100, placement(1, 0, 0), 100_000))
        .isPresent()
        .get()
        .asString()
        .contains("61.1 GiB", "Raise tensorParallel");
    assertThat(Feasibility.refuseInference(MODEL_32B, H100, placement(2, 0, 0), 4096)).isEmpty();
    assertThat(Feasibility.kvTokens(MODEL_32B, H100, placement(2, 0, 0)))
        .isCloseTo(311_000, within(5_000.0));
  }

  @Test
  void sharding_over_more_workers_needs_less_of_each() {
    ModelShape sharded = new ModelShape(7.2e9, 0, 0, 0, Precision.BF16, Sharding.ZERO3);
    assertThat(Feasibility.refuseTraining(sharded, H100, placement(1, 0, 0), 1)).isPresent();
    assertThat(Feasibility.refuseTraining(sharded, H100, placement(1, 0, 0), 8)).isEmpty();
  }

  @Test
  void two_checkpoints_must_fit_the_disk_when_one_is_declared() {
    assertThat(Feasibility.refuseDisk(MODEL_32B, placement(1, 0, 100), true)).isPresent();
    assertThat(Feasibility.refuseDisk(MODEL_32B, placement(1, 0, 0), true)).isEmpty();
    assertThat(Feasibility.refuseDisk(MODEL_32B, placement(1, 0, 100), false)).isEmpty();
  }
}
