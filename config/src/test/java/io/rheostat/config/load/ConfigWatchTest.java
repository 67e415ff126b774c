package io.rheostat.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.settings.Configuration;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.config.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {
  private static final String PLACED =
      """
      placements: [{device: h100}]
      bounds: {minReplicas: 1, maxReplicas: MOST}
      """;

  @TempDir Path directory;
  private long nanos;
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
    ConfigWatch watch = watch();
    String preset = Folder.PRESET.replace("name: vllm", "name: own");

    folder.write("signals/own.yaml", preset);
    assertThat(watch.poll().orElseThrow().presets()).containsOnlyKeys("own", "vllm");

    Files.delete(directory.resolve("signals/own.yaml"));
    assertThat(pollFor(watch, 11).orElseThrow().presets()).containsOnlyKeys("vllm");
  }

  /// Polls each second; the last change.
  private Optional<Configuration> pollFor(ConfigWatch watch, int seconds) {
    Optional<Configuration> last = Optional.empty();
    for (int second = 0; second < seconds; second++) {
      Optional<Configuration> before = last;
      last = watch.poll().or(() -> before);
      nanos += 1_000_000_000L;
    }
    return last;
  }

  @Test
  void aFileThatIsMissingForAMomentWithdrawsNothing() throws ConfigException, IOException {
    folder.write("fleet/chat.yaml", chat(4));
    ConfigWatch watch = watch();
    Configuration before = watch.current();

    Path file = directory.resolve("fleet/chat.yaml");
    Path away = directory.resolve("chat.away");
    Files.move(file, away);
    assertThat(pollFor(watch, 9)).isEmpty();
    assertThat(watch.current()).isEqualTo(before);
    assertThat(watch.missing()).containsExactly("Workload/chat");
    Files.move(away, file);

    assertThat(pollFor(watch, 30)).isEmpty();
    assertThat(watch.current()).isEqualTo(before);
    assertThat(watch.missing()).isEmpty();
  }

  @Test
  void pollsInQuickSuccessionAreNotSeveralSeconds() throws ConfigException, IOException {
    folder.write("fleet/chat.yaml", chat(4));
    ConfigWatch watch = watch();
    Files.delete(directory.resolve("fleet/chat.yaml"));

    for (int poll = 0; poll < 100; poll++) {
      assertThat(watch.poll()).isEmpty();
    }
    assertThat(watch.current().fleet().workloads()).containsKey("chat");
  }

  @Test
  void aFileThatStaysAwayWithdrawsWhatItDeclared() throws ConfigException, IOException {
    folder.write("fleet/chat.yaml", chat(4));
    ConfigWatch watch = watch();
    Files.delete(directory.resolve("fleet/chat.yaml"));

    assertThat(pollFor(watch, 12).orElseThrow().fleet().workloads()).isEmpty();
  }

  @Test
  void aFileCutShortWithdrawsNothingAtOnce() throws ConfigException {
    folder.write("fleet/all.yaml", chat(4) + "---\n" + code(4));
    ConfigWatch watch = watch();

    folder.write("fleet/all.yaml", "");
    assertThat(pollFor(watch, 3)).isEmpty();
    folder.write("fleet/all.yaml", chat(4));
    assertThat(pollFor(watch, 3)).isEmpty();
    assertThat(watch.current().fleet().workloads()).containsOnlyKeys("chat", "code");
  }

  @Test
  void whileSomethingIsMissingOtherChangesAreTaken() throws ConfigException, IOException {
    folder.write("fleet/chat.yaml", chat(4)).write("fleet/code.yaml", code(4));
    ConfigWatch watch = watch();
    Files.delete(directory.resolve("fleet/chat.yaml"));
    folder.write("fleet/code.yaml", code(7));

    Configuration changed = pollFor(watch, 1).orElseThrow();

    assertThat(changed.fleet().workloads()).containsOnlyKeys("chat", "code");
    assertThat(most(changed, "code")).isEqualTo(7);
  }

  @Test
  void aBadFileTakesNoOtherAlongAndIsSaid() throws ConfigException {
    folder.write("fleet/chat.yaml", chat(4)).write("fleet/code.yaml", code(4));
    ConfigWatch watch = watch();

    folder.write("fleet/chat.yaml", "kind: [").write("fleet/code.yaml", code(7));
    Configuration changed = pollFor(watch, 1).orElseThrow();

    assertThat(changed.fleet().workloads()).containsOnlyKeys("chat", "code");
    assertThat(most(changed, "chat")).isEqualTo(4);
    assertThat(most(changed, "code")).isEqualTo(7);
    assertThat(watch.lastProblems())
        .extracting(problem -> problem.file().toString())
        .contains("fleet/chat.yaml");
  }

  @Test
  void nothingIsWithdrawnWhileAnotherFileIsBad() throws ConfigException, IOException {
    folder.write("fleet/chat.yaml", chat(4)).write("fleet/code.yaml", code(4));
    ConfigWatch watch = watch();
    Files.delete(directory.resolve("fleet/chat.yaml"));
    folder.write("fleet/code.yaml", "kind: [");

    assertThat(pollFor(watch, 60)).isEmpty();
    folder.write("fleet/code.yaml", code(4));
    assertThat(pollFor(watch, 12).orElseThrow().fleet().workloads()).containsOnlyKeys("code");
  }

  @Test
  void aFolderThatIsGoneKeepsEverything() throws ConfigException, IOException {
    folder.write("fleet/chat.yaml", chat(4));
    ConfigWatch watch = watch();
    Configuration before = watch.current();
    Files.move(directory.resolve("fleet"), directory.resolve("unmounted"));

    assertThat(pollFor(watch, 60)).isEmpty();
    assertThat(watch.current()).isEqualTo(before);
    assertThat(watch.lastProblems()).isNotEmpty();
  }

  private ConfigWatch watch() throws ConfigException {
    return ConfigWatch.start(directory, directory.resolve("signals"), () -> nanos);
  }

  private static int most(Configuration configuration, String workload) {
    return Objects.requireNonNull(configuration.fleet().workloads().get(workload))
        .bounds()
        .maxReplicas();
  }

  private static String chat(int most) {
    return Folder.inference("chat", PLACED.replace("MOST", Integer.toString(most)));
  }

  private static String code(int most) {
    return Folder.inference("code", PLACED.replace("MOST", Integer.toString(most)));
  }
}
