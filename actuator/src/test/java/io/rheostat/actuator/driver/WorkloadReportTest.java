package io.rheostat.actuator.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.resource.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// End of a job of two targets, of which it runs at one.
final class WorkloadReportTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private static DriverReport seen(String placement, int wanted, boolean complete, boolean failed) {
    PlacementStatus status =
        new PlacementStatus(placement, wanted, 0, wanted, 0, 0, Optional.empty(), Optional.empty());
    return new DriverReport.Seen(
        Generation.NONE, List.of(status), complete, Optional.empty(), new TreeMap<>(), failed);
  }

  private static Observed report(DriverReport one, DriverReport two) {
    return new WorkloadReport(
            Commands.workload("train", "east", 1, Target.OBSERVE, "one", "two"),
            Map.of("one", one, "two", two))
        .observed(NOW, NOW);
  }

  @Test
  void aJobThatFailedAndRunsNowhereElseHasFailed() {
    Observed failed = report(seen("one", 4, true, true), seen("two", 0, false, false));

    assertThat(failed.complete()).isTrue();
    assertThat(failed.failed()).isTrue();
  }

  @Test
  void oneThatMovedAwayFromAFailedObjectHasNot() {
    Observed moved = report(seen("one", 0, true, true), seen("two", 4, false, false));

    assertThat(moved.complete()).isFalse();
    assertThat(moved.failed()).isFalse();
  }

  @Test
  void oneWhoseOtherTargetIsSilentMayRunThere() {
    Observed unknown = report(seen("one", 4, true, true), new DriverReport.Unknown("silence"));

    assertThat(unknown.complete()).isFalse();
    assertThat(unknown.failed()).isFalse();
  }

  @Test
  void oneThatSucceededAtEitherIsDone() {
    Observed done = report(seen("one", 4, true, true), seen("two", 4, true, false));

    assertThat(done.complete()).isTrue();
    assertThat(done.failed()).isFalse();
  }
}
