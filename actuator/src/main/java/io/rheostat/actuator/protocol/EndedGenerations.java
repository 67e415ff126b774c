package io.rheostat.actuator.protocol;

import io.rheostat.model.command.Generation;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// Generations of a workload's commands that ended, the last ones. They outlive the actuator, so
/// that a command whose record comes twice has one end although a crash lies between.
///
/// @param generations the newest 32 at most
public record EndedGenerations(SortedSet<Generation> generations) {
  /// None has ended.
  public static final EndedGenerations NONE = new EndedGenerations(new TreeSet<>());

  public EndedGenerations {
    TreeSet<Generation> kept = new TreeSet<>(generations);
    while (kept.size() > CommandQueue.MOST_RECENT) {
      kept.removeFirst();
    }
    generations = Collections.unmodifiableSortedSet(kept);
  }

  EndedGenerations with(Generation generation) {
    SortedSet<Generation> more = new TreeSet<>(generations);
    more.add(generation);
    return new EndedGenerations(more);
  }

  /// The generations, oldest first, separated by blanks.
  public String toText() {
    StringBuilder text = new StringBuilder();
    for (Generation generation : generations) {
      text.append(text.isEmpty() ? "" : " ").append(generation);
    }
    return text.toString();
  }

  /// Reads what `toText` wrote.
  ///
  /// @throws IllegalArgumentException for any other text
  public static EndedGenerations parse(String text) {
    SortedSet<Generation> generations = new TreeSet<>();
    for (String generation : text.split(" ", -1)) {
      if (!generation.isEmpty()) {
        generations.add(Generation.parse(generation));
      }
    }
    return new EndedGenerations(generations);
  }
}
