package io.rheostat.config.yaml;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/// Finder of YAML files and composer of their documents into nodes with their lines.
public final class YamlFiles {
  /// Most characters of a file: room for more than ten thousand workloads in one, where the
  /// library's own limit of 3 million is too small.
  private static final int MOST_CODE_POINTS = 64 * 1024 * 1024;

  private YamlFiles() {}

  /// Returns the YAML files of a folder by name; none when there is no such folder.
  ///
  /// @throws IOException when the folder is there but can't be read
  public static List<Path> in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(YamlFiles::isYaml).sorted().toList();
    }
  }

  /// Returns the documents of a file up to its first syntax error; the error becomes a problem.
  ///
  /// @param shown the file's name in problems
  public static List<Node> documents(ConfigFiles files, Path file, Path shown, Problems problems) {
    List<Node> documents = new ArrayList<>();
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(shown.toString())
              .setCodePointLimit(MOST_CODE_POINTS)
              .build();
      for (Node node : new Compose(settings).composeAllFromString(files.text(file))) {
        if (!(node instanceof ScalarNode scalar && scalar.getValue().isEmpty())) {
          documents.add(node);
        }
      }
    } catch (MarkedYamlEngineException error) {
      int line = error.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      String what = "not YAML: " + error.getProblem() + ".";
      problems.add(new Problem(shown, line, "", what, "Correct the syntax."));
    } catch (YamlEngineException error) {
      problems.add(new Problem(shown, 1, "", "not YAML: " + error.getMessage(), "Correct it."));
    } catch (CharacterCodingException _) {
      problems.add(new Problem(shown, 1, "", "not UTF-8.", "Save it as UTF-8."));
    } catch (IOException error) {
      problems.add(new Problem(shown, 1, "", "can't be read: " + error, "Make it readable."));
    }
    return documents;
  }

  /// Returns the value of a text: maps, lists and scalars as they are written.
  ///
  /// @param shown its name in the error
  /// @throws IllegalArgumentException when it is not YAML
  public static Object value(String shown, String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(shown).setSchema(new FailsafeSchema()).build();
    try {
      return requireNonNullElse(new Load(settings).loadFromString(text), "");
    } catch (YamlEngineException error) {
      throw new IllegalArgumentException(
          shown
              + " is not YAML: "
              + String.valueOf(error.getMessage()).lines().findFirst().orElse("")
              + ".",
          error);
    }
  }

  private static boolean isYaml(Path file) {
    String name = String.valueOf(file.getFileName());
    boolean hidden = name.startsWith(".");
    return !hidden
        && (name.endsWith(".yaml") || name.endsWith(".yml"))
        && Files.isRegularFile(file);
  }
}
