package io.rheostat.contest.training.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.contest.training.TinyJobs;
import io.rheostat.simulator.jobs.JobKnowledge;
import io.rheostat.simulator.jobs.JobScore;
import io.rheostat.simulator.jobs.Submission;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Runs of two policies on one job and on two.
final class TrainingRunsTest {
  private static final Submission A = TinyJobs.job("a", TinyJobs.application("a", 600, 1, 2, 4), 4);
  private static final Submission B =
      TinyJobs.job("b", 100, TinyJobs.application("b", 90, 1, 1, 1), 1);

  private static final TrainingWorkloads WORKLOADS =
      new TrainingWorkloads(
          new TreeMap<>(Map.of("one", List.of(A), "two", List.of(A, B))), Map.of());

  @Test
  void scoresAreInTheOrderOfTheCasesWhateverTheThreads() throws InterruptedException {
    List<TrainingCase> cases = List.of(fifo("two"), fifo("one"));
    ByteArrayOutputStream lines = new ByteArrayOutputStream();

    List<JobScore> scores =
        TrainingRuns.of(cases, WORKLOADS, 2, new PrintStream(lines, true, StandardCharsets.UTF_8));

    // The first starts at 60 s and takes 30 + 600 / 4 s, the second at 120 s and takes 30 + 90 s.
    assertThat(scores.getFirst().jobs())
        .extracting(JobScore.Finished::completedAt)
        .containsExactly(240.0, 240.0);
    assertThat(scores.getLast().jobs()).hasSize(1);
    assertThat(lines.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .anyMatch(line -> line.endsWith(" of 2: fifo own on two in P: mean 190 s"))
        .anyMatch(line -> line.endsWith(" of 2: fifo own on one in P: mean 240 s"));
  }

  @Test
  void aWorkloadThatIsNotThereIsNamed() {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

    assertThatThrownBy(() -> TrainingRuns.of(List.of(fifo("none")), WORKLOADS, 1, nowhere))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there is no workload none.");
  }

  private static TrainingCase fifo(String workload) {
    return new TrainingCase(workload, TrainingWorld.P, TrainingPolicy.FIFO, 1, JobKnowledge.OWN, 0);
  }
}
