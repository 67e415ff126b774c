package io.rheostat.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {
  @TempDir Path directory;
  private Folder folder = new Folder(Path.of("."));

  @BeforeEach
  void writeBasics() {
    folder = new Folder(directory).withBasics();
  }

  private void touch(String file, long second) throws IOException {
    Files.setLastModifiedTime(
        directory.resolve(file), FileTime.from(Instant.ofEpochSecond(second)));
  }

  @Test
  void givesAChangedConfigurationOnce() throws ConfigException {
    ConfigWatch watch = ConfigWatch.start(directory);
    assertThat(watch.poll()).isEmpty();

    folder.write("fleet/pool.yaml", Folder.POOL.replace("16", "320"));

    assertThat(watch.poll()).contains(folder.load());
    assertThat(watch.current()).isEqualTo(folder.load());
    assertThat(watch.poll()).isEmpty();
  }

  @Test
  void seesAChangeThatKeepsTheSize() throws ConfigException, IOException {
    ConfigWatch watch = ConfigWatch.start(directory);
    folder.write("fleet/pool.yaml", Folder.POOL.replace("16", "32"));
    touch("fleet/pool.yaml", 7);
    assertThat(watch.poll()).contains(folder.load());
  }

  @Test
  void keepsTheOldAndTellsTheProblemsOfABadOne() throws ConfigException {
    ConfigWatch watch = ConfigWatch.start(directory);
    Configuration before = watch.current();

    folder.write("fleet/pool.yaml", Folder.POOL.replace("budget", "budgets"));

    assertThat(watch.poll()).isEmpty();
    assertThat(watch.current()).isEqualTo(before);
    assertThat(watch.lastProblems())
        .extracting(Problem::toString)
        .containsExactly("fleet/pool.yaml:3: spec.budgets: unknown key. Did you mean budget?");
    assertThat(watch.poll()).isEmpty();
    assertThat(watch.lastProblems()).hasSize(1);
  }

  @Test
  void forgetsTheProblemsWhenTheyAreMended() throws ConfigException {
    ConfigWatch watch = ConfigWatch.start(directory);
    folder.write("fleet/pool.yaml", "broken");
    assertThat(watch.poll()).isEmpty();

    folder.write("fleet/pool.yaml", Folder.POOL);

    assertThat(watch.poll()).as("says the same as before").isEmpty();
    assertThat(watch.lastProblems()).isEmpty();
  }

  @Test
  void sayingTheSameAgainIsNoChange() throws ConfigException, IOException {
    ConfigWatch watch = ConfigWatch.start(directory);
    touch("fleet/pool.yaml", 7);
    assertThat(watch.poll()).isEmpty();
  }

  @Test
  void seesFilesComeAndGo() throws ConfigException, IOException {
    ConfigWatch watch = ConfigWatch.start(directory);
    String preset = Folder.PRESET.replace("name: vllm", "name: own");

    folder.write("signals/own.yaml", preset);
    assertThat(watch.poll().orElseThrow().presets()).containsOnlyKeys("own", "vllm");

    Files.delete(directory.resolve("signals/own.yaml"));
    assertThat(watch.poll().orElseThrow().presets()).containsOnlyKeys("vllm");
  }
}
