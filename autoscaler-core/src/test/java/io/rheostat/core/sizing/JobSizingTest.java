package io.rheostat.core.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.option.NetValue;
import io.rheostat.model.resource.Architecture;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.DeviceLinks;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.ReducedPrecision;
import io.rheostat.model.resource.Sharding;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// Sizing of a job of 10 billion weights, 1000 samples of 1000 tokens, on a device of 100 GiB, 1000
/// TFLOPS, links of 100 GB/s and nodes of 4.
class JobSizingTest {
  private static final Device DEVICE =
      new Device(
          "d",
          100.0 * (1L << 30),
          1e12,
          1000e12,
          new CostRates(0, 2, 0, 0),
          OptionalDouble.empty(),
          ReducedPrecision.NONE,
          Optional.of(new DeviceLinks(100e9, 10e9, 4)));

  private static final List<SizedJob> SIZED =
      JobSizing.of(
          new JobRequest(
              new ModelShape(
                  1e10,
                  40,
                  8,
                  128,
                  Precision.BF16,
                  Optional.empty(),
                  Sharding.NONE,
                  Optional.of(new Architecture(4000, 32, 0, 0, false, Optional.empty()))),
              1000,
              1000,
              100,
              new NetValue(1, 1),
              List.of(1, 4, 8),
              List.of(4)),
          List.of(DEVICE));

  private static SizedJob find(int width, Sharding sharding) {
    return SIZED.stream()
        .filter(each -> each.width() == width && each.sharding() == sharding)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void memoryByHand() {
    // Activations: 4 x 1000 tokens x 4000 x (2 x 40 + 34) bytes.
    double activations = 4000.0 * 4000 * 114;

    assertThat(find(1, Sharding.NONE).deviceBytes()).isEqualTo(1.6e11 + activations);
    assertThat(find(4, Sharding.ZERO1).deviceBytes()).isEqualTo(4e10 + 3e10 + activations);
    assertThat(find(4, Sharding.ZERO2).deviceBytes()).isEqualTo(2e10 + 3.5e10 + activations);
    assertThat(find(8, Sharding.ZERO3).deviceBytes()).isEqualTo(2e10 + activations);
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsNumbers() {
    assertThat(find(1, Sharding.NONE).refusal().orElseThrow())
        .startsWith("149 GiB of states and 2 GiB of activations exceed 97 GiB.");
    assertThat(find(4, Sharding.ZERO2).isFeasible()).isTrue();
  }

  @Test
  void paceByHand() {
    SizedJob.Pace pace = find(4, Sharding.ZERO2).pace();

    // 8 x 1e10 x 4000 tokens at 400 TFLOPS: 0.8 s a step; 2 x 20 GB x 3/4 at 64 GB/s: 0.47 s.
    assertThat(pace.samplesPerSecond()).isCloseTo(16 / 0.8, within(1e-9));
    assertThat(pace.hours()).isCloseTo(50 / 3600.0, within(1e-9));
    assertThat(pace.valueUsdPerHour()).isCloseTo(7200, within(1e-6));
    assertThat(pace.usdPerHour()).isEqualTo(8);
    assertThat(pace.netUsdPerHour()).isCloseTo(7192, within(1e-6));
  }

  @Test
  void beyondANodeTheNetworkBinds() {
    // 3 x 20 GB x 7/8 at 6.4 GB/s.
    assertThat(find(8, Sharding.ZERO3).pace().samplesPerSecond())
        .isCloseTo(32 / (6e10 * 7 / 8 / 6.4e9), within(1e-9));
  }

  @Test
  void theBestComesFirst() {
    assertThat(SIZED.getFirst().width()).isEqualTo(4);
    assertThat(SIZED.getFirst().sharding()).isEqualTo(Sharding.ZERO1);
  }
}
