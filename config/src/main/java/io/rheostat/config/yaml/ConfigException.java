package io.rheostat.config.yaml;

import java.util.List;
import java.util.stream.Collectors;

/// Refusal of an unusable configuration. The message prints every problem, one a line.
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  // Not serialised: paths are not, and the message already says everything.
  private final transient List<Problem> problems;

  ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /// Returns all problems, by file and line; at least one.
  public List<Problem> problems() {
    return problems;
  }
}
