package io.rheostat.contest.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.training.TinyJobs;
import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.ClusterWorld;
import io.rheostat.simulator.jobs.JobScore;
import io.rheostat.simulator.jobs.Submission;
import io.rheostat.simulator.jobs.table.Application;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Two queues of Tiresias on clusters of a few devices. A job of four devices leaves the first
/// queue after 57,600 / 4 = 14,400 s.
final class TiresiasTest {
  private static final ClusterShape FOUR = ClusterShape.parse("1x4:t4");

  /// Takes 20,000 s on four devices.
  private static final Application LONG = TinyJobs.application("long", 80_000, 1, 2, 4);

  private static final List<Submission> TWO_WIDE =
      List.of(TinyJobs.job("a", LONG, 4), TinyJobs.job("b", LONG, 4));

  @Test
  void whatFitsInTheDevicesLeftRunsInTheOrderOfSubmission() {
    List<ClusterJob> jobs =
        TinyJobs.after(
            FOUR,
            TinyJobs.STATIC,
            List.of(
                TinyJobs.job("three", LONG, 3),
                TinyJobs.job("two", LONG, 2),
                TinyJobs.job("one", LONG, 1)));

    assertThat(new Tiresias().allocate(FOUR, jobs)).isDeepEqualTo(new int[][] {{3}, {0}, {1}});
  }

  @Test
  void aRunningJobIsPreemptedByEarlierOnesOfItsQueue() {
    List<ClusterJob> jobs = TinyJobs.after(FOUR, TinyJobs.STATIC, TWO_WIDE, new int[][] {{0}, {4}});

    assertThat(new Tiresias().allocate(FOUR, jobs)).isDeepEqualTo(new int[][] {{4}, {0}});
  }

  @Test
  void runningJobsKeepTheirNodesAndOthersTakeTheOneWithMostFree() {
    ClusterShape cluster = ClusterShape.parse("3x2:t4");
    List<ClusterJob> jobs =
        TinyJobs.after(
            cluster,
            TinyJobs.STATIC,
            List.of(
                TinyJobs.job("new", LONG, 1),
                TinyJobs.job("spread", LONG, 2),
                TinyJobs.job("last", LONG, 2)),
            new int[][] {{0, 0, 0}, {1, 1, 0}, {0, 0, 0}});

    assertThat(new Tiresias().allocate(cluster, jobs))
        .isDeepEqualTo(new int[][] {{0, 0, 1}, {1, 1, 0}, {1, 1, 0}});
  }

  @Test
  void aJobLeavesTheFirstQueueForEverAtSixteenDeviceHours() {
    List<TinyJobs.Decision> decisions =
        TinyJobs.decisions(FOUR, TinyJobs.STATIC, TWO_WIDE, new Tiresias(), 40_000);

    assertThat(decisions)
        .allSatisfy(
            decision -> {
              double at = decision.seconds();
              // The second leaves it 14,400 s later, behind the first. That one ends at 34,520.
              boolean first = at < 60 + 14_400 || at >= 60 + 28_800;
              boolean alone = at >= 34_560;
              assertThat(decision.rows().getOrDefault("b", List.of()))
                  .as("second job at %s s", at)
                  .containsExactly(first && !alone ? 0 : 4);
            });
  }

  @Test
  void completionsFollowFromTheQueues() {
    JobScore score = ClusterWorld.run(FOUR, TWO_WIDE, TinyJobs.STATIC, new Tiresias());

    // 20,000 s of work and two delays each; the second starts anew in the minute after.
    assertThat(score.jobs())
        .extracting(JobScore.Finished::completedAt)
        .containsExactly(60 + 28_800 + 30 + 20_000 - 14_370.0, 34_560 + 30 + 20_000 - 14_370.0);
    assertThat(score.jobs()).extracting(JobScore.Finished::restarts).containsExactly(1, 1);
  }

  @Test
  void newJobsGoBeforeThoseOfTheSecondQueue() {
    Submission late = TinyJobs.job("late", 20_000, LONG, 4);
    List<Submission> jobs = List.of(TinyJobs.job("a", LONG, 4), late);

    List<TinyJobs.Decision> decisions =
        TinyJobs.decisions(FOUR, TinyJobs.STATIC, jobs, new Tiresias(), 20_040);

    assertThat(decisions.getLast().rows().keySet()).containsExactly("a", "late");
    assertThat(decisions.getLast().rows().values()).containsExactly(List.of(0), List.of(4));
  }
}
