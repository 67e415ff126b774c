package io.rheostat.benchmarks.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.simulator.baseline.Family;
import io.rheostat.simulator.contest.Contender;
import io.rheostat.simulator.contest.Halves;
import io.rheostat.simulator.contest.Result;
import io.rheostat.simulator.contest.Rheostat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TunedTest {
  private static final Contender ANY = new Rheostat();

  @Test
  void theHonestUserTakesWhatEarnsMostOnTheFirstHalfAndHindsightOnAllOfIt() {
    List<Halves> early = List.of(run(10, 1));
    List<Halves> late = List.of(run(4, 9));
    List<Halves> middling = List.of(run(6, 5));

    Tuned tuned = tuned(Halving.BY_TIME, List.of(middling, early, late));

    assertThat(tuned.onFirstHalf()).isEqualTo(1);
    assertThat(tuned.inHindsight()).isEqualTo(2);
  }

  @Test
  void aGroupsFirstHalfIsItsFirstTrials() {
    // Over time both would say otherwise: the second setting earns early in every trial.
    List<Halves> firstTrials = List.of(run(0, 9), run(0, 9), run(0, 1), run(0, 1));
    List<Halves> lastTrials = List.of(run(2, 0), run(2, 0), run(30, 0), run(30, 0));

    Tuned tuned = tuned(Halving.BY_TRIAL, List.of(firstTrials, lastTrials));

    assertThat(tuned.onFirstHalf()).isZero();
    assertThat(tuned.inHindsight()).isEqualTo(1);
    assertThat(Halving.BY_TRIAL.second(lastTrials))
        .extracting(Result::netUsd)
        .containsExactly(30.0, 30.0);
  }

  @Test
  void ofEqualsTheFirstIsTaken() {
    Tuned tuned = tuned(Halving.BY_TIME, List.of(List.of(run(1, 1)), List.of(run(1, 1))));

    assertThat(tuned.onFirstHalf()).isZero();
    assertThat(tuned.inHindsight()).isZero();
  }

  @Test
  void aPartOfAGridKeepsItsEnds() {
    List<Integer> all = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

    assertThat(Extent.spread(all, 4)).containsExactly(0, 3, 6, 9);
    assertThat(Extent.spread(all, 10)).isEqualTo(all);
    assertThat(Extent.spread(all, 1)).containsExactly(0);
    assertThat(Extent.spread(all, 0)).isEmpty();
  }

  private static Tuned tuned(Halving halving, List<List<Halves>> grid) {
    List<Contender> settings = grid.stream().map(_ -> ANY).toList();
    Family family = new Family("any", "for a test", ANY, settings);
    return new Tuned(family, grid.getFirst(), grid, halving);
  }

  private static Halves run(double first, double second) {
    return new Halves(result(first), result(second), result(first + second));
  }

  /// A result that earns so much net.
  private static Result result(double usd) {
    return new Result("any", "trace", 1, 100, 100, 1, 1, 5, 5 + usd, 0);
  }
}
