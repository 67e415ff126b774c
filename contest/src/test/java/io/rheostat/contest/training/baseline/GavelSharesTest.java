package io.rheostat.contest.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Linear programmes of Gavel with solutions by hand.
final class GavelSharesTest {
  private static final double TOLERANCE = 1e-6;

  @Test
  void maxMinEvensOutWhatJobsGetOverAnEqualSplit() {
    // One fast device and two slow ones. An equal split gives a third of the time on the fast one,
    // so 2 and 4/3 steps a second. With a on the fast one, (3a + 1) / 2 = (2 − a) / (4/3).
    GavelShares programme =
        new GavelShares(
            new double[][] {{4, 1}, {2, 1}}, new int[][] {{1, 1}, {1, 1}}, new int[] {1, 2});

    assertShares(programme.maxMin(), new double[][] {{4 / 9.0, 5 / 9.0}, {5 / 9.0, 4 / 9.0}});
  }

  @Test
  void maxMinWeighsJobsByTheirWidths() {
    // Two devices; an equal split gives 2/3, 2/3 and 1/3 of the time. 1.5 x = 6 z and 2x + 2z = 2.
    GavelShares programme =
        new GavelShares(new double[][] {{7}, {3}, {5}}, new int[][] {{1}, {1}, {2}}, new int[] {2});

    assertShares(programme.maxMin(), new double[][] {{0.8}, {0.8}, {0.2}});
  }

  @Test
  void anEqualSplitGivesNoJobMoreThanAllOfItsTime() {
    // The first would get 1/2 and 1 of its time, so it gets 1/3 and 2/3: 2 steps a second. The
    // second needs both slow devices and gets 1/2 and 1/2: 1.5. (3a + 1) / 2 = (2 − a) / 1.5.
    GavelShares programme =
        new GavelShares(
            new double[][] {{4, 1}, {2, 1}}, new int[][] {{1, 1}, {1, 2}}, new int[] {1, 2});

    assertShares(programme.maxMin(), new double[][] {{5 / 13.0, 8 / 13.0}, {8 / 13.0, 5 / 13.0}});
  }

  @Test
  void maxSumGivesTheFastDeviceToTheJobThatGainsMostOnIt() {
    GavelShares programme =
        new GavelShares(
            new double[][] {{4, 1}, {2, 1.5}}, new int[][] {{1, 1}, {1, 1}}, new int[] {1, 1});

    assertShares(programme.maxSum(), new double[][] {{1, 0}, {0, 1}});
  }

  @Test
  void maxSumLeavesTheRestToTheSlowerJob() {
    GavelShares programme =
        new GavelShares(new double[][] {{1}, {5}}, new int[][] {{2}, {2}}, new int[] {3});

    assertShares(programme.maxSum(), new double[][] {{0.5}, {1}});
  }

  private static void assertShares(double[][] shares, double[][] expected) {
    assertThat(shares).hasDimensions(expected.length, expected[0].length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(shares[i]).containsExactly(expected[i], within(TOLERANCE));
    }
  }
}
