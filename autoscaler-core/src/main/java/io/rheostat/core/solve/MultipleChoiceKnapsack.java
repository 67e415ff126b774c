package io.rheostat.core.solve;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Exact choice of one option for each of many jobs under counts of a few device types, by dynamic
/// programming over the devices left (Dudzinski and Walukiewicz 1987).
///
/// It takes jobs × options × Π(count + 1) steps: for a pool of up to three types the method of
/// choice, beyond that the Lagrangian.
public final class MultipleChoiceKnapsack {
  private static final double EQUAL = 1e-12;

  private final int[] strides;
  private final int states;
  private final int[][] digits;

  /// One option of a job: some devices of one type.
  ///
  /// @param type position of the type; of no meaning when there are no devices
  /// @param devices number of devices, 0 or more
  /// @param score to be maximised, summed over all jobs
  public record Choice(int type, int devices, double score) {}

  private MultipleChoiceKnapsack(int[] counts) {
    strides = new int[counts.length];
    int product = 1;
    for (int t = 0; t < counts.length; t++) {
      strides[t] = product;
      product = Math.multiplyExact(product, counts[t] + 1);
    }
    states = product;
    digits = new int[counts.length][states];
    for (int t = 0; t < counts.length; t++) {
      for (int s = 0; s < states; s++) {
        digits[t][s] = s / strides[t] % (counts[t] + 1);
      }
    }
  }

  /// Returns the steps of a solve: jobs' options times the states of the device counts, in floating
  /// point for it may be beyond any integer.
  public static double steps(int options, int[] counts) {
    double product = options;
    for (int count : counts) {
      product *= count + 1.0;
    }
    return product;
  }

  /// Returns the position of the chosen option of each job; among equal sums the one with options
  /// listed earlier, so list options with fewer devices first.
  ///
  /// @param jobs options of each job, at least one
  /// @param counts devices of each type
  /// @throws IllegalArgumentException when no choice for all of them fits together
  public static int[] solve(List<List<Choice>> jobs, int[] counts) {
    return find(jobs, counts)
        .orElseThrow(
            () -> new IllegalArgumentException("no choice for all jobs fits into the devices."));
  }

  /// Returns the same, empty when no choice for all of them fits together.
  static Optional<int[]> find(List<List<Choice>> jobs, int[] counts) {
    return new MultipleChoiceKnapsack(counts).solve(jobs);
  }

  private Optional<int[]> solve(List<List<Choice>> jobs) {
    double[] best = new double[states];
    short[][] chosen = new short[jobs.size()][states];
    for (int j = 0; j < jobs.size(); j++) {
      List<Choice> options = jobs.get(j);
      double[] next = new double[states];
      Arrays.fill(next, Double.NEGATIVE_INFINITY);
      for (int o = 0; o < options.size(); o++) {
        offer(options.get(o), (short) o, best, next, chosen[j]);
      }
      best = next;
    }
    if (best[states - 1] == Double.NEGATIVE_INFINITY) {
      return Optional.empty();
    }
    int[] choice = new int[jobs.size()];
    int state = states - 1;
    for (int j = jobs.size() - 1; j >= 0; j--) {
      choice[j] = chosen[j][state];
      Choice option = jobs.get(j).get(choice[j]);
      state -= option.devices() == 0 ? 0 : option.devices() * strides[option.type()];
    }
    return Optional.of(choice);
  }

  /// Offers an option to every state with enough devices. A state holds the best sum within its
  /// devices, not the sum of all of them used.
  private void offer(Choice option, short position, double[] before, double[] after, short[] by) {
    int devices = option.devices();
    if (devices == 0) {
      for (int s = 0; s < states; s++) {
        if (before[s] + option.score() > after[s] + EQUAL) {
          after[s] = before[s] + option.score();
          by[s] = position;
        }
      }
      return;
    }
    int offset = devices * strides[option.type()];
    int[] left = digits[option.type()];
    for (int s = offset; s < states; s++) {
      double sum = before[s - offset] + option.score();
      if (left[s] >= devices && sum > after[s] + EQUAL) {
        after[s] = sum;
        by[s] = position;
      }
    }
  }
}
