package io.rheostat.contest.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.training.TinyJobs;
import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.ClusterWorld;
import io.rheostat.simulator.jobs.JobScore;
import io.rheostat.simulator.jobs.table.Application;
import java.util.List;
import org.junit.jupiter.api.Test;

/// First in, first out on two nodes of two devices.
final class FirstInFirstOutTest {
  private static final ClusterShape CLUSTER = ClusterShape.parse("2x2:t4");
  private static final Application LONG = TinyJobs.application("long", 1e6, 1, 2, 4, 8);

  @Test
  void aJobThatDoesNotFitHoldsUpThoseAfterIt() {
    List<ClusterJob> jobs = threeTwoAndOne();

    assertThat(new FirstInFirstOut(false).allocate(CLUSTER, jobs))
        .isDeepEqualTo(new int[][] {{2, 1}, {0, 0}, {0, 0}});
  }

  @Test
  void backfillLetsALaterJobPassIt() {
    List<ClusterJob> jobs = threeTwoAndOne();

    assertThat(new FirstInFirstOut(true).allocate(CLUSTER, jobs))
        .isDeepEqualTo(new int[][] {{2, 1}, {0, 0}, {0, 1}});
  }

  @Test
  void runningJobsKeepTheirNodesWhileAnEarlierOneWaits() {
    List<ClusterJob> jobs =
        TinyJobs.after(
            CLUSTER,
            TinyJobs.STATIC,
            List.of(
                TinyJobs.job("wide", LONG, 4),
                TinyJobs.job("running", LONG, 1),
                TinyJobs.job("narrow", LONG, 1)),
            new int[][] {{0, 0}, {0, 1}, {0, 0}});

    assertThat(new FirstInFirstOut(false).allocate(CLUSTER, jobs))
        .isDeepEqualTo(new int[][] {{0, 0}, {0, 1}, {0, 0}});
    assertThat(new FirstInFirstOut(true).allocate(CLUSTER, jobs))
        .isDeepEqualTo(new int[][] {{0, 0}, {0, 1}, {1, 0}});
  }

  @Test
  void jobsOfTheWholeClusterRunOneAfterTheOther() {
    Application short100 = TinyJobs.application("short", 400, 1, 2, 4);

    JobScore score =
        ClusterWorld.run(
            CLUSTER,
            List.of(TinyJobs.job("a", short100, 4), TinyJobs.job("b", short100, 4)),
            TinyJobs.STATIC,
            new FirstInFirstOut(false));

    // Each holds the devices for 30 s + 400 / 4 s, from a full minute on.
    assertThat(score.jobs())
        .extracting(JobScore.Finished::completedAt)
        .containsExactly(60 + 130.0, 240 + 130.0);
    assertThat(score.restartsPerJob()).isZero();
  }

  private static List<ClusterJob> threeTwoAndOne() {
    return TinyJobs.after(
        CLUSTER,
        TinyJobs.STATIC,
        List.of(
            TinyJobs.job("three", LONG, 3),
            TinyJobs.job("two", LONG, 2),
            TinyJobs.job("one", LONG, 1)));
  }
}
