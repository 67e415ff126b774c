package io.rheostat.contest.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.contest.trial.Contest;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.TrialResult;
import io.rheostat.model.fleet.Slo;
import io.rheostat.simulator.engine.ReplicaWork;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.truth.GroundTruth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CostLowerBoundTest {
  private static final Slo SLO = new Slo(Duration.ofSeconds(6), Duration.ofMillis(300), 0.99);

  enum Shape {
    CONSTANT,
    BURST,
    GAP;

    double rate(double at) {
      return switch (this) {
        case CONSTANT -> 1;
        case BURST -> at < 25 || at > 45 ? 0.5 : 1.6;
        case GAP -> at < 20 || at > 50 ? 1.1 : 0;
      };
    }
  }

  @ParameterizedTest(name = "{0}, start-up {1} s, seed {2}")
  @CsvSource({
    "CONSTANT, 8, 1",
    "CONSTANT, 15, 2",
    "BURST, 8, 3",
    "BURST, 15, 4",
    "GAP, 8, 5",
    "GAP, 15, 6"
  })
  void noScheduleThatCanBeRunIsCheaper(Shape shape, int startup, long seed) {
    PolicyTrial trial =
        BoundTrials.small(startup, 3, 2)
            .of(
                BoundTrials.requests(seed, 60, 800, shape::rate),
                Duration.ZERO,
                Duration.ofSeconds(70));
    CostLowerBound bound = CostLowerBound.of(trial);

    double tightest = Double.POSITIVE_INFINITY;
    double atNine = Double.POSITIVE_INFINITY;
    for (TrialResult cheapest : frontier(trial, seed)) {
      double usd = bound.usdAt(cheapest.sloAttainment());
      assertThat(usd).as("bound at %s", cheapest).isLessThanOrEqualTo(cheapest.costUsd());
      tightest = usd == 0 ? tightest : Math.min(tightest, cheapest.costUsd() / usd);
      if (cheapest.sloAttainment() >= 0.9) {
        atNine = Math.min(atNine, usd / cheapest.costUsd());
      }
    }

    assertThat(tightest).as("least cost over bound, %s, seed %d", shape, seed).isGreaterThan(1);
    assertThat(atNine)
        .as("bound over least cost at 90 %% and more; the other way at most %.3f", tightest)
        .isGreaterThan(0.5);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void theBoundRisesWithAttainment(Shape shape) {
    CostLowerBound bound = CostLowerBound.of(trial(BoundTrials.small(15, 6, 2), requests(shape)));

    double below = 0;
    for (double attainment : new double[] {0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 1}) {
      double usd = bound.usdAt(attainment);
      assertThat(usd).as("at %s", attainment).isGreaterThan(below).isLessThan(1);
      below = usd;
    }
    assertThat(bound.usdAt(0)).isZero();
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void theBoundRisesWithDemand(Shape shape) {
    BoundTrials trials = BoundTrials.small(15, 12, 2);
    List<Request> once = requests(shape);
    List<Request> twice = once.stream().mapMulti(CostLowerBoundTest::doubled).toList();

    double single = CostLowerBound.of(trial(trials, once)).usdAt(0.95);
    double both = CostLowerBound.of(trial(trials, twice)).usdAt(0.95);

    assertThat(both).isGreaterThan(1.9 * single);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void theBoundNeverFallsWithStartUp(Shape shape) {
    List<Request> requests = requests(shape);
    double below = 0;
    for (int startup : new int[] {0, 4, 8, 15, 30}) {
      double usd = CostLowerBound.of(trial(BoundTrials.small(startup, 6, 1), requests)).usdAt(0.95);
      assertThat(usd).as("start-up %d s", startup).isGreaterThanOrEqualTo(below);
      below = usd;
    }
  }

  @Test
  void startUpMakesABurstDearerThanItsWork() {
    List<Request> requests = requests(Shape.BURST);

    double quick = CostLowerBound.of(trial(BoundTrials.small(0, 6, 1), requests)).usdAt(0.99);
    double slow = CostLowerBound.of(trial(BoundTrials.small(30, 6, 1), requests)).usdAt(0.99);

    assertThat(slow).isGreaterThan(1.1 * quick);
  }

  @Test
  void anAttainmentThatTooFewDevicesCannotGiveCostsEverything() {
    CostLowerBound bound =
        CostLowerBound.of(trial(BoundTrials.small(15, 1, 1), requests(Shape.CONSTANT)));

    assertThat(bound.usdAt(1)).isInfinite();
    assertThat(bound.usdAt(0.3)).isFinite();
  }

  @Test
  void aPoolWithoutDevicesIsRefused() {
    PolicyTrial trial = trial(BoundTrials.small(15, 1, 1), requests(Shape.CONSTANT));
    PolicyTrial none =
        new BoundTrials(BoundTrials.SLOW, SLO, Duration.ofSeconds(15), 0, 0)
            .of(requests(Shape.CONSTANT), trial.unscored(), trial.length());

    assertThatThrownBy(() -> CostLowerBound.of(none)).hasMessageContaining("no device");
  }

  @Test
  void replicasThatAreUpWhenJudgingBeginsPayNoStartUpInIt() {
    List<Request> requests = requests(Shape.CONSTANT);
    PolicyTrial late =
        BoundTrials.small(30, 3, 0).of(requests, Duration.ofSeconds(20), Duration.ofSeconds(40));
    double work = 0;
    for (Request request : requests) {
      work += ReplicaWork.seconds(BoundTrials.SLOW, request.inputTokens(), request.outputTokens());
    }

    assertThat(CostLowerBound.of(late).usdAt(0.9)).isLessThan(work / 1_000 * 40 / 60);
  }

  @Test
  void anHourAtSixtyRequestsASecondTakesLessThanASecond() {
    Slo slo = new Slo(Duration.ofSeconds(3), Duration.ofMillis(50), 0.99);
    BoundTrials trials =
        new BoundTrials(GroundTruth.LLAMA_8B_1_H100, slo, Duration.ofSeconds(100), 40, 4);
    List<Request> requests =
        BoundTrials.requests(1, 3_600, 1_000, at -> 60 + 30 * StrictMath.sin(at / 200));
    PolicyTrial trial = trials.of(requests, Duration.ofMinutes(10), Duration.ofMinutes(50));

    long begin = System.nanoTime();
    double usd = CostLowerBound.of(trial).usdAt(0.99);

    // Half a second on an idle machine; more is left for a busy one.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    assertThat(usd).isPositive();
  }

  private static PolicyTrial trial(BoundTrials trials, List<Request> requests) {
    return trials.of(requests, Duration.ZERO, Duration.ofSeconds(70));
  }

  private static List<Request> requests(Shape shape) {
    return BoundTrials.requests(9, 60, 800, shape::rate);
  }

  private static void doubled(Request request, Consumer<Request> sink) {
    sink.accept(request);
    sink.accept(request);
  }

  /// For every attainment that some schedule reaches, the cheapest schedule that does.
  private static List<TrialResult> frontier(PolicyTrial trial, long seed) {
    List<TrialResult> all = new ArrayList<>();
    int slots = 6;
    int sizes = 4;
    List<PlacementCost> lanes = PlacementCost.of(trial);
    for (int code = 0; code < Math.pow(sizes, slots); code++) {
      List<Integer> replicas = new ArrayList<>();
      for (int slot = 0, rest = code; slot < slots; slot++, rest /= sizes) {
        replicas.add(rest % sizes);
      }
      Schedule schedule = new Schedule(Duration.ofSeconds(10), replicas);
      all.add(Contest.run(trial, new Clairvoyant("every", lanes, schedule), seed));
    }
    all.sort(
        Comparator.comparingDouble(TrialResult::costUsd)
            .thenComparingDouble(r -> -r.sloAttainment()));
    List<TrialResult> frontier = new ArrayList<>();
    for (TrialResult result : all) {
      if (frontier.isEmpty() || result.sloAttainment() > frontier.getLast().sloAttainment()) {
        frontier.add(result);
      }
    }
    return frontier;
  }
}
