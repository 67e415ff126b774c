package io.rheostat.contest.command;

import io.rheostat.contest.report.NumberFormats;
import io.rheostat.core.solve.MultipleChoiceKnapsack;
import io.rheostat.core.solve.MultipleChoiceKnapsack.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Time of one exact decision over many jobs on this machine, median of nine.
final class DecisionTime {
  private static final int ROUNDS = 9;
  private static final int OPTIONS = 60;
  private static final double NANOS_PER_MILLI = 1e6;

  private DecisionTime() {}

  /// Measures and returns a line with the medians.
  static String measured() {
    return "exact decision, median of "
        + ROUNDS
        + ": 60 jobs x 60 options on 64 devices "
        + millis(60, 64)
        + " ms, 1,000 jobs x 60 options on 1,000 devices "
        + millis(1_000, 1_000)
        + " ms";
  }

  private static String millis(int jobs, int devices) {
    SplittableRandom random = new SplittableRandom(jobs);
    List<List<Choice>> choices = new ArrayList<>();
    for (int j = 0; j < jobs; j++) {
      List<Choice> options = new ArrayList<>();
      for (int k = 0; k < OPTIONS; k++) {
        options.add(new Choice(0, k, StrictMath.log(k + random.nextDouble() + 1e-3)));
      }
      choices.add(options);
    }
    double[] times = new double[ROUNDS];
    for (int r = 0; r < ROUNDS; r++) {
      long start = System.nanoTime();
      MultipleChoiceKnapsack.solve(choices, new int[] {devices});
      times[r] = (System.nanoTime() - start) / NANOS_PER_MILLI;
    }
    Arrays.sort(times);
    return NumberFormats.fixed(times[ROUNDS / 2], 1);
  }
}
