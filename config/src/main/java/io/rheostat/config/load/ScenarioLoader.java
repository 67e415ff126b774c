package io.rheostat.config.load;

import io.rheostat.config.read.Declarations;
import io.rheostat.config.read.ScenarioReader;
import io.rheostat.config.scenario.ScenarioFile;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problem;
import io.rheostat.config.yaml.Problems;
import io.rheostat.model.fleet.Fleet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Loader of a scenario's file and the fleet beside it, checked as a whole.
public final class ScenarioLoader {
  private ScenarioLoader() {}

  /// Loads one file with one Scenario.
  ///
  /// @param file the scenario's; its fleet is in a folder beside it
  /// @param signals the folder of signal presets
  /// @throws ConfigException with all problems of the file or of its fleet, when there is any
  public static ScenarioFile load(Path file, Path signals) throws ConfigException {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.resolveSibling("");
    Problems problems = new Problems();
    Document document = document(absolute, folder, problems);
    Path declared = folder.resolve(document.spec().text("fleet"));
    if (!Files.isDirectory(declared.resolve("fleet"))) {
      String what = "there is no folder " + declared.resolve("fleet") + ".";
      String remedy = "Write the name of a folder beside this file that holds fleet/*.yaml.";
      problems.add(document.problem("spec.fleet", what, remedy));
    }
    problems.throwIfAny();
    Fleet fleet = ConfigLoader.load(declared, signals).fleet();
    return new ScenarioReader(document, fleet, problems).read();
  }

  private static Document document(Path file, Path folder, Problems problems)
      throws ConfigException {
    Path shown = folder.relativize(file);
    if (!Files.isRegularFile(file)) {
      problems.add(new Problem(file, 1, "", "is no file.", "Write the path of a scenario."));
    }
    Declarations declarations = new Declarations(problems);
    declarations.readFile(file, folder, List.of(Declarations.SCENARIO));
    List<Document> written = List.copyOf(declarations.of(Declarations.SCENARIO).values());
    if (written.size() != 1 && problems.count() == 0) {
      String what = "holds " + written.size() + " scenarios.";
      problems.add(new Problem(shown, 1, "", what, "Write one document of kind: Scenario."));
    }
    problems.throwIfAny();
    return written.getFirst();
  }
}
