package io.rheostat.config.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.load.Folder;
import io.rheostat.config.load.JobLoader;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.model.fleet.Workload;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Submitted jobs beside the workloads of the files.
final class ConfigurationTest {
  private static final String WIDTHS = "placements: [{device: h100, widths: [%d]}]\n";

  @TempDir Path directory;

  private Configuration files() {
    return new Folder(directory)
        .withBasics()
        .write("fleet/declared.yaml", Folder.training("declared", WIDTHS.formatted(2)))
        .load();
  }

  private static Workload submitted(Configuration files, String name) throws ConfigException {
    String text = Folder.training(name, WIDTHS.formatted(8));
    return JobLoader.read(text, "job.yaml", files.fleet());
  }

  @Test
  void aJobStandsBesideTheFilesAndNothingElseChanges() throws ConfigException {
    Configuration files = files();
    Workload job = submitted(files, "job");

    Configuration both = files.with(new TreeMap<>(Map.of("job", job)));

    assertThat(both.fleet().workloads()).containsOnlyKeys("declared", "job");
    assertThat(both.fleet().workloads().get("job")).isEqualTo(job);
    assertThat(both.fleet().devices()).isEqualTo(files.fleet().devices());
    assertThat(both.fleet().pools()).isEqualTo(files.fleet().pools());
    assertThat(both.presets()).isEqualTo(files.presets()).containsKey("vllm");
    assertThat(files.fleet().workloads()).containsOnlyKeys("declared");
  }

  @Test
  void theFilesWinOverAJobOfTheSameName() throws ConfigException {
    Configuration files = files();
    Workload job = submitted(files, "declared");

    Configuration both = files.with(new TreeMap<>(Map.of("declared", job)));

    assertThat(both.fleet().workloads().get("declared"))
        .isNotEqualTo(job)
        .isEqualTo(files.fleet().workloads().get("declared"));
    assertThat(job.placements().getFirst().widths()).containsExactly(8);
  }

  @Test
  void withoutJobsTheFilesStandAlone() {
    Configuration files = files();

    assertThat(files.with(new TreeMap<>())).isEqualTo(files);
  }
}
