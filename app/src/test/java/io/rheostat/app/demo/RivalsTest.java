package io.rheostat.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.testing.Shipped;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.Score;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Others on the demo's traffic.
final class RivalsTest {
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final Duration LENGTH = Duration.ofMinutes(10);

  private static List<Rivals.Row> rows() throws Exception {
    Scenario scenario =
        DemoScenario.of(Shipped.demo().fleet(), START, DemoScenario.Traffic.generated(LENGTH), 7);
    World world = new World(scenario, 7);
    Instant judged = START.plus(LENGTH.dividedBy(2));
    world.advanceTo(judged);
    Score begun = world.score();
    world.advanceTo(START.plus(LENGTH));
    return new Rivals(scenario, judged, START.plus(LENGTH), 7).rows(begun, world.score());
  }

  @Test
  void theSameSeedGivesTheSameRowsInOneOrder() throws Exception {
    List<Rivals.Row> rows = rows();

    assertThat(rows)
        .extracting(Rivals.Row::policy)
        .containsExactly("rheostat", "hpa", "llmd-slo-keda", Rivals.STATIC_PEAK);
    assertThat(rows).isEqualTo(rows());
  }

  @Test
  void allRunTheSameTrafficAndTheSameJobs() throws Exception {
    List<Rivals.Row> rows = rows();

    Rivals.Row untouched = rows.getFirst();
    for (Rivals.Row row : rows) {
      // What is still under way at the end has no verdict.
      assertThat((double) row.requests())
          .isBetween(0.9 * untouched.requests(), 1.1 * untouched.requests());
      // This world was never resized: its jobs ran as they began.
      assertThat(row.training()).isEqualTo(untouched.training());
      assertThat(row.usd()).isPositive();
    }
    // It attains each service's objective, which is 99 %.
    assertThat(rows.getLast().attainment()).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void theTableNamesEverybodyAndEndsWithASentence() throws Exception {
    String text = DemoTable.text(rows(), LENGTH.dividedBy(2));

    assertThat(text).contains("rheostat", "hpa", "llmd-slo-keda", "static peak");
    assertThat(text)
        .containsPattern(
            "Rheostat served for \\d+ % (less|more) than hpa, \\d+\\.\\d\\d % of requests")
        .containsPattern("than static peak, .* which is sized with the whole run known")
        .containsPattern("It put \\$\\d+\\.\\d\\d into training");
  }
}
