package io.rheostat.contest.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.contest.baseline.service.ServiceFacts;
import io.rheostat.contest.trial.Contender;
import io.rheostat.contest.trial.Contest;
import io.rheostat.contest.trial.HalvesResult;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.ScaledContender;
import io.rheostat.contest.trial.TrialResult;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Slo;
import io.rheostat.simulator.policy.Autoscaler;
import io.rheostat.simulator.policy.Holdings;
import io.rheostat.simulator.policy.ServiceView;
import io.rheostat.simulator.testing.Scenarios;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.truth.GroundTruth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BaselinesTest {
  private static final int LEAST = 2;
  private static final int MOST = 7;
  private static final ServiceFacts FACTS =
      new ServiceFacts(
          "h100",
          ServiceViews.bounds(LEAST, MOST),
          new Slo(Duration.ofSeconds(3), Duration.ofMillis(100), 0.99),
          4000,
          1000,
          List.of(
              new ServiceFacts.Variant("h100", 5.9, GroundTruth.QWEN3_32B_2_H100, 1.45),
              new ServiceFacts.Variant("l40s", 6.19, GroundTruth.QWEN3_32B_4_L40S, 0.8)));
  private static final PolicyTrial TRIAL = ramp();

  static List<PolicyFamily> families() {
    return Baselines.families(FACTS);
  }

  @ParameterizedTest
  @MethodSource("families")
  void sameSeedSameResult(PolicyFamily family) {
    TrialResult first = Contest.run(TRIAL, family.shipped(), 1);

    assertThat(Contest.run(TRIAL, family.shipped(), 1)).isEqualTo(first);
    assertThat(first.policy()).isEqualTo(family.name());
    assertThat(first.requests()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyAnswerLiesWithinTheBoundsWhateverTheSetting(PolicyFamily family) {
    List<Contender> contenders = new ArrayList<>(family.grid());
    contenders.add(family.shipped());
    for (Contender contender : contenders) {
      ScaledContender scaled = (ScaledContender) contender;
      List<Integer> answers = new ArrayList<>();
      ScaledContender watched =
          new ScaledContender(scaled.name(), () -> new Watched(scaled.autoscaler().get(), answers));

      Contest.run(TRIAL, watched, 1);

      assertThat(answers)
          .as(scaled.name())
          .isNotEmpty()
          .allSatisfy(total -> assertThat(total).isBetween(LEAST, MOST));
    }
  }

  @Test
  void namesAreTheFamilies() {
    assertThat(Baselines.names()).isEqualTo(families().stream().map(PolicyFamily::name).toList());
  }

  @Test
  void aFixedCountOutsideTheBoundsIsRefused() {
    assertThat(Baselines.fixed(FACTS, MOST).name()).isEqualTo("static-7");
    assertThatThrownBy(() -> Baselines.fixed(FACTS, MOST + 1))
        .hasMessageContaining("static-8 lies outside the service's bounds 2..7");
  }

  @Test
  void aContestsHalvesAddUpToTheWhole() {
    HalvesResult halves = Contest.halves(TRIAL, Baselines.fixed(FACTS, 3), 1);

    TrialResult whole = halves.whole();
    assertThat(whole).isEqualTo(Contest.run(TRIAL, Baselines.fixed(FACTS, 3), 1));
    assertThat(halves.first().requests() + halves.second().requests()).isEqualTo(whole.requests());
    assertThat(halves.first().good() + halves.second().good()).isEqualTo(whole.good());
    assertThat(halves.first().costUsd() + halves.second().costUsd())
        .isCloseTo(whole.costUsd(), within(1e-9));
    assertThat((halves.first().averageReplicas() + halves.second().averageReplicas()) / 2)
        .isCloseTo(whole.averageReplicas(), within(1e-9));
  }

  @Test
  void thoseThatWatchTheLoadFollowTheRamp() {
    for (PolicyFamily family : families()) {
      if (!family.name().equals("static")) {
        List<Integer> answers = new ArrayList<>();
        ScaledContender shipped = (ScaledContender) family.shipped();
        Contest.run(
            TRIAL,
            new ScaledContender(
                family.name(), () -> new Watched(shipped.autoscaler().get(), answers)),
            1);

        assertThat(answers).as(family.name()).contains(LEAST).anyMatch(total -> total > LEAST);
      }
    }
  }

  @Test
  void everyFamilyHasADistinctNameAndASensibleGrid() {
    List<String> names = new ArrayList<>();
    for (PolicyFamily family : families()) {
      assertThat(family.shipped().name()).isEqualTo(family.name());
      assertThat(family.grid()).as(family.name()).hasSizeBetween(6, 24);
      for (Contender contender : family.grid()) {
        assertThat(contender.name()).startsWith(family.name() + "(").endsWith(")");
        names.add(contender.name());
      }
    }
    assertThat(names).doesNotHaveDuplicates().contains("hpa(target=38,down=300s)", "static(n=2)");
    assertThat(Baselines.notRun())
        .hasSize(12)
        .allSatisfy(one -> assertThat(one.reason()).isNotBlank());
  }

  @Test
  void theBatchAtCapacityFollowsFromTheEngine() {
    // 1,450 tokens/s; 20 us + 45 ns * 4,500 + 62 us * 4 = 470.5 us a request; 17.4 / 0.3178
    assertThat(FACTS.batch()).isCloseTo(17.4 / (1 - 1450 * 470.5e-6), within(1e-9));
    assertThat(facts("h100", 100).batch())
        .as("what fits")
        .isCloseTo(313_000 / 4500.0, within(1e-9));
    assertThatThrownBy(() -> facts("tpu", 1)).hasMessageContaining("tpu");
  }

  private static ServiceFacts facts(String placement, double requestsPerSecond) {
    return new ServiceFacts(
        placement,
        FACTS.bounds(),
        FACTS.slo(),
        4000,
        1000,
        List.of(
            new ServiceFacts.Variant(
                "h100", 5.9, GroundTruth.QWEN3_32B_2_H100, requestsPerSecond)));
  }

  /// Six minutes each at 1, 6 and 1 requests a second.
  private static PolicyTrial ramp() {
    List<Request> requests = new ArrayList<>();
    double at = 0;
    while (at < 1080) {
      requests.add(new Request(Duration.ofMillis((long) (at * 1000)), 4000, 1000));
      at += at >= 360 && at < 720 ? 1 / 6.0 : 1;
    }
    return new PolicyTrial(
        "ramp",
        Scenarios.of(requests, LEAST, 0, List.of()),
        Scenarios.CHAT,
        Duration.ofMinutes(1),
        Duration.ofMinutes(19));
  }

  private record Watched(Autoscaler autoscaler, List<Integer> answers) implements Autoscaler {
    @Override
    public Duration sampleEvery() {
      return autoscaler.sampleEvery();
    }

    @Override
    public Duration decideEvery() {
      return autoscaler.decideEvery();
    }

    @Override
    public void sample(ServiceView view) {
      autoscaler.sample(view);
    }

    @Override
    public Allocation decide(Holdings holdings) {
      Allocation wanted = autoscaler.decide(holdings);
      answers.add(wanted.total());
      return wanted;
    }
  }
}
