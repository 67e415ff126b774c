package io.rheostat.contest.training.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.training.TinyJobs;
import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.JobScheduler;
import io.rheostat.simulator.jobs.Submission;
import io.rheostat.simulator.jobs.table.Application;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Placement of widths on nodes of four devices, from the rows that jobs have.
final class PackedPlacementTest {
  private static final Application ENDLESS = TinyJobs.application("endless", 2e6, 1, 1, 1, 1, 1);

  @Test
  void widthsThatStayKeepTheirNodesEvenScatteredOnes() {
    int[][] rows = {{1, 1, 0}, {0, 0, 4}, {0, 0, 0}};

    assertThat(placed("3x4:t4", rows, 2, 4, 2))
        .isDeepEqualTo(new int[][] {{1, 1, 0}, {0, 0, 4}, {2, 0, 0}});
  }

  @Test
  void wideJobsHaveWholeNodes() {
    assertThat(placed("3x4:t4", new int[2][3], 2, 8))
        .isDeepEqualTo(new int[][] {{0, 0, 2}, {4, 4, 0}});
  }

  @Test
  void narrowJobsTakeTheFullestNodeThatSuffices() {
    int[][] rows = {{3, 0, 0}, {0, 2, 0}, {0, 0, 0}, {0, 0, 0}};

    assertThat(placed("3x4:t4", rows, 3, 2, 1, 2))
        .isDeepEqualTo(new int[][] {{3, 0, 0}, {0, 2, 0}, {1, 0, 0}, {0, 2, 0}});
  }

  @Test
  void jobsOfNoDevicesLeaveTheirNodes() {
    assertThat(placed("1x4:t4", new int[][] {{4}, {0}}, 0, 4))
        .isDeepEqualTo(new int[][] {{0}, {4}});
  }

  @Test
  void theNodeWithTheFewestJobsToMoveIsCleared() {
    // Two jobs on node 0, one on node 1: that one moves to the node which is fuller after.
    int[][] rows = {{1, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, 0, 2}, {0, 0, 0}};

    assertThat(placed("3x4:t4", rows, 1, 1, 1, 1, 2, 4))
        .isDeepEqualTo(
            new int[][] {{1, 0, 0}, {1, 0, 0}, {0, 0, 1}, {0, 0, 1}, {0, 0, 2}, {0, 4, 0}});
  }

  @Test
  void scatteredDevicesAreGatheredByOneMove() {
    int[][] rows = {{2, 0}, {1, 0}, {0, 2}, {0, 1}, {0, 0}};

    int[][] placed = placed("2x4:t4", rows, 2, 1, 2, 1, 2);

    assertThat(TinyJobs.widths(placed)).containsExactly(2, 1, 2, 1, 2);
    assertThat(moved(rows, placed)).isEqualTo(1);
    assertThat(Arrays.stream(placed[4]).max()).hasValue(2);
  }

  @Test
  void eachTypeHasItsNodesAndItsNodeSize() {
    ClusterShape mixed = ClusterShape.parse("2x4:t4,1x8:fast");
    List<Submission> jobs = jobs(3);
    List<ClusterJob> seen = TinyJobs.after(mixed, TinyJobs.TRUE, jobs, new int[3][3]);

    int[][] placed =
        PackedPlacement.of(
            mixed, seen, List.of(new Width("t4", 8), Width.NONE, new Width("fast", 8)));

    assertThat(placed).isDeepEqualTo(new int[][] {{4, 4, 0}, {0, 0, 0}, {0, 0, 8}});
  }

  @Test
  void aJobOfTheSameWidthOnAnotherTypeMoves() {
    ClusterShape mixed = ClusterShape.parse("1x4:t4,1x4:fast");
    List<ClusterJob> seen = TinyJobs.after(mixed, TinyJobs.TRUE, jobs(1), new int[][] {{2, 0}});

    assertThat(PackedPlacement.of(mixed, seen, List.of(new Width("fast", 2))))
        .isDeepEqualTo(new int[][] {{0, 2}});
  }

  @Test
  void aWidthThatDoesNotFitWaits() {
    // Three devices of a node of four are of a job of the same size, which does not make room.
    int[][] rows = {{3}, {0}};

    assertThat(placed("1x4:t4", rows, 3, 2)).isDeepEqualTo(new int[][] {{3}, {0}});
  }

  @Property(tries = 60)
  void anyWidthsWithinTheDevicesArePlacedWholeWhateverRanBefore(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ClusterShape cluster = ClusterShape.parse("4x4:t4");
    int jobs = 10;
    List<int[]> asked = new ArrayList<>();
    JobScheduler scheduler =
        (_, now) -> {
          int[] widths = widths(random, jobs, cluster.devices(), cluster.widths("t4"));
          asked.add(widths);
          return PackedPlacement.of(
              cluster, now, Arrays.stream(widths).mapToObj(k -> new Width("t4", k)).toList());
        };

    List<TinyJobs.Decision> decisions =
        TinyJobs.decisions(cluster, TinyJobs.TRUE, jobs(jobs), scheduler, 20 * 60);

    assertThat(decisions).hasSize(20);
    for (int d = 0; d < decisions.size(); d++) {
      List<List<Integer>> rows = List.copyOf(decisions.get(d).rows().values());
      for (int j = 0; j < jobs; j++) {
        int width = asked.get(d)[j];
        assertThat(rows.get(j).stream().mapToInt(k -> k).sum()).isEqualTo(width);
        // On as few nodes as possible, whole ones for a wide job.
        assertThat(rows.get(j).stream().filter(k -> k > 0)).hasSize((width + 3) / 4);
      }
    }
  }

