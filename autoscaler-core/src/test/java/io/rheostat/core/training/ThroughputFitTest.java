package io.rheostat.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// Fits to observations without noise, made from known parameters by the formula of the paper.
final class ThroughputFitTest {
  /// The paper's seven numbers: base and growth of pass, inter-node and intra-node time, overlap.
  private static final double[] KNOWN = {0.05, 0.004, 0.3, 0.02, 0.1, 0.005, 1.6};

  private static ThroughputObservation seen(double[] p, int nodes, int replicas, double batch) {
    double pass = p[0] + p[1] * batch;
    return new ThroughputObservation(nodes, replicas, batch, pass, step(p, nodes, replicas, batch));
  }

  private static double step(double[] p, int nodes, int replicas, double batch) {
    double pass = p[0] + p[1] * batch;
    if (replicas == 1) {
      return pass;
    }
    int base = nodes > 1 ? 2 : 4;
    double sync = p[base] + p[base + 1] * Math.max(0, replicas - 2);
    return Math.pow(Math.pow(pass, p[6]) + Math.pow(sync, p[6]), 1 / p[6]);
  }

  private static ThroughputParameters fit(List<ThroughputObservation> observations) {
    return ThroughputFit.of(observations, Optional.empty());
  }

  private static List<ThroughputObservation> grid(double[] p) {
    List<ThroughputObservation> all = new ArrayList<>();
    for (double batch : new double[] {8, 32, 64, 128}) {
      for (int replicas : new int[] {1, 2, 4}) {
        all.add(seen(p, 1, replicas, batch));
      }
      for (int nodes : new int[] {2, 3, 4}) {
        all.add(seen(p, nodes, nodes * 4, batch));
      }
    }
    return all;
  }

  @Test
  void knownParametersAreRecoveredInStepTime() {
    ThroughputParameters fitted = fit(grid(KNOWN));

    for (int replicas : new int[] {1, 2, 3, 4, 8, 16, 24}) {
      int nodes = (replicas + 3) / 4;
      for (double batch : new double[] {8, 20, 50, 100, 128}) {
        assertThat(fitted.passSeconds(batch))
            .isCloseTo(0.05 + 0.004 * batch, Percentage.withPercentage(1));
        assertThat(fitted.stepSeconds(nodes, replicas, batch, 0))
            .as("%d replicas at %s", replicas, batch)
            .isCloseTo(step(KNOWN, nodes, replicas, batch), Percentage.withPercentage(2));
      }
    }
  }

  @Test
  void jobsBoundByComputationAndByTheNetworkAreRecovered() {
    double[][] jobs = {
      {0.3, 0.015, 0.1, 0.005, 0.04, 0.002, 1.3},
      {0.02, 0.002, 0.45, 0.03, 0.15, 0.01, 1.1},
      {0.1, 0.006, 0.25, 0.01, 0.08, 0.004, 3}
    };
    for (double[] job : jobs) {
      ThroughputParameters fitted = fit(grid(job));

      for (int replicas : new int[] {1, 2, 4, 8, 16}) {
        int nodes = (replicas + 3) / 4;
        assertThat(fitted.stepSeconds(nodes, replicas, 48, 0))
            .as("%d replicas of %s", replicas, Arrays.toString(job))
            .isCloseTo(step(job, nodes, replicas, 48), Percentage.withPercentage(2));
      }
    }
  }

  /// Passes of 0.4 s at a batch of 10: half of it is taken as base, 0.02 s a sample as the rest.
  @Test
  void oneBatchLeavesHalfOfAPassToTheBase() {
    ThroughputParameters fitted = fit(List.of(new ThroughputObservation(1, 1, 10, 0.4, 0.4)));

    assertThat(fitted.computeBase()).isCloseTo(0.2, within(1e-12));
    assertThat(fitted.computePerSample()).isCloseTo(0.02, within(1e-4));
  }

