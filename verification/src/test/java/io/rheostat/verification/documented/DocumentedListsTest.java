package io.rheostat.verification.documented;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.Tuning;
import io.rheostat.model.decision.GuardStage;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Lists in the documents, against what they list.
class DocumentedListsTest {
  private static final Path ROOT = Path.of(System.getProperty("rheostat.root"));
  private static final Path CORE = Path.of("autoscaler-core/src/main/java/io/rheostat/core");

  private static List<String> found(String file, String pattern) throws IOException {
    Matcher matcher =
        Pattern.compile(pattern, Pattern.MULTILINE).matcher(Files.readString(ROOT.resolve(file)));
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void theGuardsPageHasItsStagesInOrder() throws IOException {
    assertThat(found("docs/concepts/guard.md", "^\\| \\d+ \\| `([A-Z_]+)` \\|"))
        .containsExactlyElementsOf(Arrays.stream(GuardStage.values()).map(Enum::name).toList());
  }

  @Test
  void numbersNamedInConceptsStandInTuning() throws IOException {
    SortedSet<String> numbers = new TreeSet<>();
    for (RecordComponent group : Tuning.class.getRecordComponents()) {
      for (RecordComponent number : group.getType().getRecordComponents()) {
        numbers.add(group.getName() + "." + number.getName());
      }
    }
    String groups =
        String.join(
            "|",
            Arrays.stream(Tuning.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
    List<String> named = new ArrayList<>();
    for (String page : List.of("guard", "objective", "demand-and-capacity")) {
      named.addAll(
          found("docs/concepts/" + page + ".md", "`(?:Tuning\\.)?((?:" + groups + ")\\.\\w+)`"));
    }

    assertThat(named).hasSizeGreaterThan(10);
    assertThat(numbers).containsAll(named);
  }

  @Test
  void architectureNamesEveryModule() throws IOException {
    assertThat(found("ARCHITECTURE.md", "^\\| `([a-z-]+)` \\|.*\\|.*\\|"))
        .containsExactlyInAnyOrderElementsOf(found("pom.xml", "<module>([^<]+)</module>"));
  }

  @Test
  void architectureNamesEveryPackageOfTheCore() throws IOException {
    String page = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
    List<String> packages;
    try (Stream<Path> folders = Files.list(ROOT.resolve(CORE))) {
      packages =
          folders.filter(Files::isDirectory).map(f -> f.getFileName().toString()).sorted().toList();
    }

    assertThat(packages).hasSizeGreaterThan(10);
    for (String name : packages) {
      assertThat(page).contains("| `" + name + "` |");
    }
  }
}
