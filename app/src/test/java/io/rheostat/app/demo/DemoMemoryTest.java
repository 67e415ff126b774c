package io.rheostat.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.rheostat.streams.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoMemoryTest {
  private static DemoOptions options(boolean daily, Duration duration) {
    return new DemoOptions(
        Path.of("config"),
        Optional.empty(),
        daily,
        1,
        duration,
        Optional.empty(),
        Optional.empty(),
        7,
        0,
        Delivery.EXACTLY_ONCE);
  }

  @Test
  void aResumedDemoHasTheTrafficItBeganWith(@TempDir Path data) throws Exception {
    DemoMemory begun = DemoMemory.open(data, options(true, Duration.ofHours(3)));

    assertThat(begun.daily()).isTrue();
    assertThat(DemoMemory.open(data, options(false, Duration.ofMinutes(1)))).isEqualTo(begun);
  }

  @Test
  void anotherTrafficThanItBeganWithIsRefused(@TempDir Path data) throws Exception {
    assertThat(DemoMemory.open(data, options(false, Duration.ofHours(3))).daily()).isFalse();

    assertThatIOException()
        .isThrownBy(() -> DemoMemory.open(data, options(true, Duration.ofHours(3))))
        .withMessage(data + " holds a demo without --daily. Resume it so, or give another --data.");
  }

  @Test
  void trafficIsGeneratedForADayMoreThanALongRun(@TempDir Path short3h, @TempDir Path days)
      throws Exception {
    assertThat(DemoMemory.open(short3h, options(false, Duration.ofHours(3))).horizon())
        .isEqualTo(Duration.ofHours(6));
    assertThat(DemoMemory.open(days, options(false, Duration.ofDays(3))).horizon())
        .isEqualTo(Duration.ofDays(4));
  }
}
