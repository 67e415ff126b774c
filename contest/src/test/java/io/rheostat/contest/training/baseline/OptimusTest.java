package io.rheostat.contest.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.training.TinyJobs;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.Submission;
import io.rheostat.simulator.jobs.table.Application;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Greedy devices of Optimus for applications with step times chosen by hand. One replica takes two
/// passes a step, for it accumulates once.
final class OptimusTest {
  private static final BatchRange RANGE = new BatchRange(1, 64, 1, 64, true);

  /// Steps of 2, 1.2, 1.1 and 1 s: a device more saves 80, 10 and 10 s of 100 steps.
  private static final Application STEEP = TinyJobs.adaptive("steep", RANGE, 100, 1, 1.2, 1);

  /// Steps of 16, 7, 6 and 5 s: a device more saves 90, 10 and 10 s of 10 steps.
  private static final Application SLOW = TinyJobs.adaptive("slow", RANGE, 10, 8, 7, 5);

  @Test
  void theNextDeviceGoesToTheJobThatSavesMost() {
    assertThat(widths("1x3:t4", job("a", STEEP, 8), job("b", SLOW, 8))).containsExactly(1, 2);
    assertThat(widths("1x4:t4", job("a", STEEP, 8), job("b", SLOW, 8))).containsExactly(2, 2);
  }

  @Test
  void oneReplicaAccumulatesEvenAtTheInitialBatch() {
    BatchRange range = new BatchRange(8, 64, 1, 64, true);

    // Steps of 2 s alone, for two passes, and 1.2 s on two devices.
    assertThat(widths("1x2:t4", job("a", TinyJobs.adaptive("app", range, 100, 1, 1.2), 8)))
        .containsExactly(2);
  }

  @Test
  void timeLeftIsCountedFromTheIterationsLeft() {
    Application longer = TinyJobs.adaptive("longer", RANGE, 120, 1, 1.2, 1);

    // 120 steps save 96 s, more than the 90 of the other.
    assertThat(widths("1x3:t4", job("a", longer, 8), job("b", SLOW, 8))).containsExactly(2, 1);
  }

  @Test
  void devicesThatSaveNothingStayIdle() {
    assertThat(widths("3x4:t4", job("a", STEEP, 8), job("b", SLOW, 8))).containsExactly(4, 4);
  }

  @Test
  void noReplicaHasLessThanTheSmallestLocalBatch() {
    assertThat(widths("1x4:t4", job("a", STEEP, 3), job("b", SLOW, 1))).containsExactly(3, 1);
  }

  @Test
  void laterJobsWaitWhereThereAreMoreJobsThanDevices() {
    assertThat(widths("1x2:t4", job("a", STEEP, 8), job("b", STEEP, 8), job("c", SLOW, 8)))
        .containsExactly(1, 1, 0);
  }

  @Test
  void widthsThatStayKeepTheirNodesAndOthersArePlacedSmallestFirst() {
    ClusterShape cluster = ClusterShape.parse("2x4:t4");
    Application still = TinyJobs.adaptive("still", RANGE, 1e6, 1, 1.2, 1);
    List<ClusterJob> jobs =
        TinyJobs.after(
            cluster,
            TinyJobs.STATIC,
            List.of(job("a", still, 3), job("b", still, 1), job("c", still, 2)),
            new int[][] {{2, 0}, {0, 1}, {0, 0}});

    // 3 + 1 + 2 devices: the second stays on node 1, the third takes node 0 with most free, and
    // the first, the widest, finds 2 + 3 free.
    assertThat(new Optimus().allocate(cluster, jobs))
        .isDeepEqualTo(new int[][] {{0, 3}, {0, 1}, {2, 0}});
  }

  private static Submission job(String name, Application application, double batch) {
    return new Submission(name, 0, application, 1, batch);
  }

  private static List<Integer> widths(String cluster, Submission... jobs) {
    ClusterShape shape = ClusterShape.parse(cluster);
    List<ClusterJob> seen = TinyJobs.after(shape, TinyJobs.STATIC, List.of(jobs));
    return TinyJobs.widths(new Optimus().allocate(shape, seen));
  }
}
