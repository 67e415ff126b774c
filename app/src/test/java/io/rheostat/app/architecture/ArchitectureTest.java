package io.rheostat.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rules of design.md §3 and of the style, each with a fixture that breaks it.
class ArchitectureTest {
  private static final ArchitectureRules RULES = new ArchitectureRules("io.rheostat");
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(ArchitectureTest::isWritten)
          .importPackages("io.rheostat");

  private static final String FIXTURE = "io.rheostat.app.architecture.violating";
  private static final ArchitectureRules BROKEN_RULES = new ArchitectureRules(FIXTURE);
  private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(FIXTURE);

  /// The classes of `.proto` files are generated, and what tests share comes in a jar of its own.
  private static boolean isWritten(Location location) {
    return !location.contains("/io/rheostat/topics/proto/") && !location.contains("-tests.jar");
  }

  private static List<String> broken(ArchRule rule) {
    return rule.evaluate(BROKEN).getFailureReport().getDetails();
  }

  private static List<String> broken(List<ArchRule> rules) {
    return rules.stream().flatMap(rule -> broken(rule).stream()).toList();
  }

  @Test
  void allModulesAreLookedAt() {
    for (String module :
        List.of(
            "model",
            "config",
            "topics",
            "core",
            "ingest",
            "streams",
            "actuator",
            "simulator",
            "app")) {
      assertThat(PROGRAM)
          .anyMatch(type -> type.getPackageName().startsWith("io.rheostat." + module));
    }
    assertThat(PROGRAM).noneMatch(type -> type.getName().endsWith("Test"));
  }

  @Test
  void modulesUseOnlyWhatTheyMay() {
    RULES.arrows().forEach(rule -> rule.check(PROGRAM));
  }

  @Test
  void anArrowAgainstTheDirectionIsNoticed() {
    assertThat(broken(BROKEN_RULES.arrows())).anyMatch(detail -> detail.contains("Impatient"));
  }

  @Test
  void foldsStandAlone() {
    RULES.libraries().forEach(rule -> rule.check(PROGRAM));
  }

  @Test
  void kafkaInAFoldIsNoticed() {
    assertThat(broken(BROKEN_RULES.libraries())).anyMatch(detail -> detail.contains("Uuid"));
  }

  @Test
  void foldsReadNoClockAndDoNoInput() {
    RULES.purity().forEach(rule -> rule.check(PROGRAM));
  }

  @Test
  void clockChanceFileAndThreadInAFoldAreNoticed() {
    List<String> details = broken(BROKEN_RULES.purity());
    assertThat(details).anyMatch(detail -> detail.contains("Instant.now"));
    assertThat(details).anyMatch(detail -> detail.contains("Math.random"));
    assertThat(details).anyMatch(detail -> detail.contains("java.io.File"));
    assertThat(details).anyMatch(detail -> detail.contains("java.lang.Thread"));
    assertThat(details).anyMatch(detail -> detail.contains("org.apache.kafka"));
  }

  @Test
  void theJudgeUsesNothingOfTheFolds() {
    RULES.judge().check(PROGRAM);
  }

  @Test
  void aJudgeThatCallsTheProductIsNoticed() {
    assertThat(broken(BROKEN_RULES.judge())).anyMatch(detail -> detail.contains("Partial"));
  }

  @Test
  void packagesAreNamedForWhatTheyHold() {
    RULES.names().check(PROGRAM);
  }

  @Test
  void aVaguePackageNameIsNoticed() {
    assertThat(broken(BROKEN_RULES.names())).anyMatch(detail -> detail.endsWith(".util"));
  }

  @Test
  void packagesAreFreeOfCycles() {
    RULES.cycles("io.rheostat.(**)").check(PROGRAM);
  }

  @Test
  void aCycleIsNoticed() {
    assertThat(broken(BROKEN_RULES.cycles(FIXTURE + ".cyclic.(*)..")))
        .anyMatch(detail -> detail.contains("Slice one"));
  }

  @Test
  void everyPackageIsNullMarked() {
    RULES.nullMarks().check(PROGRAM);
  }

  @Test
  void aPackageWithoutTheMarkIsNoticed() {
    assertThat(broken(BROKEN_RULES.nullMarks())).anyMatch(detail -> detail.endsWith(".util"));
  }

  @Test
  void noTestIsSwitchedOff() throws IOException {
    assertThat(switchedOff(Path.of(System.getProperty("rheostat.root")))).isEmpty();
  }

  @Test
  void aTestThatIsSwitchedOffIsNoticed(@TempDir Path root) throws IOException {
    Path test = root.resolve("app/src/test/java/SomeTest.java");
    Files.createDirectories(test.getParent());
    Files.writeString(test, "class SomeTest {\n  @" + "Disabled(\"later\")\n  void test() {}\n}\n");
    assertThat(switchedOff(root)).containsExactly(test);
  }

  private static List<Path> switchedOff(Path root) throws IOException {
    Pattern annotation = Pattern.compile("(?m)^\\s*@([\\w.]+\\.)?Disabled\\w*");
    List<Path> found = new ArrayList<>();
    List<Path> modules;
    try (Stream<Path> folders = Files.list(root)) {
      modules =
          folders.map(module -> module.resolve("src/test")).filter(Files::isDirectory).toList();
    }
    for (Path tests : modules) {
      try (Stream<Path> files = Files.walk(tests)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          if (annotation.matcher(Files.readString(file)).find()) {
            found.add(file);
          }
        }
      }
    }
    return found;
  }
}
