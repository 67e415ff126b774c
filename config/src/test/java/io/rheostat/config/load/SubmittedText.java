package io.rheostat.config.load;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rheostat.config.yaml.ConfigException;
import io.rheostat.config.yaml.Problem;
import io.rheostat.model.fleet.Fleet;
import java.util.List;

/// Texts of submitted jobs, and what is wrong with them.
final class SubmittedText {
  private SubmittedText() {}

  /// Returns a training job `job` with a delay cost.
  ///
  /// @param lines of its specification
  static String job(String lines) {
    return Folder.training("job", lines).replace("onCompletion: 9000", "delayCostPerHour: 2");
  }

  static List<String> problems(String text, Fleet fleet) {
    return catchThrowableOfType(
            ConfigException.class, () -> JobLoader.read(text, "job.yaml", fleet))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }
}
