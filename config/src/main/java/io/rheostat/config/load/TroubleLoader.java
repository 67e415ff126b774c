package io.rheostat.config.load;

import io.rheostat.config.read.Declarations;
import io.rheostat.config.read.TroubleReader;
import io.rheostat.config.scenario.TroubleFile;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problem;
import io.rheostat.config.yaml.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Loader of files of troubles.
public final class TroubleLoader {
  private TroubleLoader() {}

  /// Loads one file with one Trouble.
  ///
  /// @throws ConfigException with all problems of the file, when there is any
  public static TroubleFile load(Path file) throws ConfigException {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.resolveSibling("");
    Path shown = folder.relativize(absolute);
    Problems problems = new Problems();
    if (!Files.isRegularFile(absolute)) {
      problems.add(new Problem(absolute, 1, "", "is no file.", "Write the path of a trouble."));
    }
    Declarations declarations = new Declarations(problems);
    declarations.readFile(absolute, folder, List.of(Declarations.TROUBLE));
    List<Document> written = List.copyOf(declarations.of(Declarations.TROUBLE).values());
    if (written.size() != 1 && problems.count() == 0) {
      String what = "holds " + written.size() + " troubles.";
      problems.add(new Problem(shown, 1, "", what, "Write one document of kind: Trouble."));
    }
    problems.throwIfAny();
    Document document = written.getFirst();
    for (String scenario : document.spec().items("scenarios").texts()) {
      if (!Files.isRegularFile(folder.resolve(scenario))) {
        String what = "there is no file " + folder.resolve(scenario) + ".";
        problems.add(
            document.problem("spec.scenarios", what, "Write the path of a scenario's file."));
      }
    }
    return new TroubleReader(document, problems).read();
  }
}
