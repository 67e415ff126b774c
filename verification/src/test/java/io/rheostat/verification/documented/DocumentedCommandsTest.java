package io.rheostat.verification.documented;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.app.cli.Commands;
import io.rheostat.benchmarks.command.Bench;
import io.rheostat.verification.command.Verify;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/// Every command line of README.md, CONTRIBUTING.md, ARCHITECTURE.md and docs, as it is written
/// there.
class DocumentedCommandsTest {
  /// Properties that no build file names: the test runner's, and those that tests read themselves.
  private static final Set<String> READ_BY_TESTS =
      Set.of(
          "surefire.failIfNoSpecifiedTests",
          "rheostat.metrics",
          "rheostat.schema",
          "rheostat.reference",
          "rheostat.state");

  private static final Path ROOT = Path.of(System.getProperty("rheostat.root"));
  private static final Pattern LINE =
      Pattern.compile("(?:[A-Z_]+=\\S+ +)*(\\./rheostat|mvn)(?: +(.*))?");
  private static final Pattern SPAN = Pattern.compile("`((?:\\./)?rheostat [^`]+|mvn [^`]+)`");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final List<String> GOALS =
      List.of("validate", "process-test-classes", "test", "package", "verify");

  /// A command line in a document.
  ///
  /// @param whole whether it stands in a block and not within a sentence, which may leave options
  ///     out
  private record Documented(String place, String program, List<String> words, boolean whole) {}

  @Test
  void everyCommandLineIsTakenByTheRealParser() throws IOException {
    List<String> refused = new ArrayList<>();
    List<Documented> all = documented();
    for (Documented line : all) {
      if (!line.program().equals("mvn")) {
        refusal(line).ifPresent(why -> refused.add(line.place() + ": " + why));
      }
    }

    assertThat(refused).isEmpty();
    assertThat(all).filteredOn(line -> line.place().startsWith("README.md")).hasSizeGreaterThan(15);
    assertThat(all).filteredOn(line -> line.words().contains("bench")).hasSizeGreaterThan(3);
  }

  @Test
  void anUnknownCommandLineIsRefused() {
    for (String line :
        List.of(
            "./rheostat demmo",
            "./rheostat demo --sped 60",
            "./rheostat up --role cook",
            "./rheostat verify protokol",
            "./rheostat verify protocol --form 5",
            "./rheostat export")) {
      assertThat(refusal(documented("here", line, true))).as(line).isPresent();
    }
    assertThat(mavenRefusals(documented("here", "mvn -Dqick verify", true))).isNotEmpty();
    assertThat(mavenRefusals(documented("here", "mvn -pl nothing verify", true))).isNotEmpty();
  }

  @Test
  void everyMavenLineNamesGoalsModulesPropertiesAndTestsThatExist() throws IOException {
    List<String> refused = new ArrayList<>();
    for (Documented line : documented()) {
      if (line.program().equals("mvn")) {
        mavenRefusals(line).forEach(why -> refused.add(line.place() + ": " + why));
      }
    }

    assertThat(refused).isEmpty();
  }

