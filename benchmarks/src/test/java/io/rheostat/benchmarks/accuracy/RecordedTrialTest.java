package io.rheostat.benchmarks.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.config.testing.Shipped;
import io.rheostat.contest.capacity.OfflineCapacity;
import io.rheostat.contest.matrix.Case;
import io.rheostat.contest.matrix.MatrixPlan;
import io.rheostat.contest.matrix.RunSelection;
import io.rheostat.contest.scenario.TraceFolder;
import io.rheostat.contest.scenario.Trials;
import io.rheostat.contest.trial.Contest;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.RheostatPolicy;
import io.rheostat.contest.trial.TrialResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecordedTrialTest {
  private static PolicyTrial ramp() throws Exception {
    Path config = Shipped.root().resolve("config");
    Trials trials =
        new Trials(
            config.resolve("scenarios"),
            config.resolve("signals"),
            new TraceFolder(Optional.empty(), Optional.empty()),
            1);
    List<Case> cases =
        new MatrixPlan(trials, new RunSelection(List.of("llm-d-ramp"), RunSelection.Part.ONE_TYPE))
            .cases();
    return cases.getFirst().entrants().getFirst().trial();
  }

  /// The recorded run is the contest's: what it is judged by comes from the world alone.
  @Test
  void theTruthIsThatOfTheContest() throws Exception {
    PolicyTrial trial = ramp();
    TrialResult contest = Contest.run(trial, new RheostatPolicy(), 1);
    PredictionRow row = RecordedTrial.of(trial, 1).predictions(37, new OfflineCapacity());

    assertThat(row.attainment().truth()).isEqualTo(contest.sloAttainment());
    assertThat(row.usd().truth()).isCloseTo(contest.costUsd(), within(1e-9));
    assertThat(row.usd().predicted()).isCloseTo(contest.costUsd(), within(contest.costUsd() / 5));
    assertThat(row.firstTokenP95().predicted())
        .isCloseTo(row.firstTokenP95().truth(), within(row.firstTokenP95().truth() / 5));
    assertThat(row.coverage()).containsOnlyKeys(30.0, 120.0, 300.0);
    assertThat(AccuracyPage.line(row)).startsWith("| llm-d-ramp | 37 s | ");
  }
}
