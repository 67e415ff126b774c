package io.rheostat.contest.training.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.model.fleet.BatchRange;
import io.rheostat.simulator.jobs.table.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Profiles of applications from a folder of a few rows.
final class ProfileFolderTest {
  private static final String PLACEMENTS =
      """
      placement,local_bsz,step_time,sync_time
      1,8,0.2,0.01
      1,16,0.3,0.01
      22,16,0.5,0.2
      """;

  private static final String SCALABILITY =
      """
      num_nodes,num_replicas,local_bsz,step_time,sync_time
      6,24,16,0.9,0.6
      """;

  private static final String EPOCHS = "progress,iteration,metric,grad_sqr,grad_var\n";

  @TempDir private Path folder;

  @Test
  void theRangeOfBatchesFollowsFromTheFiles() throws IOException {
    write("bert");

    Application bert = read("bert");

    assertThat(bert.name()).isEqualTo("bert");
    assertThat(bert.range()).isEqualTo(new BatchRange(32, 128, 8, 16, true));
    assertThat(bert.mostReplicas()).isEqualTo(Integer.MAX_VALUE);
    assertThat(bert.batchFixed()).isEmpty();
  }

  @Test
  void timesAreThoseOfPlacementsAndOfWidths() throws IOException {
    write("bert");

    Application bert = read("bert");

    assertThat(bert.steps().at(new int[] {2, 2}, 16).stepSeconds()).isEqualTo(0.5);
    assertThat(bert.steps().at(new int[] {1}, 12).stepSeconds()).isCloseTo(0.25, within(1e-12));
    assertThat(bert.steps().at(new int[] {4, 4, 4, 4, 4, 4}, 16).syncSeconds()).isEqualTo(0.6);
  }

  @Test
  void epochsAreThoseOfAllBatchesInTheOrderOfTheirNumbers() throws IOException {
    write("bert");

    Application bert = read("bert");

    assertThat(bert.epochs().epochs()).isEqualTo(2);
    assertThat(bert.work()).isEqualTo(200);
    assertThat(bert.epochs().iterationsAfter(128, 1)).isEqualTo(26);
    assertThat(bert.epochs().statistics(128, 1).variance()).isEqualTo(80);
  }

  @Test
  void speedsOfOtherTypesBelongToTheirApplication() throws IOException {
    write("bert");
    write("gpt");

    Map<String, Application> all =
        ProfileFolder.read(folder, Map.of("gpt", Map.of("fast", 2.0), "other", Map.of()));

    assertThat(all).containsOnlyKeys("bert", "gpt");
    assertThat(all.values())
        .extracting(Application::speeds)
        .containsExactly(Map.of(), Map.of("fast", 2.0));
  }

  @Test
  void twoApplicationsAreLimitedAsInPolluxsOwnSimulator() throws IOException {
    write("ncf");
    write("yolov3");

    assertThat(read("ncf").mostReplicas()).isEqualTo(1);
    assertThat(read("ncf").batchFixed()).contains(128.0);
    assertThat(read("yolov3").range()).isEqualTo(new BatchRange(32, 128, 8, 8, true));
  }

  @Test
  void aFolderThatIsNoneOrHasNoApplicationIsRefused() throws IOException {
    Path none = folder.resolve("none");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.writeString(empty.resolve("philly.csv"), "timestamp\n");

    assertThatThrownBy(() -> ProfileFolder.read(none, Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessage(none + " is no folder. Name one with a folder for each application.");
    assertThatThrownBy(() -> ProfileFolder.read(empty, Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessage(empty + " has no folder of an application.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "placements.csv | 40,8,0.2,0 | placement is \"40\". It must be one digit a node",
        "placements.csv | 4x,8,0.2,0 | placement is \"4x\". It must be one digit a node",
        "placements.csv | 1,0,0.2,0 | local_bsz is \"0\". It must be above 0.",
        "placements.csv | 1,8,0.2,0.2 | sync_time is \"0.2\". It must be 0 or more and below",
        "placements.csv | 1,8,0.2,-0.1 | sync_time is \"-0.1\". It must be 0 or more and below",
        "placements.csv | 1,8,0.2 | column sync_time is missing.",
        "scalability.csv | 0,24,16,0.9,0.6 | num_nodes is \"0\". It must be a whole number from 1"
            + " to 1000000.",
        "scalability.csv | 6,24,16,fast,0.6 | step_time is \"fast\". It must be a number.",
        "validation-32.csv | 300,300,0.5,two,1 | grad_sqr is \"two\". It must be a number.",
        "validation-32.csv | -1,300,0.5,2,1 | progress is \"-1\". It must be above 0."
      })
  void whatIsWrongIsNamedWithItsFileLineAndColumn(String name, String row, String problem)
      throws IOException {
    write("bert");
    Path file = folder.resolve("bert").resolve(name);
    String before = Files.readString(file);
    Files.writeString(file, before + row + "\n");

    long line = before.lines().count() + 1;
    assertThatThrownBy(() -> ProfileFolder.read(folder, Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " line " + line + ": " + problem);
  }

  @Test
  void filesThatAreMissingAreNamed() throws IOException {
    write("bert");
    Path bert = folder.resolve("bert");
    Files.delete(bert.resolve("validation-32.csv"));
    Files.delete(bert.resolve("validation-128.csv"));

    assertThatThrownBy(() -> ProfileFolder.read(folder, Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessage(bert + " has no validation-BATCH.csv.");

    Files.delete(bert.resolve("scalability.csv"));
    assertThatThrownBy(() -> ProfileFolder.read(folder, Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessage(bert.resolve("scalability.csv") + " is missing.");
  }

  private Application read(String name) throws IOException {
    return ProfileFolder.read(folder, Map.of()).values().stream()
        .filter(application -> application.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// Writes an application of two epochs at batches 32 and 128.
  private void write(String name) throws IOException {
    Path path = Files.createDirectory(folder.resolve(name));
    Files.writeString(path.resolve("placements.csv"), PLACEMENTS);
    Files.writeString(path.resolve("scalability.csv"), SCALABILITY);
    Files.writeString(
        path.resolve("validation-32.csv"), EPOCHS + "100,100,0.5,2,60\n200,200,0.6,1,90\n");
    Files.writeString(
        path.resolve("validation-128.csv"), EPOCHS + "101,26,0.5,2,70\n202,52,0.6,1,80\n");
    Files.writeString(path.resolve("notes.txt"), "no table\n");
  }
}