  @Test
  void continuousIntegrationRunsEveryCommandOfTheReadmeThatIsNotMarked() throws Exception {
    Process listing =
        new ProcessBuilder(ROOT.resolve(".ci/readme").toString(), "--list")
            .directory(ROOT.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String listed = new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(listing.waitFor()).isZero();

    List<String> expected = new ArrayList<>();
    for (String line : blocks(Files.readAllLines(ROOT.resolve("README.md")))) {
      if (line.startsWith("./rheostat") && !line.contains("(not in CI)")) {
        expected.add(line.replaceFirst("\\s+#.*", ""));
      }
    }
    // `mvn verify` is a step of its own.
    assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains("mvn -B -ntp verify");
    assertThat(listed.lines()).containsExactlyElementsOf(expected).hasSizeGreaterThan(10);
  }

  private static Optional<String> refusal(Documented line) {
    try {
      List<String> rest = line.words().subList(1, line.words().size());
      switch (line.words().getFirst()) {
        case "bench" -> parse(Bench.line(), rest);
        case "verify" -> parse(Verify.line(), rest);
        default -> parse(Commands.line(), line.words());
      }
      return Optional.empty();
    } catch (MissingParameterException e) {
      return line.whole() ? Optional.of(String.valueOf(e.getMessage())) : Optional.empty();
    } catch (ParameterException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static void parse(CommandLine parser, List<String> words) {
    CommandLine.ParseResult parsed = parser.parseArgs(words.toArray(String[]::new));
    if (!parsed.hasSubcommand()) {
      throw new ParameterException(parser, "no command is named");
    }
  }

  private static List<String> mavenRefusals(Documented line) {
    List<String> refused = new ArrayList<>();
    String before = "";
    for (String word : line.words()) {
      boolean known =
          before.equals("-pl")
              ? Stream.of(word.split(",")).allMatch(DocumentedCommandsTest::isModule)
              : word.startsWith("-D") ? isProperty(word) : isGoalOrSwitch(word);
      if (!known) {
        refused.add("mvn does not know " + word);
      }
      before = word;
    }
    return refused;
  }

  private static boolean isGoalOrSwitch(String word) {
    return GOALS.contains(word)
        || List.of("-pl", "-am", "-N", "-o", "-B", "-q").contains(word)
        || (word.startsWith("-P") && poms().contains("<id>" + word.substring(2) + "</id>"));
  }

  private static boolean isModule(String name) {
    return Files.isRegularFile(ROOT.resolve(name).resolve("pom.xml"));
  }

  private static boolean isProperty(String word) {
    String name = word.substring(2).replaceFirst("=.*", "");
    if (name.equals("test")) {
      return Stream.of(word.substring(word.indexOf('=') + 1).split(","))
          .allMatch(DocumentedCommandsTest::isTest);
    }
    return READ_BY_TESTS.contains(name) || poms().contains(name);
  }

  private static boolean isTest(String name) {
    try (Stream<Path> files = Files.walk(ROOT, 16)) {
      return files.anyMatch(file -> file.endsWith(name + ".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The reactor's pom and those of its modules.
  private static String poms() {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(ROOT)) {
      for (Path folder : Stream.concat(Stream.of(ROOT), files).toList()) {
        Path pom = folder.resolve("pom.xml");
        if (Files.isRegularFile(pom)) {
          all.append(Files.readString(pom));
        }
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Documented> documented() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : List.of("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md")) {
      files.add(ROOT.resolve(name));
    }
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
    }
    List<Documented> found = new ArrayList<>();
    for (Path file : files) {
      String place = ROOT.relativize(file).toString();
      for (String line : blocks(Files.readAllLines(file))) {
        found.add(documented(place, line, true));
      }
      Matcher spans = SPAN.matcher(Files.readString(file));
      while (spans.find()) {
        String span = spans.group(1).replace('\n', ' ');
        found.add(documented(place, span.startsWith("rheostat") ? "./" + span : span, false));
      }
    }
    return found;
  }

  /// Returns command lines of fenced and indented blocks, continued lines as one.
  private static List<String> blocks(List<String> lines) {
    List<String> commands = new ArrayList<>();
    boolean fenced = false;
    String begun = "";
    for (String line : lines) {
      fenced ^= line.startsWith("```");
      String text = begun + line.strip();
      begun = "";
      if ((fenced || line.startsWith("    ")) && LINE.matcher(text).matches()) {
        if (text.endsWith("\\")) {
          begun = text.substring(0, text.length() - 1);
        } else {
          commands.add(text);
        }
      }
    }
    return commands;
  }

  /// Single capitals such as `N` stand for a number.
  private static Documented documented(String place, String line, boolean whole) {
    Matcher parts = LINE.matcher(line.replaceFirst("\\s+#.*", ""));
    assertThat(parts.matches()).as(line).isTrue();
    List<String> words = new ArrayList<>();
    Matcher each = WORD.matcher(Objects.requireNonNullElse(parts.group(2), ""));
    while (each.find()) {
      String word = each.group().replaceAll("['\"]", "");
      words.add(word.matches("[A-Z]") ? "1" : word);
    }
    return new Documented(
        place + ", " + line, parts.group(1).replace("./", ""), List.copyOf(words), whole);
  }
}
