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

/// Decisions of Pollux on two nodes of four devices.
final class PolluxTest {
  private static final ClusterShape CLUSTER = ClusterShape.parse("2x4:t4");
  private static final Application ONE = TinyJobs.application("one", 1e6, 1);
  private static final Application WIDE = TinyJobs.application("wide", 1e6, 1, 2, 4, 8);
  private static final Application SHORT = TinyJobs.application("short", 900, 1, 2, 3, 4);

  @Test
  void rowsAreInTheOrderOfTheJobsWhateverTheirService() {
    // The first has the most service, so the search sorts it last.
    List<ClusterJob> jobs =
        TinyJobs.after(
            CLUSTER,
            TinyJobs.TRUE,
            List.of(TinyJobs.job("a", WIDE, 1), TinyJobs.job("b", ONE, 1)),
            new int[][] {{4, 0}, {0, 0}});

    assertThat(TinyJobs.widths(new Pollux(1).allocate(CLUSTER, jobs))).containsExactly(7, 1);
  }

  @Test
  void aLoneJobTakesTheWidthOfItsHighestGoodput() {
    Application peaked = TinyJobs.application("peaked", 1e6, 1, 2, 4, 3);
    List<ClusterJob> jobs =
        TinyJobs.after(CLUSTER, TinyJobs.TRUE, List.of(TinyJobs.job("a", peaked, 1)));

    int[][] rows = new Pollux(1).allocate(CLUSTER, jobs);

    assertThat(TinyJobs.widths(rows)).containsExactly(4);
    assertThat(rows[0]).contains(0, 4);
  }

  @Test
  void sameSeedGivesTheSameRunAndEveryJobEnds() {
    List<Submission> jobs =
        List.of(
            TinyJobs.job("a", SHORT, 1),
            TinyJobs.job("b", 70, SHORT, 1),
            TinyJobs.job("c", 400, SHORT, 1));

    JobScore first = ClusterWorld.run(CLUSTER, jobs, TinyJobs.OWN, new Pollux(5));
    JobScore again = ClusterWorld.run(CLUSTER, jobs, TinyJobs.OWN, new Pollux(5));

    assertThat(first).isEqualTo(again);
    // 900 iterations at no more than 4 a second, after a delay and at least a minute.
    assertThat(first.jobs())
        .extracting(JobScore.Finished::seconds)
        .hasSize(3)
        .allSatisfy(seconds -> assertThat(seconds).isBetween(30 + 225.0, 60 + 30 + 900.0 + 300));
  }
}
