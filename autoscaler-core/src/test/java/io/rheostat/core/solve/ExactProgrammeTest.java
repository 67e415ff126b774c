package io.rheostat.core.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Pools of jobs that each take one device type, and pools of other forms.
final class ExactProgrammeTest {
  private static final List<String> TYPES = List.of("a", "b", "c", "d");

  private static SmallPool pool(List<List<Candidate>> candidates, int... counts) {
    return new SmallPool(
        candidates, TYPES.subList(0, counts.length), counts, Double.POSITIVE_INFINITY);
  }

  private static Optional<int[]> solve(SmallPool pool) {
    return ExactProgramme.solve(pool.problem());
  }

  private static Candidate job(double score, int... devices) {
    return SmallPool.candidate("job", score, 1, devices);
  }

  private static SmallPool random(Random random) {
    int[] counts = new int[1 + random.nextInt(2)];
    for (int t = 0; t < counts.length; t++) {
      counts[t] = random.nextInt(6);
    }
    List<List<Candidate>> all = new ArrayList<>();
    for (int j = random.nextInt(6); j >= 0; j--) {
      List<Candidate> options = new ArrayList<>();
      for (int o = random.nextInt(5); o > 0; o--) {
        int[] devices = new int[counts.length];
        devices[random.nextInt(counts.length)] = random.nextInt(4);
        options.add(job(random.nextInt(400) / 8.0 - 12, devices));
      }
      all.add(options);
    }
    return pool(all, counts);
  }

  @Property(tries = 500)
  void theChoiceOfAnyPoolOfJobsIsTheBestOfAllCombinations(@ForAll long seed) {
    SmallPool pool = random(new Random(seed));

    Optional<int[]> chosen = solve(pool);

    double best = pool.best();
    assertThat(chosen.isPresent()).isEqualTo(best > Double.NEGATIVE_INFINITY);
    if (chosen.isPresent()) {
      double sum = 0;
      int[] left = pool.counts().clone();
      for (int j = 0; j < pool.candidates().size(); j++) {
        List<Candidate> options = pool.candidates().get(j);
        if (options.isEmpty()) {
          assertThat(chosen.get()[j]).isZero();
          continue;
        }
        Candidate choice = options.get(chosen.get()[j]);
        sum += choice.score();
        for (int t = 0; t < left.length; t++) {
          left[t] -= choice.devices()[t];
        }
      }
      assertThat(IntStream.of(left).min().orElse(0)).isNotNegative();
      assertThat(sum).isCloseTo(best, within(1e-9));
    }
  }

  @Test
  void bothTypesAreShared() {
    List<Candidate> either = List.of(job(0, 0, 0), job(5, 2, 0), job(9, 0, 1));

    assertThat(solve(pool(List.of(either, either, either), 2, 1)).orElseThrow())
        .containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void jobsThatDoNotFitTogetherHaveNoChoice() {
    List<Candidate> two = List.of(job(5, 2));

    assertThat(solve(pool(List.of(two, two), 3))).isEmpty();
    assertThat(solve(pool(List.of(two, two), 4)).orElseThrow()).containsExactly(0, 0);
  }

  @Test
  void aPoolUnderABudgetIsLeftToOthers() {
    List<List<Candidate>> jobs = List.of(List.of(job(5, 1)));

    assertThat(solve(pool(jobs, 4))).isPresent();
    assertThat(solve(new SmallPool(jobs, List.of("a"), new int[] {4}, 1e9))).isEmpty();
  }

  @Test
  void anOptionOnTwoTypesIsLeftToOthers() {
    assertThat(solve(pool(List.of(List.of(job(5, 1, 0), job(6, 1, 1))), 4, 4))).isEmpty();
  }

  @Test
  void threeTypesAreSolvedAndFourAreLeftToOthers() {
    assertThat(solve(pool(List.of(List.of(job(5, 0, 0, 1))), 4, 4, 4))).isPresent();
    assertThat(solve(pool(List.of(List.of(job(5, 0, 0, 0, 1))), 4, 4, 4, 4))).isEmpty();
  }

  @Test
  void aPoolTooLargeForTheProgrammeIsLeftToOthers() {
    List<List<Candidate>> jobs = List.of(List.of(job(5, 1, 0)));

    // One option by 10^4 × 10^4 states.
    assertThat(solve(pool(jobs, 9_999, 9_999))).isEmpty();
  }

  @Test
  void aPoolWithoutDevicesChoosesAmongOptionsWithoutAny() {
    assertThat(solve(pool(List.of(List.of(job(1), job(3), job(2))))).orElseThrow())
        .containsExactly(1);
  }
}
