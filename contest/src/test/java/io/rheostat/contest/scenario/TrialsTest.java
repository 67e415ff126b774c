package io.rheostat.contest.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rheostat.config.scenario.ScenarioFile;
import io.rheostat.config.testing.Shipped;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.contest.capacity.Scaling;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Placement;
import io.rheostat.simulator.trace.Ramp;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.truth.GroundTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialsTest {
  private static final EngineProfile ENGINE = GroundTruth.QWEN3_32B_2_H100;

  private static Trials trials(TraceFolder traces) {
    return new Trials(Shipped.config("scenarios"), Shipped.config("signals"), traces, 1);
  }

  private static Trials withoutTraces() {
    return trials(new TraceFolder(Optional.empty(), Optional.empty()));
  }

  private static Trials withTraces() {
    Path traces = Path.of(System.getProperty("rheostat.shared.data", ""), "traces");
    assumeTrue(
        Files.isDirectory(traces),
        "no public traces; set rheostat.shared.data to the folder of real data");
    return trials(TraceFolder.of(traces));
  }

  @Test
  void theShippedRampsAreThePublishedOneOnTheTruth() throws IOException, ConfigException {
    for (String name : List.of("llm-d-ramp", "llm-d-ramp-constant")) {
      List<PolicyTrial> six = withoutTraces().of(file(withoutTraces(), name));
      Ramp published =
          name.equals("llm-d-ramp") ? Ramp.poisson(Ramp.LLM_D) : Ramp.constant(Ramp.LLM_D);

      assertThat(six)
          .extracting(PolicyTrial::trace)
          .containsExactlyElementsOf(
              Stream.of("/37s", "/37s/2-types", "/100s", "/100s/2-types", "/300s", "/300s/2-types")
                  .map(suffix -> name + suffix)
                  .toList());
      for (PolicyTrial trial : six) {
        Workload workload = workload(trial);
        assertThat(trial.scenario().requests("chat-32b")).isEqualTo(published.requests(1));
        assertThat(trial.length()).isEqualTo(published.length());
        assertThat(trial.unscored()).isZero();
        assertThat(trial.scenario().engines().get("chat-32b"))
            .containsEntry("h100-sxm-tp2", ENGINE);
        assertThat(workload.bounds().minReplicas()).isEqualTo(3);
        assertThat(workload.bounds().maxReplicas()).isEqualTo(8);
        assertThat(initial(trial)).isEqualTo(3);
      }
      assertThat(six)
          .extracting(trial -> workload(trial).placements().size())
          .containsExactly(1, 2, 1, 2, 1, 2);
      assertThat(six)
          .extracting(trial -> workload(trial).placements().getLast().startup().toSeconds())
          .containsExactly(37L, 37L, 100L, 100L, 300L, 300L);
      assertThat(Objects.requireNonNull(six.get(1).scenario().engines().get("chat-32b")))
          .containsEntry("l40s-tp4", GroundTruth.QWEN3_32B_4_L40S);
    }
  }

  @Test
  void randomRampsComeInBothFormsAndStartWithWhatTheirFirstPhaseNeeds()
      throws IOException, ConfigException {
    List<PolicyTrial> ramps = withoutTraces().randomRamps();

    assertThat(ramps).hasSize(48);
    assertThat(ramps).extracting(PolicyTrial::trace).doesNotHaveDuplicates();
    assertThat(ramps).extracting(PolicyTrial::trace).contains("random-ramp-24/poisson");
    for (PolicyTrial trial : ramps) {
      assertThat(workload(trial).bounds().maxReplicas()).isEqualTo(12);
      assertThat(initial(trial)).isBetween(1, 4);
      assertThat(trial.length()).isBetween(Duration.ofMinutes(32), Duration.ofMinutes(47));
    }
    double mean =
        ramps.stream().mapToDouble(trial -> trial.length().toSeconds()).average().orElseThrow();
    assertThat(mean).isCloseTo(7 * 330, withinPercentage(8));
  }

  @Test
  void recordedTracesNeedTwelveReplicasInTheirBusiestMinute() throws IOException, ConfigException {
    Trials trials = withTraces();
    for (String name : List.of("azure-conv", "azure-code", "mooncake")) {
      List<Request> requests = scenario(trials, name).requests();
      double busiest = 0;
      for (int second = 0; second < 3500; second += 10) {
        double need =
            Scaling.replicas(requests, ENGINE, Duration.ofSeconds(second), Duration.ofMinutes(1));
        busiest = Math.max(busiest, need);
      }
      assertThat(busiest).as(name).isCloseTo(12, withinPercentage(4));
    }
  }

  @Test
  void servegenWindowsHaveTheirPeakRate() throws IOException, ConfigException {
    Trials trials = withTraces();
    for (String name : List.of("servegen-large-a", "servegen-small-b")) {
      List<Request> requests = scenario(trials, name).requests();
      int[] tens = new int[36];
      requests.forEach(request -> tens[(int) (request.at().toSeconds() / 600)]++);
      double peak = Arrays.stream(tens).max().orElseThrow() / 600.0;

      // What is drawn varies around the rates, and the highest of 36 varies upwards.
      assertThat(peak).as(name).isBetween(28.0, 36.0);
      assertThat(requests.getLast().at()).isLessThan(Duration.ofHours(6));
    }
  }

  /// Requests and mean tokens were computed from the published files by another program.
  @ParameterizedTest
  @CsvSource({"servegen-large-a,334618,597.2,44.86", "servegen-small-b,453964,71.58,7.874"})
  void servegenWindowsHaveTheRequestsAndTokensOfTheirClients(
      String name, double count, double input, double output) throws IOException, ConfigException {
    List<Request> requests = scenario(withTraces(), name).requests();

    assertThat((double) requests.size()).isCloseTo(count, withinPercentage(2));
    assertThat(requests.stream().mapToInt(Request::inputTokens).average().orElseThrow())
        .isCloseTo(input, withinPercentage(2));
    assertThat(requests.stream().mapToInt(Request::outputTokens).average().orElseThrow())
        .isCloseTo(output, withinPercentage(2));
  }

  @Test
  void everyShippedScenarioGivesSixTrials() throws IOException, ConfigException {
    Trials trials = withTraces();
    for (ScenarioFile file : trials.files().values()) {
      assertThat(trials.of(file)).as(file.name()).hasSize(6);
    }
    assertThat(trials.files()).hasSize(9);
  }

  private static ScenarioFile file(Trials trials, String name) throws IOException, ConfigException {
    return Objects.requireNonNull(trials.files().get(name));
  }

  private static ScenarioTrial scenario(Trials trials, String name)
      throws IOException, ConfigException {
    return ScenarioTrial.of(file(trials, name), trials.traces(), trials.seed());
  }

  private static Workload workload(PolicyTrial trial) {
    Workload workload =
        Objects.requireNonNull(trial.scenario().fleet().workloads().get(trial.workload()));
    assertThat(workload.placements()).extracting(Placement::engine).containsOnly(Optional.empty());
    return workload;
  }

  private static int initial(PolicyTrial trial) {
    return Objects.requireNonNull(trial.scenario().initial().get(trial.workload())).total();
  }
}
