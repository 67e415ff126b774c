package io.rheostat.verification.architecture;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rules of the house, each with a fixture that breaks it.
class ArchitectureTest {
  private static final ArchitectureRules RULES = new ArchitectureRules("io.rheostat");
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(ArchitectureTest::isWritten)
          .importPackages("io.rheostat");

  private static final String FIXTURE = "io.rheostat.verification.architecture.violating";
  private static final ArchitectureRules BROKEN_RULES = new ArchitectureRules(FIXTURE);
  private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(FIXTURE);

  /// Classes of `.proto` files and of benchmarks' harness are generated, and fixtures shared by
  /// tests come in a jar of their own.
  private static boolean isWritten(Location location) {
    return Stream.of("/topics/proto/", "/ExpositionProto", "/jmh_generated/", "-tests.jar")
        .noneMatch(location::contains);
  }

  private static List<String> broken(ArchRule rule) {
    return rule.evaluate(BROKEN).getFailureReport().getDetails();
  }

  private static List<String> broken(List<ArchRule> rules) {
    return rules.stream().flatMap(rule -> broken(rule).stream()).toList();
  }

  @Test
  void allModulesOfTheBuildAreRead() throws IOException {
    Path root = Path.of(System.getProperty("rheostat.root"));
    Matcher modules =
        Pattern.compile("<module>([^<]+)</module>")
            .matcher(Files.readString(root.resolve("pom.xml")));
    List<String> read = new ArrayList<>();
    while (modules.find()) {
      Path sources = root.resolve(modules.group(1)).resolve("src/main/java");
      for (String type : types(sources)) {
        assertThat(PROGRAM.contain(type)).as(type).isTrue();
      }
      read.add(modules.group(1));
    }
    assertThat(read).hasSizeGreaterThan(10);
    assertThat(PROGRAM).noneMatch(type -> type.getName().endsWith("Test"));
  }

  /// Returns the names of a module's types: their jars may be found at more than one place.
  private static List<String> types(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .map(file -> sources.relativize(file).toString())
          .filter(file -> file.endsWith(".java") && !file.endsWith("package-info.java"))
          .map(file -> file.replace(".java", "").replace('/', '.'))
          .toList();
    }
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
  void oraclesCallNothingOfTheCodeTheyJudge() {
    RULES.oracles().check(PROGRAM);
  }

  @Test
  void anOracleThatCallsTheProductIsNoticed() {
    assertThat(broken(BROKEN_RULES.oracles())).anyMatch(detail -> detail.contains("Partial"));
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
  void classesOfTheFoldsAreFreeOfCycles() {
    RULES.classCycles().check(PROGRAM);
  }

  @Test
  void aCycleOfClassesIsNoticed() {
    assertThat(broken(BROKEN_RULES.classCycles())).anyMatch(detail -> detail.contains("Hen"));
  }

  @Test
  void noTwoTypesShareASimpleName() {
    assertThat(RULES.repeatedNames(PROGRAM)).isEmpty();
  }

  @Test
  void aRepeatedNameIsNoticed() {
    assertThat(BROKEN_RULES.repeatedNames(BROKEN)).containsOnlyKeys("Twin");
  }

  @Test
  void packagesHaveAtMostFifteenTypes() {
    assertThat(RULES.largePackages(PROGRAM)).isEmpty();
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
