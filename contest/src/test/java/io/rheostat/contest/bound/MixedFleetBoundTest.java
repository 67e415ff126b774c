package io.rheostat.contest.bound;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.trial.Contest;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.ScaledContender;
import io.rheostat.contest.trial.TrialResult;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.simulator.policy.Autoscaler;
import io.rheostat.simulator.policy.Holdings;
import io.rheostat.simulator.policy.ServiceView;
import io.rheostat.simulator.testing.Scenarios;
import io.rheostat.simulator.trace.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Two placements with prices of their own, in one pool.
final class MixedFleetBoundTest {
  private static final Duration TEN = Duration.ofSeconds(10);

  /// Holds one mixture, and another after five minutes.
  private record Switched(Allocation early, Allocation late) implements Autoscaler {
    @Override
    public Duration sampleEvery() {
      return TEN;
    }

    @Override
    public Duration decideEvery() {
      return TEN;
    }

    @Override
    public void sample(ServiceView view) {}

    @Override
    public Allocation decide(Holdings holdings) {
      return holdings.at().isBefore(Scenarios.START.plusSeconds(300)) ? early : late;
    }
  }

  @Test
  void noMixtureThatCanBeRunIsCheaper() {
    PolicyTrial trial = trial();
    CostLowerBound bound = CostLowerBound.of(trial);

    double tightest = Double.POSITIVE_INFINITY;
    List<Allocation> mixtures = mixtures();
    for (Allocation early : mixtures) {
      for (Allocation late : mixtures) {
        ScaledContender policy =
            new ScaledContender(early + ", " + late, () -> new Switched(early, late));
        TrialResult result = Contest.run(trial, policy, 1);
        double usd = bound.usdAt(result.sloAttainment());
        assertThat(usd).as("%s", result).isLessThanOrEqualTo(result.costUsd());
        if (result.sloAttainment() >= 0.95) {
          tightest = Math.min(tightest, result.costUsd() / usd);
        }
      }
    }

    assertThat(tightest).isBetween(1.0, 2.0);
  }

  private static List<Allocation> mixtures() {
    List<Allocation> mixtures = new ArrayList<>();
    for (int h100 = 0; h100 <= 3; h100++) {
      for (int l40s = 0; l40s <= 2; l40s++) {
        if (h100 + l40s > 0) {
          mixtures.add(Allocation.of("h100", h100).with("l40s", l40s));
        }
      }
    }
    return mixtures;
  }

  /// One request a second, then four, of 4,000 tokens in and about 800 out.
  private static PolicyTrial trial() {
    List<Request> requests = new ArrayList<>();
    List<Request> drawn = BoundTrials.requests(5, 900, 4_000, at -> at < 400 ? 1 : 3.5);
    for (Request request : drawn) {
      requests.add(new Request(request.at(), request.inputTokens(), 20 * request.outputTokens()));
    }
    return new PolicyTrial(
        "mixed",
        Scenarios.of(requests, 1, 0, List.of()),
        Scenarios.CHAT,
        Duration.ofMinutes(1),
        Duration.ofMinutes(14));
  }
}
