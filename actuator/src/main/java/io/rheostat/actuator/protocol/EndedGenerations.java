package io.rheostat.actuator.protocol;

import io.rheostat.model.command.Generation;
import io.rheostat.model.fleet.Churn;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Generations of a workload's commands that ended, the last ones, and when those that may have
/// changed a target did. They outlive the actuator, so that a command whose record comes twice has
/// one end although a crash lies between, and a limit of changes holds across lives.
///
/// @param generations the newest 32 at most
/// @param changes latest time at which a command may have changed a target, of twice as many
///     commands as any limit allows within a window
public record EndedGenerations(
    SortedSet<Generation> generations, SortedMap<Generation, Instant> changes) {
  private static final int MOST_CHANGES = 2 * Churn.MOST_CHANGES;

  /// None has ended.
  public static final EndedGenerations NONE =
      new EndedGenerations(new TreeSet<>(), new TreeMap<>());

  public EndedGenerations {
    TreeSet<Generation> kept = new TreeSet<>(generations);
    while (kept.size() > CommandQueue.MOST_RECENT) {
      kept.removeFirst();
    }
    generations = Collections.unmodifiableSortedSet(kept);
    TreeMap<Generation, Instant> newest = new TreeMap<>(changes);
    while (newest.size() > MOST_CHANGES) {
      newest.pollFirstEntry();
    }
    changes = Collections.unmodifiableSortedMap(newest);
  }

  /// @param changed when it may have changed a target at the latest; empty when it never did
  EndedGenerations with(Generation generation, Optional<Instant> changed) {
    SortedSet<Generation> more = new TreeSet<>(generations);
    more.add(generation);
    SortedMap<Generation, Instant> times = new TreeMap<>(changes);
    changed.ifPresent(at -> times.put(generation, at));
    return new EndedGenerations(more, times);
  }

  /// The generations, oldest first, separated by blanks; `3.2@1764372034000` is one that may have
  /// changed a target until then, in milliseconds.
  public String toText() {
    SortedSet<Generation> all = new TreeSet<>(generations);
    all.addAll(changes.keySet());
    StringBuilder text = new StringBuilder();
    for (Generation generation : all) {
      text.append(text.isEmpty() ? "" : " ").append(generation);
      Instant changed = changes.get(generation);
      if (changed != null) {
        text.append('@').append(changed.toEpochMilli());
      }
    }
    return text.toString();
  }

  /// Reads what `toText` wrote, also that of a build that kept no times.
  ///
  /// @throws IllegalArgumentException for any other text
  public static EndedGenerations parse(String text) {
    SortedMap<Generation, Optional<Instant>> all = new TreeMap<>();
    for (String word : text.split(" ", -1)) {
      if (!word.isEmpty()) {
        int at = word.indexOf('@');
        Generation generation = Generation.parse(at < 0 ? word : word.substring(0, at));
        all.put(generation, at < 0 ? Optional.empty() : Optional.of(time(word.substring(at + 1))));
      }
    }
    SortedMap<Generation, Instant> changes = new TreeMap<>();
    for (Map.Entry<Generation, Optional<Instant>> entry : all.entrySet()) {
      entry.getValue().ifPresent(at -> changes.put(entry.getKey(), at));
    }
    return new EndedGenerations(new TreeSet<>(all.keySet()), changes);
  }

  private static Instant time(String millis) {
    try {
      return Instant.ofEpochMilli(Long.parseLong(millis));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + millis + "\" is no time. It must be milliseconds since 1970.", e);
    }
  }
}
