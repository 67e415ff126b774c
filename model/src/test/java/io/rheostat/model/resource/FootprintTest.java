package io.rheostat.model.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FootprintTest {
  private static Placement placement(int devices, double memoryGib) {
    return new Placement(
        "a",
        "h100",
        devices,
        1,
        List.of(),
        memoryGib,
        0,
        Duration.ZERO,
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Target.OBSERVE);
  }

  private static Device device(double perDevice, double perGib) {
    return new Device("h100", 1, 1, 1, new CostRates(0, perDevice, perGib, 0)).withWatts(700);
  }

  @Test
  void tenTimesADecimalIsWhatAPersonExpects() {
    Footprint ten = Footprint.of(placement(1, 0), device(2.95, 0)).times(10);
    assertThat(ten).isEqualTo(new Footprint(29_500_000, 7_000_000));
    assertThat(ten.microUsdPerHour()).isEqualTo(Footprint.microUsdLimit(OptionalDouble.of(29.50)));
  }

  @Test
  void whatDoesNotDivideIsRoundedAgainstTheSpender() {
    Footprint one = Footprint.of(placement(1, 0), device(0.1 / 3, 0));
    assertThat(one.microUsdPerHour()).isEqualTo(33_334);
    assertThat(Footprint.microUsdLimit(OptionalDouble.of(0.1 / 3))).isEqualTo(33_333);
  }

  @Test
  void devicesAndMemoryAddUp() {
    Footprint one = Footprint.of(placement(4, 64), device(2.5, 0.01));
    assertThat(one).isEqualTo(new Footprint(10_640_000, 2_800_000));
    assertThat(one.plus(one)).isEqualTo(one.times(2));
  }

  @Test
  void hugeAmountsStayTheLargestNumber() {
    Footprint huge = Footprint.of(placement(1, 0), device(1e300, 0));
    assertThat(huge.microUsdPerHour()).isEqualTo(Long.MAX_VALUE);
    assertThat(huge.times(3).plus(huge).microUsdPerHour()).isEqualTo(Long.MAX_VALUE);
    assertThat(huge.times(0).microUsdPerHour()).isZero();
    assertThat(Footprint.milliwattLimit(OptionalDouble.empty())).isEqualTo(Footprint.UNLIMITED);
  }
}
