package io.rheostat.contest.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.history.ReplicaHistory.Report;
import io.rheostat.model.command.PlacementStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PackedReportsTest {
  private static final Instant FROM = Instant.parse("2026-11-24T09:00:00.123456789Z");

  private static PlacementStatus status(SplittableRandom random, String placement) {
    return new PlacementStatus(
        placement,
        random.nextInt(300),
        random.nextInt(300),
        random.nextInt(3),
        random.nextInt(3),
        random.nextInt(2),
        random.nextBoolean() ? Optional.empty() : Optional.of("no l40s is free"),
        random.nextInt(3) == 0
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(random.nextInt(3) * 41_000_000_007L)));
  }

  @Test
  void everyReportComesBackAsItWas() {
    SplittableRandom random = new SplittableRandom(1);
    PackedReports packed = new PackedReports();
    List<Report> reports = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Instant at = FROM.plusNanos(random.nextLong(-1_000_000_000L, 60_000_000_000L) + i * 60L);
      List<PlacementStatus> statuses = new ArrayList<>();
      for (int placement = 0; placement < random.nextInt(4); placement++) {
        statuses.add(status(random, "l40s-" + placement));
      }
      Report report = new Report(at, statuses);
      reports.add(report);
      packed.add(report);
    }

    assertThat(packed.reports()).isEqualTo(reports);
  }

  /// Three reports for each of 365 resizes a day, as in a day of the demo.
  @Test
  void aWeekOfAServiceResizedOftenTakesAQuarterOfAMegabyte() {
    SplittableRandom random = new SplittableRandom(1);
    PackedReports packed = new PackedReports();
    for (int i = 0; i < 7 * 365 * 3; i++) {
      Optional<Duration> startup = Optional.of(Duration.ofNanos(40_000_000_000L + i / 3 * 17L));
      PlacementStatus moved =
          new PlacementStatus(
              "h100-sxm-tp2", random.nextInt(30), 5, 1, 0, 0, Optional.empty(), startup);
      PlacementStatus other =
          new PlacementStatus("l40s-tp4", 3, 3, 0, 0, 0, Optional.empty(), startup);
      packed.add(new Report(FROM.plusSeconds(79L * i), List.of(moved, other)));
    }

    assertThat(packed.bytes()).isLessThan(260_000);
  }
}
