package io.rheostat.contest.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.training.TinyJobs;
import io.rheostat.contest.training.TinyJobs.Decision;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.ClusterWorld;
import io.rheostat.simulator.jobs.JobScore;
import io.rheostat.simulator.jobs.Submission;
import io.rheostat.simulator.jobs.table.Application;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Rounds of Gavel on one or two devices.
final class GavelTest {
  private static final ClusterShape ONE = ClusterShape.parse("1x1:t4");
  private static final Application LONG = TinyJobs.application("long", 1e6, 1, 2, 4);
  private static final Submission A = TinyJobs.job("a", LONG, 1);
  private static final Submission B = TinyJobs.job("b", LONG, 1);

  @Test
  void equalJobsTakeTurnsInRoundsOfSixMinutes() {
    List<Decision> decisions = maxMin(ONE, List.of(A, B), 60 + 18 * 60 - 1);

    assertThat(decisions).hasSize(18);
    for (int d = 0; d < 18; d++) {
      boolean isFirst = d / 6 % 2 == 0;
      assertThat(decisions.get(d).rows())
          .as("decision %d", d)
          .isEqualTo(rows(List.of(isFirst ? 1 : 0), List.of(isFirst ? 0 : 1)));
    }
  }

  @Test
  void aJobThatArrivesWithinARoundWaitsForTheNext() {
    Submission late = TinyJobs.job("b", 130, LONG, 1);
    ClusterShape two = ClusterShape.parse("1x2:t4");

    List<Decision> decisions = maxMin(two, List.of(A, late), 60 + 360);

    assertThat(decisions).hasSize(7);
    assertThat(decisions.get(2).rows()).isEqualTo(rows(List.of(1), List.of(0)));
    assertThat(decisions.get(5).rows()).isEqualTo(rows(List.of(1), List.of(0)));
    assertThat(decisions.get(6).rows()).isEqualTo(rows(List.of(1), List.of(1)));
  }

  @Test
  void aJobThatGoesOnKeepsItsDevices() {
    Application hour = TinyJobs.application("hour", 3600, 1);

    JobScore score =
        ClusterWorld.run(
            ONE,
            List.of(TinyJobs.job("a", hour, 1)),
            TinyJobs.STATIC,
            new Gavel(Gavel.Objective.MAX_MIN));

    assertThat(score.jobs().getFirst().completedAt()).isEqualTo(60 + 30 + 3600.0);
    assertThat(score.restartsPerJob()).isZero();
  }

  @Test
  void timeOwedWhenSharesChangeDecidesBetweenEqualPriorities() {
    // The second is owed 180 of the first 360 s when the third comes, the first got 180 too many.
    Submission third = TinyJobs.job("c", 200, LONG, 1);

    List<Decision> decisions = maxMin(ONE, List.of(A, B, third), 60 + 360);

    assertThat(decisions.getFirst().rows()).isEqualTo(rows(List.of(1), List.of(0)));
    assertThat(decisions.getLast().rows()).containsEntry("b", List.of(1));
  }

  @Test
  void prioritiesAreSharesOverTimeReceived() {
    // Two devices each of three: the largest sum of steps is at shares of 1/2 and 1.
    ClusterShape three = ClusterShape.parse("1x3:t4");
    Application fast = TinyJobs.application("fast", 1e6, 5, 10, 20);
    List<Submission> jobs = List.of(TinyJobs.job("a", LONG, 2), TinyJobs.job("b", fast, 2));

    List<Integer> served = new ArrayList<>();
    List<Decision> decisions =
        TinyJobs.decisions(
            three, TinyJobs.STATIC, jobs, new Gavel(Gavel.Objective.MAX_SUM), 60 + 5 * 360);
    for (int d = 0; d < decisions.size(); d += 6) {
      served.add(decisions.get(d).rows().getOrDefault("b", List.of()).getFirst());
    }

    // One at a time: b by its larger share; a for it got nothing; b at 1 / (1/2) over 0.5 / (1/2);
    // b at 1 / (2/3), equal to 0.5 / (1/3), by its larger share; a at 0.5 / (1/4) over 1 / (3/4).
    assertThat(served).containsExactly(2, 0, 2, 2, 0, 2);
  }

  @Test
  void eachJobIsOnTheTypeOfItsShare() {
    ClusterShape mixed = ClusterShape.parse("1x1:t4,1x1:fast");
    Application much = TinyJobs.application("much", Map.of("fast", 4.0), 1e6, 1);
    Application little = TinyJobs.application("little", Map.of("fast", 1.1), 1e6, 1);
    List<Submission> jobs = List.of(TinyJobs.job("a", little, 1), TinyJobs.job("b", much, 1));

    List<Decision> decisions =
        TinyJobs.decisions(
            mixed, TinyJobs.STATIC, jobs, new Gavel(Gavel.Objective.MAX_SUM), 60 + 720);

    assertThat(decisions)
        .extracting(Decision::rows)
        .containsOnly(rows(List.of(1, 0), List.of(0, 1)));
  }

  private static List<Decision> maxMin(ClusterShape cluster, List<Submission> jobs, double until) {
    return TinyJobs.decisions(
        cluster, TinyJobs.STATIC, jobs, new Gavel(Gavel.Objective.MAX_MIN), until);
  }

  private static Map<String, List<Integer>> rows(List<Integer> a, List<Integer> b) {
    return Map.of("a", a, "b", b);
  }
}
