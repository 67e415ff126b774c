package io.rheostat.model.command;

import io.rheostat.model.Require;
import java.util.Comparator;

/// Order of a workload's commands: a target refuses a command older than the newest it has seen.
///
/// @param revision fleet revision at the decision
/// @param counter commands of this workload so far
public record Generation(long revision, long counter) implements Comparable<Generation> {
  private static final Comparator<Generation> ORDER =
      Comparator.comparingLong(Generation::revision).thenComparingLong(Generation::counter);

  /// Largest counter, far beyond any planner's use: 2^53, ten thousand a second for 28,000 years.
  private static final long MOST = 1L << 53;

  /// Before any command.
  public static final Generation NONE = new Generation(0, 0);

  public Generation {
    Require.atLeast("revision", 0, revision);
    Require.atLeast("counter", 0, counter);
  }

  /// Returns whether a planner can have issued it; a larger one was made up, and the next one after
  /// it would overflow.
  public boolean isPlausible() {
    return revision < MOST && counter < MOST;
  }

  @Override
  public int compareTo(Generation other) {
    return ORDER.compare(this, other);
  }

  /// Returns `revision.counter`, as written at targets.
  @Override
  public String toString() {
    return revision + "." + counter;
  }

  /// Reads `revision.counter`.
  ///
  /// @throws IllegalArgumentException for any other text
  public static Generation parse(String text) {
    int dot = text.indexOf('.');
    try {
      return new Generation(
          Long.parseLong(text.substring(0, Math.max(0, dot))),
          Long.parseLong(text.substring(dot + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "generation is \"" + text + "\". It must read revision.counter, such as 3.17.", e);
    }
  }
}
