package io.rheostat.contest.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.training.TinyJobs;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.Submission;
import io.rheostat.simulator.jobs.table.Application;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Repair, mutation and crossover of states of a few jobs, widest at 1, 4, 8 and 32 replicas.
final class PolluxVariationTest {
  private static final int[] MOST = {1, 4, 8, 32};
  private static final ClusterShape CLUSTER = ClusterShape.parse("3x4:t4");

  @Test
  void aFeasibleStateIsLeftAsItIs() {
    byte[][] state = {{1, 0, 0}, {0, 3, 0}, {3, 1, 0}, {0, 0, 4}};

    assertThat(repaired(CLUSTER, state))
        .isDeepEqualTo(new byte[][] {{1, 0, 0}, {0, 3, 0}, {3, 1, 0}, {0, 0, 4}});
  }

  @Test
  void theLaterOfTwoDistributedJobsLeavesTheNode() {
    byte[][] state = {{0, 0, 0}, {1, 1, 0}, {0, 1, 1}, {0, 1, 1}};

    // The third is on one node then and no longer distributed, so the fourth may have it.
    assertThat(repaired(CLUSTER, state))
        .isDeepEqualTo(new byte[][] {{0, 0, 0}, {1, 1, 0}, {0, 0, 1}, {0, 0, 0}});
  }

  @Test
  void jobsOfOneNodeMayShareItWithADistributedOne() {
    byte[][] state = {{0, 1, 0}, {0, 2, 0}, {2, 1, 0}, {1, 0, 0}};

    assertThat(repaired(CLUSTER, state))
        .isDeepEqualTo(new byte[][] {{0, 1, 0}, {0, 2, 0}, {2, 1, 0}, {1, 0, 0}});
  }

  @Test
  void earlierJobsHaveTheDevicesOfANodeFirst() {
    byte[][] state = {{0, 0, 0}, {3, 0, 0}, {4, 0, 0}, {4, 0, 0}};

    assertThat(repaired(CLUSTER, state))
        .isDeepEqualTo(new byte[][] {{0, 0, 0}, {3, 0, 0}, {1, 0, 0}, {0, 0, 0}});
  }

  @Test
  void aJobHasNoMoreReplicasThanItMay() {
    byte[][] state = {{0, 3, 0}, {0, 0, 0}, {4, 4, 4}, {0, 0, 0}};

    byte[][] repaired = repaired(CLUSTER, state);

    assertThat(sum(repaired[0])).isEqualTo(1);
    // Of twelve replicas eight may be, on two nodes; the first job may have one device there.
    assertThat(sum(repaired[2])).isBetween(7, 8);
  }

  @Test
  void aJobIsOnSixteenNodesAtMost() {
    ClusterShape twenty = ClusterShape.parse("20x1:t4");
    byte[][] state = new byte[MOST.length][20];
    Arrays.fill(state[3], (byte) 1);

    assertThat(sum(repaired(twenty, state)[3])).isEqualTo(16);
  }

  @Property(tries = 300)
  void whateverIsRepairedIsFeasibleAndHasNoMoreThanBefore(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[][] state = new byte[MOST.length][3];
    byte[][] before = new byte[MOST.length][];
    for (int j = 0; j < state.length; j++) {
      for (int n = 0; n < 3; n++) {
        state[j][n] = (byte) Math.max(0, random.nextInt(-3, 5));
      }
      before[j] = state[j].clone();
    }

    new PolluxVariation(problem(CLUSTER), random).repair(state);

    int[] used = new int[3];
    int[] distributed = new int[3];
    for (int j = 0; j < state.length; j++) {
      assertThat(sum(state[j])).isLessThanOrEqualTo(MOST[j]);
      boolean isDistributed = nodes(state[j]) > 1;
      for (int n = 0; n < 3; n++) {
        assertThat(state[j][n]).isBetween((byte) 0, before[j][n]);
        used[n] += state[j][n];
        distributed[n] += isDistributed && state[j][n] > 0 ? 1 : 0;
      }
    }
    assertThat(Arrays.stream(used)).allMatch(devices -> devices <= 4);
    assertThat(Arrays.stream(distributed)).allMatch(jobs -> jobs <= 1);
  }

