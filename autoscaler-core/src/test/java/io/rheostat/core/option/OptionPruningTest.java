package io.rheostat.core.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.solve.Candidate;
import io.rheostat.model.decision.Option;
import io.rheostat.model.fleet.Allocation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Selections of the best candidates, on made-up scores and costs.
class OptionPruningTest {
  private static Candidate candidate(int replicas, double score, double usd) {
    Allocation allocation = Allocation.of("big", replicas);
    return new Candidate(
        new Option(allocation, 0, 0, usd, 0, score, 0, 1), score, new int[] {replicas});
  }

  /// Candidates of 1, 2, 3 … replicas whose score falls and whose cost rises with them.
  private static List<Candidate> falling(int count) {
    List<Candidate> candidates = new ArrayList<>();
    for (int n = 1; n <= count; n++) {
      candidates.add(candidate(n, 100 - n, 4 * n));
    }
    return candidates;
  }

  private static List<Integer> replicas(List<Candidate> candidates) {
    return candidates.stream().map(one -> one.option().allocation().total()).toList();
  }

  @Test
  void theBestScoreComesFirstWhateverTheOrderGiven() {
    List<Candidate> given = List.of(candidate(1, 3, 4), candidate(2, 9, 8), candidate(3, 6, 12));

    assertThat(replicas(OptionPruning.best(given, Allocation.NONE))).containsExactly(2, 3, 1);
  }

  @Test
  void amongEqualScoresTheCheaperComesFirst() {
    List<Candidate> given = List.of(candidate(3, 5, 12), candidate(1, 5, 4), candidate(2, 5, 8));

    assertThat(replicas(OptionPruning.best(given, Allocation.NONE))).containsExactly(1, 2, 3);
  }

  @Test
  void amongEqualScoresAndCostsTheNameDecides() {
    List<Candidate> given = List.of(candidate(3, 5, 4), candidate(1, 5, 4), candidate(2, 5, 4));

    assertThat(replicas(OptionPruning.best(given, Allocation.NONE))).containsExactly(1, 2, 3);
  }

  @Test
  void twentyCandidatesAllStay() {
    assertThat(OptionPruning.best(falling(20), Allocation.NONE)).hasSize(20);
  }

  @Test
  void ofMoreThanTwentyTheBestEighteenAndTheCheapestStay() {
    List<Candidate> given = new ArrayList<>(falling(24));
    given.add(candidate(50, 1, 0.5)); // the worst of all, and the cheapest

    List<Integer> kept = replicas(OptionPruning.best(given, Allocation.NONE));

    assertThat(kept).startsWith(1, 2, 3).endsWith(17, 18, 50).hasSize(19);
  }

  @Test
  void theCurrentAllocationStaysHoweverBadItIs() {
    List<Integer> kept = replicas(OptionPruning.best(falling(40), Allocation.of("big", 33)));

    // 19 is the cheapest of those that would be left out.
    assertThat(kept).endsWith(18, 19, 33).hasSize(20);
  }

  @Test
  void theCurrentAllocationIsKeptOnceWhenItIsTheCheapest() {
    List<Integer> kept = replicas(OptionPruning.best(falling(40), Allocation.of("big", 19)));

    assertThat(kept).endsWith(17, 18, 19).hasSize(19);
  }

  @Test
  void theCurrentAllocationAmongTheBestTakesNoOtherPlace() {
    List<Integer> kept = replicas(OptionPruning.best(falling(40), Allocation.of("big", 7)));

    assertThat(kept).endsWith(17, 18, 19).hasSize(19).doesNotHaveDuplicates();
  }

  @Test
  void theResultIsSortedAlsoWhereTheKeptOnesWereAddedLast() {
    List<Candidate> given = new ArrayList<>();
    for (int n = 1; n <= 30; n++) {
      given.add(candidate(n, -n, 100 - n)); // the cheapest is the worst
    }

    List<Candidate> kept = OptionPruning.best(given, Allocation.of("big", 25));

    assertThat(kept.stream().map(one -> -one.score()).toList()).isSorted();
    assertThat(replicas(kept)).endsWith(18, 25, 30);
  }
}
