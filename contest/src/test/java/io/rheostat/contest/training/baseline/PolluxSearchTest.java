package io.rheostat.contest.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.contest.training.TinyJobs;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.Submission;
import io.rheostat.simulator.jobs.table.Application;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Genetic search on two nodes of four devices, beside the best of all 625 states of two jobs. The
/// jobs' current rows are empty, so each state has the same restarts.
final class PolluxSearchTest {
  private static final ClusterShape CLUSTER = ClusterShape.parse("2x4:t4");
  private static final double[][] GOODPUTS = {{1, 1.9, 3.6, 6.5}, {1, 1.3, 1.5, 1.6}};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theBestStateOfATinyClusterIsFound(long seed) {
    byte[][] found = search(seed).getFirst();

    assertThat(isFeasible(found)).isTrue();
    assertThat(fitness(found)).isCloseTo(bestOfAll(), within(1e-12));
  }

  @Test
  void theSameSeedGivesTheSameStates() {
    assertThat(search(7).toArray(byte[][][]::new))
        .isDeepEqualTo(search(7).toArray(byte[][][]::new));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void noStateOfTheResultDominatesAnother(long seed) {
    List<byte[][]> found = search(seed);

    for (int i = 1; i < found.size(); i++) {
      assertThat(isFeasible(found.get(i))).isTrue();
      assertThat(fitness(found.get(i))).isLessThanOrEqualTo(fitness(found.get(i - 1)));
      assertThat(utility(found.get(i))).isGreaterThanOrEqualTo(utility(found.get(i - 1)));
    }
  }

  @Test
  void aStateThatIsNotFeasibleIsRepairedFirst() {
    List<byte[][]> initial = new ArrayList<>();
    initial.add(new byte[][] {{4, 4}, {4, 4}});

    List<byte[][]> found = new PolluxSearch(problem(), new SplittableRandom(1)).search(initial);

    assertThat(found).allMatch(PolluxSearchTest::isFeasible);
    assertThat(fitness(found.getFirst())).isCloseTo(bestOfAll(), within(1e-12));
  }

  private static List<byte[][]> search(long seed) {
    List<byte[][]> initial = new ArrayList<>();
    initial.add(new byte[2][2]);
    return new PolluxSearch(problem(), new SplittableRandom(seed)).search(initial);
  }

  private static PolluxProblem problem() {
    List<Submission> jobs = new ArrayList<>();
    for (int j = 0; j < GOODPUTS.length; j++) {
      Application application = TinyJobs.application("app-" + j, 1e6, GOODPUTS[j]);
      jobs.add(TinyJobs.job("job-" + j, application, 1));
    }
    return new PolluxProblem(CLUSTER, TinyJobs.after(CLUSTER, TinyJobs.TRUE, jobs));
  }

  private static double bestOfAll() {
    double best = 0;
    for (int code = 0; code < 625; code++) {
      byte[][] state = {
        {(byte) (code % 5), (byte) (code / 5 % 5)}, {(byte) (code / 25 % 5), (byte) (code / 125)}
      };
      best = isFeasible(state) ? Math.max(best, fitness(state)) : best;
    }
    return best;
  }

  private static boolean isFeasible(byte[][] state) {
    boolean isFirstSpread = state[0][0] > 0 && state[0][1] > 0;
    boolean isSecondSpread = state[1][0] > 0 && state[1][1] > 0;
    return state[0][0] + state[1][0] <= 4
        && state[0][1] + state[1][1] <= 4
        && !(isFirstSpread && isSecondSpread);
  }

  private static double fitness(byte[][] state) {
    double sum = 0;
    for (int j = 0; j < 2; j++) {
      sum += 1 / (speedup(j, state[j][0] + state[j][1]) / 4 * 60 / 90 + 1e-3);
    }
    return 2 / sum;
  }

  private static double utility(byte[][] state) {
    int active = 0;
    for (int n = 0; n < 2; n++) {
      active += state[0][n] + state[1][n] > 0 ? 4 : 0;
    }
    double speed = speedup(0, state[0][0] + state[0][1]) + speedup(1, state[1][0] + state[1][1]);
    return active == 0 ? 0 : speed / active;
  }

  /// Returns the goodput over that of four devices. Between the given widths the step time is
  /// linear on one node; on two there is one given width, eight.
  private static double speedup(int job, int width) {
    double[] goodputs = GOODPUTS[job];
    double goodput =
        switch (width) {
          case 0 -> 0;
          case 1 -> goodputs[0];
          case 2 -> goodputs[1];
          case 3 -> 3 / ((2 / goodputs[1] + 4 / goodputs[2]) / 2);
          case 4 -> goodputs[2];
          default -> width * goodputs[3] / 8;
        };
    return goodput / goodputs[2];
  }
}
