package io.rheostat.contest.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.contest.training.TinyJobs;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.JobRules;
import io.rheostat.simulator.jobs.Submission;
import io.rheostat.simulator.jobs.table.Application;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Fitness by hand of two jobs on two nodes of four devices: the fair share is four devices, and a
/// speed-up counts a quarter (nodes over devices).
final class PolluxProblemTest {
  private static final ClusterShape CLUSTER = ClusterShape.parse("2x4:t4");
  private static final Application APPLICATION = TinyJobs.application("app", 1e6, 1, 1.8, 3, 5);
  private static final List<Submission> JOBS =
      List.of(TinyJobs.job("a", APPLICATION, 1), TinyJobs.job("b", APPLICATION, 1));
  private static final double EPSILON = 1e-3;

  @Test
  void fitnessIsThePowerMeanOfSpeedUpsLessTheRestarts() {
    PolluxProblem problem = problem(TinyJobs.TRUE);

    PolluxProblem.Fitness fitness = problem.fitness(new byte[][] {{4, 0}, {0, 2}});

    // Both change at the age of a minute and keep 60 / 90.
    double a = 3 / 3.0 / 4 * 60 / 90;
    double b = 1.8 / 3 / 4 * 60 / 90;
    assertThat(fitness.speed())
        .isCloseTo(2 / (1 / (a + EPSILON) + 1 / (b + EPSILON)), within(1e-12));
    assertThat(fitness.utility()).isCloseTo((1 + 0.6) / 8, within(1e-12));
  }

  @Test
  void aRowThatStaysIsNoRestartAndPastRestartsMakeAnotherDearer() {
    int[][] first = {{1, 0}, {0, 2}};
    int[][] moved = {{0, 1}, {0, 2}};
    PolluxProblem problem = problem(TinyJobs.TRUE, first, moved);

    double stays = problem.fitness(new byte[][] {{0, 1}, {0, 2}}).speed();
    double swaps = problem.fitness(new byte[][] {{1, 0}, {2, 0}}).speed();

    // Three minutes old: (180 − 30) / 210 with a restart, 180 / 210 with none.
    double a = 1 / 3.0 / 4;
    double b = 1.8 / 3 / 4;
    assertThat(stays).isCloseTo(2 / (1 / (a + EPSILON) + 1 / (b + EPSILON)), within(1e-12));
    assertThat(swaps)
        .isCloseTo(
            2 / (1 / (a * 150 / 210 + EPSILON) + 1 / (b * 180 / 210 + EPSILON)), within(1e-12));
  }

  @Test
  void utilityCountsTheDevicesOfNodesInUse() {
    PolluxProblem problem = problem(TinyJobs.TRUE);

    assertThat(problem.fitness(new byte[][] {{1, 0}, {2, 0}}).utility())
        .isCloseTo((1 / 3.0 + 0.6) / 4, within(1e-12));
    assertThat(problem.fitness(new byte[2][2])).isEqualTo(new PolluxProblem.Fitness(EPSILON, 0));
  }

  @Test
  void aJobOfWhichNothingIsKnownScalesPerfectly() {
    PolluxProblem problem = problem(TinyJobs.OWN);

    PolluxProblem.Fitness fitness = problem.fitness(new byte[][] {{1, 0}, {4, 1}});

    double a = 1 / 4.0 / 4 * 60 / 90;
    double b = 5 / 4.0 / 4 * 60 / 90;
    assertThat(fitness.speed())
        .isCloseTo(2 / (1 / (a + EPSILON) + 1 / (b + EPSILON)), within(1e-12));
  }

  @Test
  void theFairShareIsRoundedUp() {
    ClusterShape three = ClusterShape.parse("1x3:t4");
    PolluxProblem problem = new PolluxProblem(three, TinyJobs.after(three, TinyJobs.TRUE, JOBS));

    PolluxProblem.Fitness fitness = problem.fitness(new byte[][] {{2}, {1}});

    // Two devices each of three.
    assertThat(fitness.utility()).isCloseTo((1 + 1 / 1.8) / 3, within(1e-12));
  }

  @Test
  void theMostReplicasAreThoseOfTheJob() {
    assertThat(problem(TinyJobs.TRUE).most(1)).isEqualTo(8);
    assertThat(problem(TinyJobs.OWN).most(1)).isEqualTo(1);
    assertThat(problem(TinyJobs.OWN, new int[][] {{1, 0}, {2, 0}}).most(0)).isEqualTo(2);
    assertThat(problem(TinyJobs.OWN, new int[][] {{1, 0}, {2, 0}}).most(1)).isEqualTo(4);
  }

  private static PolluxProblem problem(JobRules rules, int[][]... decisions) {
    return new PolluxProblem(CLUSTER, TinyJobs.after(CLUSTER, rules, JOBS, decisions));
  }
}
