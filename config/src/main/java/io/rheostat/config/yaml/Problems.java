package io.rheostat.config.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Collector of problems, so that one run of the loader reports all of them.
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /// Adds a problem to the report.
  public void add(Problem problem) {
    found.add(problem);
  }

  /// Returns the number of problems so far, repeated ones included.
  public int count() {
    return found.size();
  }

  /// Constructs a value; a refusal by the model's own constructors becomes a problem at that key.
  public <T> Optional<T> attempt(Document document, String key, Supplier<T> construction) {
    try {
      return Optional.of(construction.get());
    } catch (IllegalArgumentException refusal) {
      add(document.problem(key, String.valueOf(refusal.getMessage()), "Correct it."));
      return Optional.empty();
    }
  }

  /// Ends the loading when there is any problem.
  ///
  /// @throws ConfigException with all distinct problems, by file and line
  public void throwIfAny() throws ConfigException {
    if (!found.isEmpty()) {
      throw new ConfigException(
          found.stream()
              .distinct()
              .sorted(Comparator.comparing(Problem::file).thenComparingInt(Problem::line))
              .toList());
    }
  }
}
