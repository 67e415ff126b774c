package io.rheostat.contest.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.baseline.PolicyFamily;
import io.rheostat.contest.trial.Contender;
import io.rheostat.contest.trial.HalvesResult;
import io.rheostat.contest.trial.RheostatPolicy;
import io.rheostat.contest.trial.TrialResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class TunedTest {
  private static final Contender ANY = new RheostatPolicy();

  @Test
  void theHonestUserTakesWhatEarnsMostOnTheFirstHalfAndHindsightOnAllOfIt() {
    List<HalvesResult> early = List.of(run(10, 1));
    List<HalvesResult> late = List.of(run(4, 9));
    List<HalvesResult> middling = List.of(run(6, 5));

    Tuned tuned = tuned(TuningHalf.BY_TIME, List.of(middling, early, late));

    assertThat(tuned.onFirstHalf()).isEqualTo(1);
    assertThat(tuned.inHindsight()).isEqualTo(2);
  }

  @Test
  void aGroupsFirstHalfIsItsFirstTrials() {
    // Over time both would say otherwise: the second setting earns early in every trial.
    List<HalvesResult> firstTrials = List.of(run(0, 9), run(0, 9), run(0, 1), run(0, 1));
    List<HalvesResult> lastTrials = List.of(run(2, 0), run(2, 0), run(30, 0), run(30, 0));

    Tuned tuned = tuned(TuningHalf.BY_TRIAL, List.of(firstTrials, lastTrials));

    assertThat(tuned.onFirstHalf()).isZero();
    assertThat(tuned.inHindsight()).isEqualTo(1);
    assertThat(TuningHalf.BY_TRIAL.second(lastTrials))
        .extracting(TrialResult::netUsd)
        .containsExactly(30.0, 30.0);
  }

  @Test
  void ofEqualsTheFirstIsTaken() {
    Tuned tuned = tuned(TuningHalf.BY_TIME, List.of(List.of(run(1, 1)), List.of(run(1, 1))));

    assertThat(tuned.onFirstHalf()).isZero();
    assertThat(tuned.inHindsight()).isZero();
  }

  @Test
  void aPartOfAGridKeepsItsEnds() {
    List<Integer> all = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

    assertThat(RunAmount.spread(all, 4)).containsExactly(0, 3, 6, 9);
    assertThat(RunAmount.spread(all, 10)).isEqualTo(all);
    assertThat(RunAmount.spread(all, 1)).containsExactly(0);
    assertThat(RunAmount.spread(all, 0)).isEmpty();
  }

  private static Tuned tuned(TuningHalf halving, List<List<HalvesResult>> grid) {
    List<Contender> settings = grid.stream().map(_ -> ANY).toList();
    PolicyFamily family = new PolicyFamily("any", "for a test", ANY, settings);
    return new Tuned(family, grid.getFirst(), grid, halving);
  }

  private static HalvesResult run(double first, double second) {
    return new HalvesResult(result(first), result(second), result(first + second));
  }

  /// A result that earns so much net.
  private static TrialResult result(double usd) {
    return new TrialResult("any", "trace", 1, 100, 100, 1, 1, 5, 5 + usd, 0);
  }
}