  @Property(tries = 100)
  void childrenSwapTheRowsFromOneCutOn(@ForAll long seed) {
    byte[][] one = {{1, 0, 0}, {1, 0, 0}, {1, 0, 0}, {1, 0, 0}};
    byte[][] other = {{0, 2, 0}, {0, 2, 0}, {0, 2, 0}, {0, 2, 0}};

    byte[][][] children =
        new PolluxVariation(problem(CLUSTER), new SplittableRandom(seed)).cross(one, other);

    int cut = 0;
    while (cut < 4 && children[0][cut][0] == 1) {
      cut++;
    }
    assertThat(cut).isLessThan(4);
    for (int j = 0; j < 4; j++) {
      assertThat(children[0][j]).isEqualTo(j < cut ? one[j] : other[j]);
      assertThat(children[1][j]).isEqualTo(j < cut ? other[j] : one[j]);
    }
  }

  @Property(tries = 300)
  void mutationStaysWithinTheSizeOfANode(@ForAll long seed) {
    byte[][] state = {{1, 0, 0}, {0, 0, 0}, {0, 3, 1}, {2, 0, 0}};

    new PolluxVariation(problem(CLUSTER), new SplittableRandom(seed)).mutate(state);

    for (byte[] row : state) {
      for (byte devices : row) {
        assertThat(devices).isBetween((byte) 0, (byte) 4);
      }
    }
  }

  @Test
  void rowsAreReturnedThinnedAndGrownAsOftenAsInPollux() {
    PolluxProblem problem =
        problem(CLUSTER, new int[][] {{0, 0, 0}, {0, 2, 0}, {0, 0, 0}, {0, 0, 0}});
    PolluxVariation variation = new PolluxVariation(problem, new SplittableRandom(1));
    int returned = 0;
    int grown = 0;
    int thinned = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[][] state = {{0, 0, 0}, {3, 0, 0}, {0, 4, 4}, {0, 0, 0}};
      variation.mutate(state);
      returned += state[1][1] == 2 && state[1][0] < 3 ? 1 : 0;
      grown += state[1][0] == 4 ? 1 : 0;
      thinned += state[2][1] + state[2][2] == 4 ? 1 : 0;
    }

    // A row returns with 0.1. One device is free on node 0, and the only job there grows by 0 or 1.
    assertThat(returned).isBetween(140, 260);
    assertThat(grown).isBetween(780, 1_000);
    // A row is thinned with 0.1, then either of its elements with 0.1.
    assertThat(thinned).isBetween(8, 60);
  }

  private static byte[][] repaired(ClusterShape cluster, byte[][] state) {
    new PolluxVariation(problem(cluster), new SplittableRandom(1)).repair(state);
    return state;
  }

  private static PolluxProblem problem(ClusterShape cluster, int[][]... decisions) {
    List<Submission> jobs = new ArrayList<>();
    for (int most : MOST) {
      double[] goodputs = new double[Integer.numberOfTrailingZeros(most) + 1];
      Arrays.setAll(goodputs, i -> i + 1.0);
      Application application = TinyJobs.application("most-" + most, 1e6, goodputs);
      jobs.add(TinyJobs.job("job-" + most, application, 1));
    }
    return new PolluxProblem(cluster, TinyJobs.after(cluster, TinyJobs.TRUE, jobs, decisions));
  }

  private static int sum(byte[] row) {
    int sum = 0;
    for (byte devices : row) {
      sum += devices;
    }
    return sum;
  }

  private static int nodes(byte[] row) {
    int nodes = 0;
    for (byte devices : row) {
      nodes += devices > 0 ? 1 : 0;
    }
    return nodes;
  }
}
