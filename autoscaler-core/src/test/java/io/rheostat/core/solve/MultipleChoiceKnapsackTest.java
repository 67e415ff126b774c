package io.rheostat.core.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.solve.MultipleChoiceKnapsack.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Exact choices: small ones by hand, random ones against all combinations.
final class MultipleChoiceKnapsackTest {
  private static final Choice NONE = new Choice(0, 0, 0);

  private static List<Choice> job(Choice... choices) {
    return List.of(choices);
  }

  @Test
  void noJobsNeedNoChoice() {
    assertThat(MultipleChoiceKnapsack.solve(List.of(), new int[] {4})).isEmpty();
  }

  @Test
  void twoModestJobsBeatOneGreedyOne() {
    List<Choice> job = job(NONE, new Choice(0, 2, 5), new Choice(0, 4, 8));

    assertThat(MultipleChoiceKnapsack.solve(List.of(job, job), new int[] {4}))
        .containsExactly(1, 1);
  }

  @Test
  void theBestRatioAloneIsNotEnough() {
    // Greedy by ratio takes the 3 devices and leaves one idle: 10 against 12.
    List<List<Choice>> jobs =
        List.of(
            job(NONE, new Choice(0, 3, 10)),
            job(NONE, new Choice(0, 2, 6)),
            job(NONE, new Choice(0, 2, 6)));

    assertThat(MultipleChoiceKnapsack.solve(jobs, new int[] {4})).containsExactly(0, 1, 1);
  }

  @Test
  void devicesOfOneTypeAreNotThoseOfAnother() {
    List<Choice> job = job(NONE, new Choice(0, 2, 5), new Choice(1, 1, 9));

    assertThat(MultipleChoiceKnapsack.solve(List.of(job, job), new int[] {2, 1}))
        .containsExactlyInAnyOrder(1, 2);
    assertThat(MultipleChoiceKnapsack.solve(List.of(job, job), new int[] {0, 1}))
        .containsExactlyInAnyOrder(0, 2);
    assertThat(MultipleChoiceKnapsack.solve(List.of(job, job), new int[] {0, 0}))
        .containsExactly(0, 0);
  }

  @Test
  void negativeScoresAreChosenOnlyWhereNothingElseFits() {
    List<Choice> waits = job(new Choice(0, 0, -10), new Choice(0, 1, -1));

    assertThat(MultipleChoiceKnapsack.solve(List.of(waits, waits), new int[] {2}))
        .containsExactly(1, 1);
    assertThat(MultipleChoiceKnapsack.solve(List.of(waits, waits), new int[] {1}))
        .containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void equalOptionsGiveTheEarlierOne() {
    List<Choice> job = job(NONE, new Choice(0, 1, 3), new Choice(0, 2, 3), new Choice(0, 0, 3));

    assertThat(MultipleChoiceKnapsack.solve(List.of(job), new int[] {2})).containsExactly(1);
    assertThat(MultipleChoiceKnapsack.solve(List.of(job(NONE, new Choice(0, 1, 0))), new int[] {2}))
        .containsExactly(0);
  }

  @Test
  void stepsAreOptionsTimesStatesBeyondAnyInteger() {
    assertThat(MultipleChoiceKnapsack.steps(7, new int[] {3, 4})).isEqualTo(7 * 4 * 5);
    assertThat(MultipleChoiceKnapsack.steps(2, new int[] {99_999, 99_999, 99_999, 99_999}))
        .isEqualTo(2e20);
    assertThat(MultipleChoiceKnapsack.steps(7, new int[] {})).isEqualTo(7);
  }

  @Property(tries = 400)
  void theChoiceIsTheBestOfAllCombinations(@ForAll long seed) {
    Random random = new Random(seed);
    int[] counts = new int[1 + random.nextInt(3)];
    for (int t = 0; t < counts.length; t++) {
      counts[t] = random.nextInt(5);
    }
    List<List<Choice>> jobs = new ArrayList<>();
    for (int j = random.nextInt(5); j >= 0; j--) {
      List<Choice> options = new ArrayList<>();
      options.add(new Choice(0, 0, random.nextInt(9) - 4));
      for (int o = random.nextInt(5); o > 0; o--) {
        options.add(
            new Choice(
                random.nextInt(counts.length), random.nextInt(5), random.nextInt(400) / 8.0 - 10));
      }
      jobs.add(options);
    }

    int[] chosen = MultipleChoiceKnapsack.solve(jobs, counts);
    double sum = 0;
    int[] left = counts.clone();
    for (int j = 0; j < jobs.size(); j++) {
      Choice choice = jobs.get(j).get(chosen[j]);
      sum += choice.score();
      left[choice.type()] -= choice.devices();
    }
    assertThat(IntStream.of(left).min().orElse(0)).isNotNegative();
    assertThat(sum).isCloseTo(best(jobs, 0, counts), within(1e-9));
  }

  private static double best(List<List<Choice>> jobs, int from, int[] left) {
    if (from == jobs.size()) {
      return 0;
    }
    double best = Double.NEGATIVE_INFINITY;
    for (Choice choice : jobs.get(from)) {
      if (choice.devices() <= left[choice.type()]) {
        int[] then = left.clone();
        then[choice.type()] -= choice.devices();
        best = Math.max(best, choice.score() + best(jobs, from + 1, then));
      }
    }
    return best;
  }
}
