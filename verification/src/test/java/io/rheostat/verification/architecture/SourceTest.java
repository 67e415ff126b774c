package io.rheostat.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Lengths of files and methods of the program, as google-java-format lays them out.
class SourceTest {
  private static final Path ROOT = Path.of(System.getProperty("rheostat.root"));
  private static final int MOST_LINES_OF_A_FILE = 300;
  private static final int MOST_LINES_OF_A_METHOD = 40;

  /// Methods that are one table or one literal: cutting them would tear it.
  private static final Set<String> TABLES =
      Set.of(
          "EmbeddedBroker.settings",
          "IngestMetrics.IngestMetrics",
          "IngestShapes.limits",
          "KubernetesShapes.target",
          "SignalShapes.scrapeJob",
          "StreamsHost.config");

  private static final Pattern MEMBER =
      Pattern.compile("^ {2,4}(?![\\s/@*})\"]|[A-Z_]+\\()(?:[\\w<>\\[\\],.? &]+ )?(\\w+)\\(.*");

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.sorted().toList()) {
        Path main = module.resolve("src/main/java");
        if (Files.isDirectory(main)) {
          try (Stream<Path> files = Files.walk(main)) {
            files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }

  private static String simpleName(Path source) {
    return source.getFileName().toString().replace(".java", "");
  }

  @Test
  void noFileIsLongerThanAReaderScrolls() throws IOException {
    SortedMap<String, Integer> tooLong = new TreeMap<>();
    for (Path source : sources()) {
      int lines = Files.readAllLines(source).size();
      if (lines > MOST_LINES_OF_A_FILE) {
        tooLong.put(simpleName(source), lines);
      }
    }

    assertThat(tooLong).isEmpty();
  }

  @Test
  void noMethodIsLongerThanAScreen() throws IOException {
    SortedMap<String, Integer> tooLong = new TreeMap<>();
    for (Path source : sources()) {
      methods(simpleName(source), Files.readAllLines(source))
          .forEach(
              (name, lines) -> {
                if (lines > MOST_LINES_OF_A_METHOD && !TABLES.contains(name)) {
                  tooLong.put(name, lines);
                }
              });
    }

    assertThat(tooLong).isEmpty();
  }

  @Test
  void aLongMethodIsNoticed() {
    List<String> source = new ArrayList<>(List.of("final class Long {", "  void much() {"));
    for (int i = 0; i < 40; i++) {
      source.add("    step();");
    }
    source.addAll(List.of("  }", "}"));

    assertThat(methods("Long", source)).containsEntry("Long.much", 42);
  }

  private static boolean isType(String line) {
    return line.matches(".*\\b(class|record|interface|enum) .*");
  }

  /// Returns the lines of each method and constructor, overloads by the longest.
  private static SortedMap<String, Integer> methods(String type, List<String> lines) {
    SortedMap<String, Integer> methods = new TreeMap<>();
    for (int indent : List.of(2, 4)) {
      String margin = " ".repeat(indent);
      int begin = -1;
      boolean body = false;
      String name = "";
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        boolean member = line.startsWith(margin) && !line.startsWith(margin + " ");
        if (begin < 0 && member && MEMBER.matcher(line).matches() && !isType(line)) {
          begin = i;
          body = false;
          name = line.replaceFirst("\\(.*", "").replaceFirst(".*\\W", "");
        }
        if (begin >= 0 && !body) {
          body = line.endsWith("{");
          // A field, or a method without a body or with an empty one.
          begin = line.endsWith(";") || line.endsWith("}") ? -1 : begin;
        } else if (begin >= 0 && line.equals(margin + "}")) {
          methods.merge(type + "." + name, i - begin + 1, Math::max);
          begin = -1;
        }
      }
    }
    return methods;
  }
}
