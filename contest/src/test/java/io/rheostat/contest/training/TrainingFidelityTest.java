package io.rheostat.contest.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rheostat.contest.training.matrix.TrainingCase;
import io.rheostat.contest.training.matrix.TrainingPolicy;
import io.rheostat.contest.training.matrix.TrainingWorkloads;
import io.rheostat.contest.training.matrix.TrainingWorld;
import io.rheostat.simulator.jobs.JobKnowledge;
import io.rheostat.simulator.jobs.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Mean completion times beside those published with Pollux's artifact; needs the folder of shared
/// data and is skipped without it.
final class TrainingFidelityTest {
  private static final Path DATA = Path.of(System.getProperty("rheostat.shared.data"));

  /// Published means of workloads 1 to 5, in seconds.
  private static final double[] TIRESIAS = {2_474, 5_145, 3_876, 3_280, 3_501};

  private static final double[] OPTIMUS = {4_087, 6_914, 3_944, 5_968, 5_656};
  private static final double POLLUX_ON_THREE = 2_188;

  @BeforeEach
  void data() {
    Path folder = DATA.resolve("training/pollux");
    assumeThat(Files.isDirectory(folder)).as("no %s", folder).isTrue();
  }

  @Test
  void tiresiasIsWithinOnePercentOnEachWorkload() throws IOException {
    TrainingWorkloads workloads = TrainingWorkloads.read(DATA);

    for (int w = 1; w <= TIRESIAS.length; w++) {
      assertThat(mean(workloads, w, TrainingPolicy.TIRESIAS))
          .as("workload %d", w)
          .isCloseTo(TIRESIAS[w - 1], withinPercentage(1));
    }
  }

  @Test
  void optimusIsWithinFourPercentOnEachWorkloadAndTwoInTheMean() throws IOException {
    TrainingWorkloads workloads = TrainingWorkloads.read(DATA);

    double ours = 0;
    double theirs = 0;
    for (int w = 1; w <= OPTIMUS.length; w++) {
      double mean = mean(workloads, w, TrainingPolicy.OPTIMUS);
      assertThat(mean).as("workload %d", w).isCloseTo(OPTIMUS[w - 1], withinPercentage(4));
      ours += mean;
      theirs += OPTIMUS[w - 1];
    }
    assertThat(ours).isCloseTo(theirs, withinPercentage(2));
  }

  @Test
  void rheostatWithPolluxsKnowledgeAndClockIsFasterThanItsPublishedMean() throws IOException {
    TrainingWorkloads workloads = TrainingWorkloads.read(DATA);

    assertThat(mean(workloads, 3, TrainingPolicy.RHEOSTAT_MINUTE)).isLessThan(POLLUX_ON_THREE);
  }

  @Test
  void workloadsAreReadInFullWithTheirHalvesAndUnions() throws IOException {
    TrainingWorkloads workloads = TrainingWorkloads.read(DATA);

    assertThat(workloads.jobs()).hasSize(5 + 5 + 2);
    assertThat(workloads.jobs().get("workload-4")).hasSize(160);
    assertThat(workloads.jobs().get("workload-4-half")).hasSize(80);
    assertThat(workloads.jobs().get("workload-3-and-4"))
        .hasSize(320)
        .extracting(Submission::name)
        .doesNotHaveDuplicates();
    assertThat(workloads.published().get("tiresias workload-1"))
        .isCloseTo(TIRESIAS[0], withinPercentage(0.1));
    assertThat(workloads.published().get("pollux workload-3"))
        .isCloseTo(POLLUX_ON_THREE, withinPercentage(0.1));
  }

  private static double mean(TrainingWorkloads workloads, int workload, TrainingPolicy policy) {
    String name = "workload-" + workload;
    List<Submission> jobs = workloads.jobs().getOrDefault(name, List.of());
    assertThat(jobs).hasSize(160);
    return new TrainingCase(name, TrainingWorld.P, policy, 1, JobKnowledge.OWN, 0)
        .run(jobs)
        .meanSeconds();
  }
}
