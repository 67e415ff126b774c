package io.rheostat.contest.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Allocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReplicaHistoryTest {
  private static final Instant FROM = Instant.parse("2026-11-24T09:00:00Z");

  private static ReplicaHistory.Report report(
      long minute, int wanted, int ready, int starting, Optional<Duration> startup) {
    return new ReplicaHistory.Report(
        FROM.plus(Duration.ofMinutes(minute)),
        List.of(
            new PlacementStatus("h100", wanted, ready, starting, 0, 0, Optional.empty(), startup)));
  }

  private static ReplicaHistory history(Duration length, ReplicaHistory.Report... reports) {
    PackedReports packed = new PackedReports();
    for (ReplicaHistory.Report report : reports) {
      packed.add(report);
    }
    return new ReplicaHistory(FROM, FROM.plus(length), packed);
  }

  /// Two replicas from before the section, a third ordered after 30 minutes and ready after 31, the
  /// third taken away after 90.
  private static final ReplicaHistory HISTORY =
      history(
          Duration.ofHours(2),
          report(-20, 1, 1, 0, Optional.empty()),
          report(-10, 2, 2, 0, Optional.empty()),
          report(30, 3, 2, 1, Optional.empty()),
          report(31, 3, 3, 0, Optional.of(Duration.ofSeconds(60))),
          report(90, 2, 2, 0, Optional.of(Duration.ofSeconds(60))),
          report(120, 9, 9, 0, Optional.empty()));

  @Test
  void aReportHoldsUntilTheNext() {
    // 2 x 0.5 h + 3 x 1 h + 2 x 0.5 h
    assertThat(HISTORY.replicaHours()).containsExactly(entry("h100", 5.0));
  }

  @Test
  void changesOfTheDesiredReplicasAreResizes() {
    assertThat(HISTORY.resizes()).isEqualTo(2);
    assertThat(HISTORY.changes()).hasSize(3);
    assertThat(HISTORY.initial()).isEqualTo(Allocation.of("h100", 2));
  }

  @Test
  void aStartUpReportedTwiceCountsOnce() {
    assertThat(HISTORY.startups()).containsExactly(entry("h100", Duration.ofSeconds(60)));
  }

  @Test
  void withoutAReportThereWasNothing() {
    ReplicaHistory none = history(Duration.ofSeconds(10));

    assertThat(none.replicaHours()).isEmpty();
    assertThat(none.initial()).isEqualTo(Allocation.NONE);
    assertThat(none.resizes()).isZero();
  }
}