  @Test
  void theBaseOfOneBatchIsHalfOfTheMeanPass() {
    ThroughputParameters fitted =
        fit(
            List.of(
                new ThroughputObservation(1, 1, 10, 0.4, 0.4),
                new ThroughputObservation(1, 2, 10, 0.6, 0.8)));

    assertThat(fitted.computeBase()).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void oneReplicaPromisesPerfectScaling() {
    ThroughputParameters fitted = fit(List.of(seen(KNOWN, 1, 1, 8), seen(KNOWN, 1, 1, 64)));

    assertThat(fitted.syncSeconds(1, 4)).isLessThan(1e-6);
    assertThat(fitted.syncSeconds(4, 16)).isLessThan(1e-6);
    assertThat(fitted.stepSeconds(4, 16, 64, 0))
        .isCloseTo(0.05 + 0.004 * 64, Percentage.withPercentage(1));
  }

  @Test
  void twoReplicasShowNoGrowthOfSynchronisation() {
    ThroughputParameters fitted =
        fit(List.of(seen(KNOWN, 1, 1, 8), seen(KNOWN, 1, 2, 64), seen(KNOWN, 2, 2, 64)));

    assertThat(fitted.intraNodePerReplica()).isEqualTo(1e-8);
    assertThat(fitted.interNodePerReplica()).isEqualTo(1e-8);
    assertThat(fitted.syncSeconds(1, 4)).isGreaterThan(0.01);
  }

  @Test
  void synchronisationBetweenUnseenNodesIsATenthAboveThatWithin() {
    ThroughputParameters fitted =
        fit(List.of(seen(KNOWN, 1, 1, 8), seen(KNOWN, 1, 2, 64), seen(KNOWN, 1, 4, 32)));

    assertThat(fitted.intraNodeBase()).isGreaterThan(0.01);
    assertThat(fitted.interNodeBase()).isEqualTo(fitted.intraNodeBase() * 1.1);
    assertThat(fitted.interNodePerReplica()).isEqualTo(fitted.intraNodePerReplica() * 1.1);
  }

  @Test
  void synchronisationWithinAnUnseenNodeIsFree() {
    ThroughputParameters fitted =
        fit(List.of(seen(KNOWN, 1, 1, 8), seen(KNOWN, 2, 4, 64), seen(KNOWN, 2, 8, 32)));

    assertThat(fitted.intraNodeBase()).isEqualTo(1e-8);
    assertThat(fitted.intraNodePerReplica()).isEqualTo(1e-8);
    assertThat(fitted.interNodeBase()).isGreaterThan(0.05);
  }

  @Test
  void parametersStayInTheirBox() {
    // A network that costs nothing, and passes that shrink with the batch.
    ThroughputParameters fitted =
        fit(
            List.of(
                new ThroughputObservation(1, 1, 8, 0.4, 0.4),
                new ThroughputObservation(1, 2, 16, 0.2, 0.2),
                new ThroughputObservation(2, 4, 32, 0.1, 0.1)));

    double least =
        DoubleStream.of(
                fitted.computeBase(),
                fitted.computePerSample(),
                fitted.interNodeBase(),
                fitted.interNodePerReplica(),
                fitted.intraNodeBase(),
                fitted.intraNodePerReplica())
            .min()
            .orElse(0);
    assertThat(least).isGreaterThanOrEqualTo(1e-8 * (1 - 1e-9));
    assertThat(fitted.overlap()).isBetween(1.0, 10.0 + 1e-9);
  }

  @Test
  void aSecondStartNeverMakesTheFitWorse() {
    ThroughputParameters far = new ThroughputParameters(1e-8, 90, 90, 90, 90, 90, 10);
    ThroughputParameters fitted = ThroughputFit.of(grid(KNOWN), Optional.of(far));

    assertThat(fitted.stepSeconds(2, 8, 32, 0))
        .isCloseTo(step(KNOWN, 2, 8, 32), Percentage.withPercentage(2));
  }

  @Test
  void theSameObservationsGiveTheSameBits() {
    assertThat(fit(grid(KNOWN))).isEqualTo(fit(grid(KNOWN)));
  }
}
