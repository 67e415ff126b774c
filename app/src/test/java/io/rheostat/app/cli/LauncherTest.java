package io.rheostat.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.testing.Shipped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shipped launcher in a folder with the modules' layout, a Maven that only writes down how it
/// was called, and a JDK that prints its arguments.
class LauncherTest {
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$*" >>calls
      module=$(echo "$*" | sed 's/.*-pl \\([a-z]*\\) .*/\\1/')
      echo "[INFO] Building Rheostat model 0.1.0-SNAPSHOT [1/2]"
      echo "Downloading from central: a library"
      echo "Downloading from central: another"
      echo "[INFO] Building Rheostat $module 0.1.0-SNAPSHOT [2/2]"
      if [ -f broken ]; then echo "[ERROR] it does not compile"; exit 1; fi
      mkdir -p "$module/target"
      echo jar >"$module/target/rheostat-$module-0.1.0-SNAPSHOT.jar"
      if [ -f busy ]; then sleep 0.05; touch model/src/main/Model.java; rm busy; fi
      """;
  private static final String JAVA =
      """
      #!/bin/sh
      if [ "$1" = -version ]; then echo 'openjdk version "25.0.1"' >&2; else echo "java $*"; fi
      """;

  @TempDir private Path folder;

  /// End of a launch.
  private record Launch(int code, String out, String errors) {}

  @BeforeEach
  void layOut() throws IOException {
    Files.copy(Shipped.root().resolve("rheostat"), folder.resolve("rheostat"));
    executable("jdk/bin/javac", "#!/bin/sh\n");
    executable("jdk/bin/java", JAVA);
    executable("bin/mvn", MAVEN);
    Files.writeString(folder.resolve("pom.xml"), "");
    for (String module :
        List.of("model", "topics", "contest", "app", "benchmarks", "verification")) {
      Files.createDirectories(folder.resolve(module + "/src/main"));
      Files.createDirectories(folder.resolve(module + "/src/test"));
      Files.writeString(folder.resolve(module + "/pom.xml"), "");
    }
    touch("model/src/main/Model.java");
    touch("benchmarks/src/main/Bench.java");
    touch("topics/src/main/Topics.java");
  }

  @Test
  void firstCommandBuildsTheProgramWithoutTestsAndBenchmarks() throws Exception {
    Launch launch = launch("demo", "--speed", "60");

    assertThat(launch.code()).isZero();
    assertThat(calls())
        .singleElement()
        .asString()
        .contains("-pl app -am", "-Dmaven.test.skip=true", "-Dlauncher", "package")
        .doesNotContain("benchmarks");
    assertThat(launch.out())
        .startsWith("java ")
        .contains("io.rheostat.app.Rheostat demo --speed 60");
  }

  @Test
  void benchmarksAreBuiltForTheirCommandsOnly() throws Exception {
    launch("plan");
    Launch launch = launch("bench", "latency");

    assertThat(calls()).hasSize(2);
    assertThat(calls().getLast()).contains("-pl benchmarks -am");
    assertThat(launch.out()).contains("io.rheostat.benchmarks.command.Bench latency");
  }

  @Test
  void aCheckIsBuiltForItsCommandAndForTheOneItHadBefore() throws Exception {
    for (String before : List.of("verify", "bench")) {
      Launch launch = launch(before, "protocol", "--seeds", "5");

      assertThat(launch.out())
          .contains("io.rheostat.verification.command.Verify protocol --seeds 5");
    }
    assertThat(calls()).singleElement().asString().contains("-pl verification -am");
  }

  @Test
  void aComparisonOfPoliciesNeedsNoServiceToBeBuilt() throws Exception {
    Launch launch = launch("bench", "policies");
    later("topics/src/main/Topics.java");
    launch("bench", "knowledge");

    assertThat(calls()).singleElement().asString().contains("-pl contest -am");
    assertThat(launch.out()).contains("io.rheostat.contest.command.PolicyBench policies");
  }

  @Test
  void progressNamesEachModuleWithTheTime() throws Exception {
    assertThat(launch("plan").errors())
        .containsPattern("\\d+ s  1 of 2  Rheostat model")
        .containsPattern("\\d+ s  2 of 2  Rheostat app")
        .containsPattern("built in \\d+ s")
        .containsOnlyOnce("fetching libraries");
  }

  @Test
  void whatIsBuiltIsNotBuiltAgain() throws Exception {
    launch("plan");
    Launch second = launch("status");

    assertThat(calls()).hasSize(1);
    assertThat(second.errors()).isEmpty();
  }

  @Test
  void aChangedSourceIsBuiltForWhatUsesIt() throws Exception {
    launch("plan");
    launch("bench");
    later("benchmarks/src/main/Bench.java");
    launch("plan");
    assertThat(calls()).hasSize(2);
    launch("bench");
    assertThat(calls()).hasSize(3);
    later("model/src/main/Model.java");
    launch("plan");
    launch("bench");
    assertThat(calls()).hasSize(5);
  }

  @Test
  void aDeletedSourceIsAChangeAndATestIsNone() throws Exception {
    launch("plan");
    later("model/src/test/ModelTest.java");
    launch("plan");
    assertThat(calls()).hasSize(1);
    TimeUnit.MILLISECONDS.sleep(20);
    Files.delete(folder.resolve("model/src/main/Model.java"));
    launch("plan");
    assertThat(calls()).hasSize(2);
  }

  @Test
  void whatIsEditedDuringABuildIsBuiltByTheNext() throws Exception {
    touch("busy");
    launch("plan");
    launch("plan");
    launch("plan");

    assertThat(calls()).hasSize(2);
  }

  @Test
  void aFailedBuildSaysWhyAndStartsNothing() throws Exception {
    touch("broken");
    Launch launch = launch("plan");

    assertThat(launch.code()).isEqualTo(1);
    assertThat(launch.out()).isEmpty();
    assertThat(launch.errors()).contains("[ERROR] it does not compile", "target/build.log");
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls"));
  }

  private void touch(String file) throws IOException {
    Files.writeString(folder.resolve(file), "");
  }

  /// Files carry the time of the kernel's tick, which is up to 10 ms old.
  private void later(String file) throws Exception {
    TimeUnit.MILLISECONDS.sleep(20);
    touch(file);
  }

  private void executable(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Launch launch(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(folder.resolve("rheostat").toString()));
    command.addAll(List.of(arguments));
    Path errors = folder.resolve("errors");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Launch(process.waitFor(), out, Files.readString(errors));
  }
}
