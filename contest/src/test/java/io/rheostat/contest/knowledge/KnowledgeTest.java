package io.rheostat.contest.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.scenario.TraceFolder;
import io.rheostat.contest.scenario.Trials;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.simulator.trace.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnowledgeTest {
  private static final Path SHIPPED = Path.of("..", "config");

  private PolicyTrial judged;
  private PolicyTrial earlier;

  KnowledgeTest() throws Exception {
    Trials trials =
        new Trials(
            SHIPPED.resolve("scenarios"),
            SHIPPED.resolve("signals"),
            new TraceFolder(Optional.empty(), Optional.empty()),
            1);
    List<PolicyTrial> ramps = trials.randomRamps();
    judged = ramps.get(0);
    earlier = ramps.get(1);
  }

  @BeforeEach
  void differ() {
    assertThat(requests(judged)).isNotEqualTo(requests(earlier));
  }

  @Test
  void withoutKnowledgeATrialIsItself() {
    assertThat(Knowledge.NOTHING.of(judged, earlier)).isEqualTo(judged);
  }

  @Test
  void whatIsJudgedAfterAnEarlierWindowIsTheSame() {
    PolicyTrial known = Knowledge.DEMAND.of(judged, earlier);

    Duration shift = earlier.length();
    assertThat(known.unscored()).isEqualTo(judged.unscored().plus(shift));
    assertThat(known.length()).isEqualTo(judged.length());
    List<Request> all = requests(known);
    int first = all.size() - requests(judged).size();
    assertThat(all.subList(first, all.size()))
        .extracting(request -> request.at().minus(shift))
        .isEqualTo(requests(judged).stream().map(Request::at).toList());
    assertThat(all.subList(0, first)).isEqualTo(requests(earlier));
    assertThat(engines(known)).containsOnly(Optional.empty());
  }

  @Test
  void theTrueCapacityIsDeclaredAndNothingElseChanges() {
    PolicyTrial known = Knowledge.CAPACITY.of(judged, earlier);

    assertThat(requests(known)).isEqualTo(requests(judged));
    assertThat(known.unscored()).isEqualTo(judged.unscored());
    assertThat(engines(judged)).containsOnly(Optional.empty());
    assertThat(engines(known)).allMatch(Optional::isPresent);
    assertThat(known.scenario().engines()).isEqualTo(judged.scenario().engines());
  }

  @Test
  void bothAreBoth() {
    PolicyTrial known = Knowledge.BOTH.of(judged, earlier);

    assertThat(requests(known)).isEqualTo(requests(Knowledge.DEMAND.of(judged, earlier)));
    assertThat(engines(known)).isEqualTo(engines(Knowledge.CAPACITY.of(judged, earlier)));
  }

  private static List<Request> requests(PolicyTrial trial) {
    return trial.scenario().requests(trial.workload());
  }

  private static List<Optional<?>> engines(PolicyTrial trial) {
    Workload workload =
        Objects.requireNonNull(trial.scenario().fleet().workloads().get(trial.workload()));
    return workload.placements().stream().<Optional<?>>map(Placement::engine).toList();
  }
}
