package io.rheostat.contest.training.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.contest.training.TinyJobs;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.simulator.jobs.Submission;
import io.rheostat.simulator.jobs.table.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Submitted jobs from a file of an application with batches from 16 to 512, at least 8 a replica.
final class WorkloadFileTest {
  private static final Application BERT =
      TinyJobs.adaptive("bert", new BatchRange(16, 512, 8, 32, true), 100, 1);

  private static final String HEADER = "name,time,application,num_replicas,batch_size\n";

  @TempDir private Path folder;

  @Test
  void jobsAreReadInTheirOrder() throws IOException {
    assertThat(read("bert-7,791,bert,4,128\nbert-2,0.5,bert,2,16\n"))
        .containsExactly(
            new Submission("bert-7", 791, BERT, 4, 128),
            new Submission("bert-2", 0.5, BERT, 2, 16));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "b,5,gpt,4,128 | application is \"gpt\". It must be one of [bert].",
        "b,-1,bert,4,128 | time is \"-1\". It must be 0 or more.",
        "b,soon,bert,4,128 | time is \"soon\". It must be a number.",
        "b,5,bert,0,128 | num_replicas is \"0\". It must be a whole number from 1 to 1000000.",
        "b,5,bert,65,512 | num_replicas is \"65\". It must be at most 64.",
        "b,5,bert,4,513 | batch_size is \"513\". It must be between 32.0 and 512.0.",
        "b,5,bert,4,31 | batch_size is \"31\". It must be between 32.0 and 512.0.",
        "b,5,bert,4 | column batch_size is missing."
      })
  void whatIsWrongIsNamedWithItsFileLineAndColumn(String row, String problem) {
    assertThatThrownBy(() -> read("good,0,bert,4,128\n" + row + "\n"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder.resolve("workload.csv") + " line 3: ")
        .hasMessageEndingWith(problem);
  }

  private List<Submission> read(String rows) throws IOException {
    Path file = Files.writeString(folder.resolve("workload.csv"), HEADER + rows);
    return WorkloadFile.read(file, Map.of("bert", BERT));
  }
}
