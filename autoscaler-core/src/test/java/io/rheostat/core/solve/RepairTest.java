package io.rheostat.core.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Exchanges that bring a choice within its limits, and those that use what is left.
class RepairTest {
  private static Candidate one(double score, int devices) {
    return SmallPool.candidate("o" + devices, score, devices, devices);
  }

  private static BestChoice offered(
      List<List<Candidate>> candidates, int devices, double budget, int... choice) {
    PoolProblem problem = PoolProblem.of(candidates, new int[] {devices}, budget);
    BestChoice best = new BestChoice(choice.length);
    double[] used = new double[2];
    for (int i = 0; i < choice.length; i++) {
      if (!candidates.get(i).isEmpty()) {
        Candidate chosen = candidates.get(i).get(choice[i]);
        used[0] += problem.use(chosen, 0);
        used[1] += problem.use(chosen, 1);
      }
    }
    new Repair(problem, best).offer(choice.clone(), used);
    return best;
  }

  private static List<Integer> places(BestChoice best, int count) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      places.add(best.of(i));
    }
    return places;
  }

  @Test
  void aChoiceWithinTheLimitsStays() {
    List<Candidate> options = List.of(one(0, 0), one(10, 2));

    BestChoice best = offered(List.of(options, options), 4, 100, 1, 1);

    assertThat(places(best, 2)).containsExactly(1, 1);
    assertThat(best.total()).isEqualTo(20);
  }

  @Test
  void theExchangeWithTheLeastLossBringsItWithin() {
    // One of four devices is too many: 2 are lost by giving back one of the second workload, 6 by
    // giving back one of the first.
    List<Candidate> dear = List.of(one(10, 2), one(4, 1));
    List<Candidate> cheap = List.of(one(10, 2), one(8, 1));

    BestChoice best = offered(List.of(dear, cheap), 3, 100, 0, 0);

    assertThat(places(best, 2)).containsExactly(0, 1);
    assertThat(best.total()).isEqualTo(18);
  }

  @Test
  void aLossCountsForEachUnitOfExcessRemoved() {
    // Three too many: 6 for two of them are dearer than 7 for all three.
    List<Candidate> two = List.of(one(10, 4), one(4, 2));
    List<Candidate> three = List.of(one(10, 4), one(3, 1));

    BestChoice best = offered(List.of(two, three), 5, 100, 0, 0);

    assertThat(places(best, 2)).containsExactly(0, 1);
  }

  @Test
  void severalExchangesFollowEachOther() {
    List<Candidate> options = List.of(one(10, 2), one(8, 1), one(0, 0));

    BestChoice best = offered(List.of(options, options, options), 3, 100, 0, 0, 0);

    assertThat(places(best, 3)).containsExactly(1, 1, 1);
    assertThat(best.total()).isEqualTo(24);
  }

  @Test
  void whatIsLeftIsUsed() {
    List<Candidate> options = List.of(one(8, 1), one(10, 2), one(15, 4));

    assertThat(offered(List.of(options, options), 4, 100, 0, 0).total()).isEqualTo(20);
    assertThat(offered(List.of(options, options), 6, 100, 0, 0).total()).isEqualTo(25);
    assertThat(offered(List.of(options, options), 9, 100, 0, 0).total()).isEqualTo(30);
  }

  @Test
  void nothingWorseIsTakenWhileFilling() {
    List<Candidate> options = List.of(one(8, 2), one(3, 1), one(8, 1));

    assertThat(places(offered(List.of(options), 2, 100, 0), 1)).containsExactly(0);
  }

  @Test
  void aBudgetIsALimitLikeDevices() {
    List<Candidate> options = List.of(one(10, 2), one(8, 1));

    // Every device costs a dollar: 3 dollars allow three.
    BestChoice best = offered(List.of(options, options), 100, 3, 0, 0);

    assertThat(best.total()).isEqualTo(18);
  }

  @Test
  void withoutAnyWayNothingIsOffered() {
    List<Candidate> options = List.of(one(10, 3), one(8, 2));

    assertThat(offered(List.of(options), 1, 100, 0).isFound()).isFalse();
  }

  @Test
  void workloadsWithoutCandidatesArePassedOver() {
    List<Candidate> options = List.of(one(10, 3), one(8, 2));

    BestChoice best = offered(List.of(List.of(), options), 2, 100, 0, 0);

    assertThat(best.total()).isEqualTo(8);
    assertThat(best.of(1)).isEqualTo(1);
  }

  @Test
  void anExcessWithinTheToleranceIsNone() {
    PoolProblem problem = PoolProblem.of(List.of(List.of(one(10, 2))), new int[] {2}, 100);
    BestChoice best = new BestChoice(1);

    new Repair(problem, best).offer(new int[] {0}, new double[] {2 + 1e-10, 2});

    assertThat(best.total()).isEqualTo(10);
  }

  @Test
  void whateverItOffersFitsAndSumsUp() {
    int found = 0;
    for (int seed = 0; seed < 300; seed++) {
      SmallPool pool = SmallPool.random(new Random(seed), 2 + seed % 4, 5, 2, 1);
      PoolProblem problem = pool.problem();
      int workloads = problem.workloads();
      BestChoice best = new BestChoice(workloads);
      int[] choice = new int[workloads];
      double[] used = new double[problem.dimensions()];
      for (int i = 0; i < workloads; i++) {
        for (int d = 0; d < used.length; d++) {
          used[d] += problem.use(problem.candidates().get(i).getFirst(), d);
        }
      }
      new Repair(problem, best).offer(choice, used);
      if (best.isFound()) {
        found++;
        double total = 0;
        double[] sum = new double[used.length];
        for (int i = 0; i < workloads; i++) {
          Candidate chosen = problem.candidates().get(i).get(best.of(i));
          total += chosen.score();
          for (int d = 0; d < sum.length; d++) {
            sum[d] += problem.use(chosen, d);
          }
        }
        for (int d = 0; d < sum.length; d++) {
          assertThat(sum[d]).as("seed %d", seed).isLessThanOrEqualTo(problem.limits()[d] + 1e-6);
        }
        assertThat(best.total()).as("seed %d", seed).isCloseTo(total, within(1e-9));
        assertThat(best.total()).as("seed %d", seed).isLessThanOrEqualTo(pool.best() + 1e-9);
      }
    }
    assertThat(found).isGreaterThan(100);
  }
}
