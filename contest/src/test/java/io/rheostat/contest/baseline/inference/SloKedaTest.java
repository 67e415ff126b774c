package io.rheostat.contest.baseline.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.baseline.ServiceViews;
import io.rheostat.model.fleet.Slo;
import io.rheostat.simulator.engine.HistogramView;
import io.rheostat.simulator.engine.ReplicaView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SloKedaTest {
  private static final Slo SLO = new Slo(Duration.ofSeconds(3), Duration.ofMillis(100), 0.99);
  private static final double[] BOUNDS = {1, 3, 6, Double.POSITIVE_INFINITY};

  @Test
  void addsAboveTheUpperThresholdAndRemovesBelowTheLower() {
    assertThat(proposal(0.55, 6, 6)).isEqualTo(6);
    assertThat(proposal(0.40, 6, 6)).isEqualTo(6);
    assertThat(proposal(0.56, 6, 6)).as("ceil(6 * 0.018)").isEqualTo(7);
    assertThat(proposal(1.10, 6, 6)).as("ceil(6 * 1)").isEqualTo(12);
    assertThat(proposal(0.20, 6, 6)).as("floor(6 * 0.5)").isEqualTo(3);
    assertThat(proposal(0.39, 6, 6)).as("floor(6 * 0.025)").isEqualTo(6);
  }

  @Test
  void startingReplicasCountAsHelpOnTheWay() {
    assertThat(proposal(1.10, 6, 3)).as("c = 1/2: ceil(6 * 0)").isEqualTo(6);
    assertThat(proposal(1.65, 6, 4)).as("c = 2/3: ceil(6 * 1)").isEqualTo(12);
    assertThat(proposal(1.10, 6, 0)).as("c = 1 without any").isEqualTo(12);
    assertThat(proposal(0.56, 4, 2)).as("c = 1/2: ceil(4 * -0.49)").isEqualTo(3);
  }

  @Test
  void theSmoothedScoreRisesAndTheUpwardWindowTakesTheLowestProposal() {
    SloKeda keda = keda();
    List<Integer> decisions = new ArrayList<>();
    long slow = 0;
    int wanted = 3;
    for (int second = 5; second <= 60; second += 5) {
      slow += second > 15 ? 10 : 0;
      keda.sample(ServiceViews.view(second, 0, replica(slow)));
      if (second % 15 == 0) {
        wanted = ServiceViews.decide(keda, ServiceViews.holdings(second, wanted));
        decisions.add(wanted);
      }
    }

    // P90 is 3 + 0.9 * 3 s, a score of 1.9; over 45 s its mean is 0, 0.95, 1.27, 1.9 and asks for
    // 3, 6, 7 and 21 replicas; each waits for the one before it to leave the 30 s.
    assertThat(decisions).containsExactly(3, 3, 6, 7);
  }

  @Test
  void removesOneReplicaInTwoMinutesAfterThree() {
    SloKeda keda = keda();
    int wanted = 6;
    int lastChange = 0;
    for (int second = 15; second <= 600; second += 15) {
      int next = ServiceViews.decide(keda, ServiceViews.holdings(second, wanted));
      if (next != wanted) {
        assertThat(next).isEqualTo(wanted - 1);
        assertThat(second - lastChange).isEqualTo(lastChange == 0 ? 195 : 120);
        lastChange = second;
      }
      wanted = next;
    }
    assertThat(wanted).isEqualTo(3);
  }

  private static int proposal(double score, int wanted, int ready) {
    return SloKeda.proposal(SloKeda.Settings.SHIPPED, score, wanted, ready);
  }

  private static SloKeda keda() {
    return new SloKeda(ServiceViews.deployment(3, 8), SLO, SloKeda.Settings.SHIPPED);
  }

  private static ReplicaView replica(long slow) {
    HistogramView firstToken = new HistogramView(BOUNDS, new long[] {0, 0, slow, slow}, 0);
    return new ReplicaView(
        "h100-1",
        "h100",
        false,
        0,
        0,
        0,
        100_000,
        0,
        0,
        0,
        0,
        firstToken,
        ServiceViews.EMPTY,
        new ReplicaView.Iteration(0, 0, 0, 0));
  }
}