  @Property(tries = 200)
  void aNewJobMovesNoMoreJobsThanNeeded(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] possible = {1, 1, 2, 2, 4};
    int[][] before = new int[7][3];
    int[] widths = new int[before.length];
    int[] free = {4, 4, 4};
    for (int j = 0; j < before.length - 1; j++) {
      int width = possible[random.nextInt(possible.length)];
      int node = random.nextInt(free.length);
      widths[j] = width <= free[node] ? width : 0;
      before[j][node] = widths[j];
      free[node] -= widths[j];
    }
    int left = Arrays.stream(free).sum();
    widths[before.length - 1] = left >= 4 && random.nextInt(2) == 0 ? 4 : Math.min(2, left);

    int[][] placed = placed("3x4:t4", before, widths);

    assertThat(TinyJobs.widths(placed))
        .containsExactly(Arrays.stream(widths).boxed().toArray(Integer[]::new));
    assertThat(moved(before, placed))
        .isEqualTo(fewestMoves(before, widths, 0, new int[] {4, 4, 4}));
  }

  /// Returns the fewest moves of all ways to place the jobs from one on.
  private static int fewestMoves(int[][] before, int[] widths, int job, int[] free) {
    if (job == widths.length) {
      return 0;
    }
    if (widths[job] == 0) {
      return fewestMoves(before, widths, job + 1, free);
    }
    int fewest = widths.length;
    boolean ran = Arrays.stream(before[job]).sum() > 0;
    for (int n = 0; n < free.length; n++) {
      if (free[n] >= widths[job]) {
        free[n] -= widths[job];
        int here = ran && before[job][n] == 0 ? 1 : 0;
        fewest = Math.min(fewest, here + fewestMoves(before, widths, job + 1, free));
        free[n] += widths[job];
      }
    }
    return fewest;
  }

  @Property(tries = 60)
  void jobsMoveOnlyWhereOthersNeedRoom(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ClusterShape cluster = ClusterShape.parse("4x4:t4");
    int jobs = 8;
    List<int[]> asked = new ArrayList<>();
    JobScheduler scheduler =
        (_, now) -> {
          // The first half stays as it was, in half of the devices; the second comes and goes.
          int[] widths = asked.isEmpty() ? new int[jobs] : Arrays.copyOf(asked.getLast(), jobs);
          int[] others = widths(random, jobs / 2, 8, List.of(1, 2));
          System.arraycopy(others, 0, widths, asked.isEmpty() ? 0 : jobs / 2, jobs / 2);
          asked.add(widths);
          return PackedPlacement.of(
              cluster, now, Arrays.stream(widths).mapToObj(k -> new Width("t4", k)).toList());
        };

    List<TinyJobs.Decision> decisions =
        TinyJobs.decisions(cluster, TinyJobs.TRUE, jobs(jobs), scheduler, 20 * 60);

    // Beside a job of the second half at most three others of it run, on two nodes of four devices
    // and more: one of these always has two free, so nobody needs to move.
    for (TinyJobs.Decision decision : decisions) {
      for (int j = 0; j < jobs / 2; j++) {
        assertThat(decision.rows()).containsEntry("job-" + j, rowsOf(decisions.getFirst(), j));
      }
    }
  }

  private static List<Integer> rowsOf(TinyJobs.Decision decision, int job) {
    return decision.rows().getOrDefault("job-" + job, List.of());
  }

  /// Returns random widths, 0 for about a third of the jobs, within some devices.
  private static int[] widths(
      SplittableRandom random, int jobs, int devices, List<Integer> possible) {
    int[] widths = new int[jobs];
    int left = devices;
    for (int j = 0; j < jobs; j++) {
      int width = possible.get(random.nextInt(possible.size()));
      boolean fits = width <= left && random.nextInt(3) > 0;
      widths[j] = fits ? width : 0;
      left -= widths[j];
    }
    return widths;
  }

  private static List<Submission> jobs(int count) {
    return IntStream.range(0, count).mapToObj(j -> TinyJobs.job("job-" + j, ENDLESS, 1)).toList();
  }

  private static int[][] placed(String cluster, int[][] rows, int... widths) {
    ClusterShape shape = ClusterShape.parse(cluster);
    List<ClusterJob> seen = TinyJobs.after(shape, TinyJobs.TRUE, jobs(rows.length), rows);
    return PackedPlacement.of(
        shape, seen, Arrays.stream(widths).mapToObj(k -> new Width("t4", k)).toList());
  }

  private static int moved(int[][] before, int[][] after) {
    int moved = 0;
    for (int j = 0; j < before.length; j++) {
      boolean ran = Arrays.stream(before[j]).sum() > 0;
      moved += ran && !Arrays.equals(before[j], after[j]) ? 1 : 0;
    }
    return moved;
  }
}
