package io.rheostat.contest.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.contest.training.matrix.TrainingCase;
import io.rheostat.contest.training.matrix.TrainingMatrix;
import io.rheostat.contest.training.matrix.TrainingPolicy;
import io.rheostat.simulator.jobs.JobScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of a report on made-up scores: a job of 1,000 s everywhere, of 900 s with Rheostat and of
/// 1,200 s with Tiresias.
final class TrainingReportTest {
  private static final TrainingRows ROWS =
      new TrainingRows(
          TrainingMatrix.all().stream()
              .map(one -> TrainingRow.of(one, score(one, seconds(one.policy()))))
              .toList(),
          Map.of(
              "pollux workload-1", 1_000.0,
              "pollux workload-2", 1_250.0,
              "pollux workload-3", 1_000.0,
              "pollux workload-4", 1_000.0,
              "pollux workload-5", 750.0));

  @TempDir private Path folder;

  @Test
  void allFilesAreWrittenIntoANewFolder() throws IOException {
    Path into = folder.resolve("docs/benchmarks");

    TrainingReport.write(ROWS, into);

    assertThat(into)
        .isDirectoryContaining("glob:**training.json")
        .isDirectoryContaining("glob:**training.md");
    for (String name : List.of("training-jct.svg", "training-cost.svg")) {
      assertThat(into.resolve(name)).content().startsWith("<svg").endsWith("</svg>\n");
    }
    assertThat(TrainingRows.read(Files.readString(into.resolve("training.json"))).rows())
        .isEqualTo(ROWS.rows());
  }

  @Test
  void theSummarySaysTheRatiosToPollux() {
    assertThat(TrainingPage.of(ROWS))
        .contains(
            "complete in 0.900 × Pollux's mean time with Pollux's knowledge and clock, in 0.900 ×")
        .contains("they take 1.000 × the device-hours at 0.900 × the");
  }

  @Test
  void eachSchedulerHasItsLineAndItsRatios() {
    String page = TrainingPage.of(ROWS);

    assertThat(page)
        .contains("\n| pollux, own | 1000 | 1.000 | 1.000 | 1000 | 1000 | 1.000 |")
        .contains("\n| rheostat, shared | 900 | 0.900 | 0.900 | 900 | 900 | 0.900 |")
        .contains("\n| tiresias, own | 1200 | 1.200 | 1.200 | 1200 | 1200 | 1.200 |")
        .contains("\n| P-delays | rheostat, ended | 0.900 | 0.900 |")
        .contains("\n| P-work-x2.0 | rheostat-minute, own | 0.900 | 0.900 |")
        .contains("\n| M | gavel, own | 1.000 | 1.000 |")
        .contains("\n| P | rheostat, ended, device price 0.03 | 0.900 | 0.900 |");
    for (TrainingPolicy policy : TrainingPolicy.values()) {
      assertThat(page).contains("\n| " + policy.id() + ", own | ");
    }
  }

  @Test
  void fidelityIsTheDeviationFromThePublishedMeans() {
    // 1,000 s beside 1,250 and 750; their mean is 1,000.
    assertThat(TrainingPage.of(ROWS))
        .contains("\n| pollux | +0.0 % | -20.0 % | +0.0 % | +0.0 % | +33.3 % | +0.0 % |");
  }

  @Test
  void aContenderThatIsMissingIsNamed() {
    TrainingRows none = new TrainingRows(List.of(), Map.of());

    assertThatThrownBy(() -> TrainingPage.of(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no row of rheostat, ended in P");
  }

  private static double seconds(TrainingPolicy policy) {
    return switch (policy) {
      case RHEOSTAT, RHEOSTAT_MINUTE -> 900;
      case TIRESIAS -> 1_200;
      default -> 1_000;
    };
  }

  private static JobScore score(TrainingCase of, double seconds) {
    List<Double> devices = of.world().cluster().types().stream().map(_ -> 3_600.0).toList();
    return new JobScore(List.of(new JobScore.Finished("a", "bert", 0, seconds, 1, devices, 1.5)));
  }
}
