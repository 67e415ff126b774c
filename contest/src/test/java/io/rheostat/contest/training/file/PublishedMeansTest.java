package io.rheostat.contest.training.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Published means from a few lines of the artifact's format.
final class PublishedMeansTest {
  @TempDir private Path folder;

  @Test
  void meansAtLoadOneAreKeptByPolicyAndWorkload() throws IOException {
    Path file =
        file(
            """
            experiment,workload,jobs,avg_jct_s
            results-jobload/pollux-1.0,workload-1,160,2088.769
            results-jobload/pollux-2.0,workload-1,160,6000.5
            results-period/30,workload-1,160,2100
            results-jobload/tiresias-1.0,workload-2,160,5145
            """);

    assertThat(PublishedMeans.read(file))
        .contains(entry("pollux workload-1", 2088.769), entry("tiresias workload-2", 5145.0))
        .hasSize(4);
  }

  @Test
  void aMeanThatIsNotPositiveIsNamedWithItsLineAndColumn() throws IOException {
    Path file =
        file(
            """
            experiment,workload,jobs,avg_jct_s
            results-jobload/pollux-1.0,workload-1,160,2088
            results-jobload/pollux-1.0,workload-2,160,-1
            """);

    assertThatThrownBy(() -> PublishedMeans.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " line 3: avg_jct_s is \"-1\". It must be above 0.");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("published-avg-jct.csv"), text);
  }
}
