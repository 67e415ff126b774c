package io.rheostat.contest.bound;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.trial.Contest;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.TrialResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClairvoyantTest {
  private static final PolicyTrial TRIAL =
      BoundTrials.small(15, 6, 1)
          .of(
              BoundTrials.requests(4, 600, 800, at -> at % 300 < 150 ? 0.5 : 2.5),
              Duration.ofMinutes(1),
              Duration.ofMinutes(9));

  @Test
  void theGridHasFortySchedulesThatDiffer() {
    List<Clairvoyant> grid = Clairvoyant.grid(TRIAL);

    assertThat(grid).hasSize(40);
    assertThat(grid.stream().map(Clairvoyant::name).distinct()).hasSize(40);
  }

  @Test
  void theBestReachesTheAttainmentAtLessThanTheWholeFleetAndMoreThanTheBound() {
    TrialResult best = Clairvoyant.best(TRIAL, 0.95, 2).orElseThrow();

    double fleet = 6 * 540 / 1_000.0;
    assertThat(best.sloAttainment()).isGreaterThanOrEqualTo(0.95);
    assertThat(best.costUsd())
        .isLessThan(0.8 * fleet)
        .isGreaterThan(CostLowerBound.of(TRIAL).usdAt(best.sloAttainment()));
  }

  @Test
  void trimmingMakesItCheaperAndKeepsTheAttainment() {
    TrialResult plain = Clairvoyant.best(TRIAL, 0.9, 2).orElseThrow();
    TrialResult trimmed = Clairvoyant.best(TRIAL, 0.9, 2, 60).orElseThrow();

    assertThat(trimmed.costUsd()).isLessThan(plain.costUsd());
    assertThat(trimmed.sloAttainment()).isGreaterThanOrEqualTo(0.9);
    assertThat(Clairvoyant.best(TRIAL, 0.9, 2, 60)).contains(trimmed);
  }

  @Test
  void thereIsNoBestWhereNoneReachesTheAttainment() {
    PolicyTrial hopeless =
        BoundTrials.small(15, 1, 1)
            .of(BoundTrials.requests(4, 60, 800, _ -> 5), Duration.ZERO, Duration.ofMinutes(1));

    assertThat(Clairvoyant.best(hopeless, 0.99, 1)).isEmpty();
  }

  @Test
  void layersAreLaunchedBeforeTheyAreNeededAndKeptThroughShortGaps() {
    ForeseenDemand foreseen = new ForeseenDemand(TRIAL);
    ForeseenDemand.Plan plan = new ForeseenDemand.Plan(Duration.ofSeconds(30), 0.8, Duration.ZERO);
    ForeseenDemand.Plan early =
        new ForeseenDemand.Plan(Duration.ofSeconds(30), 0.8, Duration.ofSeconds(15));

    Schedule schedule = foreseen.schedule(plan);
    Schedule ahead = foreseen.schedule(early);

    for (int slot = 0; slot + 3 < 120; slot++) {
      assertThat(ahead.at(slot)).isGreaterThanOrEqualTo(schedule.at(slot));
      assertThat(ahead.at(slot)).isGreaterThanOrEqualTo(schedule.at(slot + 3));
    }
  }

  @Test
  void theSameSeedGivesTheSameResult() {
    Clairvoyant clairvoyant = Clairvoyant.grid(TRIAL).get(17);

    assertThat(Contest.run(TRIAL, clairvoyant, 1)).isEqualTo(Contest.run(TRIAL, clairvoyant, 1));
  }
}
