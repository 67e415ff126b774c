package io.rheostat.actuator.protocol.queue;

import io.rheostat.model.command.Generation;
import io.rheostat.model.fleet.Churn;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Last ended generations of a workload's commands, with the times of their possible changes and
/// those that may yet be applied. They outlive the actuator, so a command whose record arrives
/// twice has one end even with a crash in between, and limits hold across lives.
///
/// @param generations the newest 32 at most
/// @param changes latest time of a command's possible change to a target, of twice as many commands
///     as any limit allows within a window
/// @param unsettled the newest 32 at most of the commands with a call that may still be taken
public record EndedGenerations(
    SortedSet<Generation> generations,
    SortedMap<Generation, Instant> changes,
    SortedMap<Generation, Unsettled> unsettled) {
  private static final int MOST_CHANGES = 2 * Churn.MOST_CHANGES;

  /// Empty record: none has ended.
  public static final EndedGenerations NONE =
      new EndedGenerations(new TreeSet<>(), new TreeMap<>(), new TreeMap<>());

  public EndedGenerations {
    TreeSet<Generation> kept = new TreeSet<>(generations);
    while (kept.size() > CommandQueue.MOST_RECENT) {
      kept.removeFirst();
    }
    generations = Collections.unmodifiableSortedSet(kept);
    changes = newest(changes, MOST_CHANGES);
    unsettled = newest(unsettled, CommandQueue.MOST_RECENT);
  }

  private static <T> SortedMap<Generation, T> newest(SortedMap<Generation, T> all, int most) {
    TreeMap<Generation, T> kept = new TreeMap<>(all);
    while (kept.size() > most) {
      kept.pollFirstEntry();
    }
    return Collections.unmodifiableSortedMap(kept);
  }

  /// A command that ended while one of its calls may still have been under way.
  ///
  /// @param orders its desired replicas, by placement
  /// @param until no call of it is taken after this
  public record Unsettled(SortedMap<String, Integer> orders, Instant until) {
    public Unsettled {
      orders = Collections.unmodifiableSortedMap(new TreeMap<>(orders));
    }

    /// Returns `1764372034000/h100=3/l40s=0`, names as in a URL.
    private String toText() {
      StringBuilder text = new StringBuilder().append(until.toEpochMilli());
      orders.forEach(
          (placement, replicas) ->
              text.append('/')
                  .append(URLEncoder.encode(placement, StandardCharsets.UTF_8))
                  .append('=')
                  .append(replicas));
      return text.toString();
    }

    private static Unsettled parse(String text) {
      String[] words = text.split("/", -1);
      SortedMap<String, Integer> orders = new TreeMap<>();
      for (int i = 1; i < words.length; i++) {
        int equals = words[i].indexOf('=');
        if (equals < 0) {
          throw new IllegalArgumentException("\"" + words[i] + "\" is no order, such as h100=3.");
        }
        String placement = URLDecoder.decode(words[i].substring(0, equals), StandardCharsets.UTF_8);
        orders.put(placement, Integer.valueOf(words[i].substring(equals + 1)));
      }
      return new Unsettled(orders, time(words[0]));
    }
  }

  /// Returns the table with one more ended generation.
  ///
  /// @param changed latest time of its possible change to a target; empty when it never made one
  public EndedGenerations with(Generation generation, Optional<Instant> changed) {
    SortedSet<Generation> more = new TreeSet<>(generations);
    more.add(generation);
    SortedMap<Generation, Instant> times = new TreeMap<>(changes);
    changed.ifPresent(at -> times.put(generation, at));
    return new EndedGenerations(more, times, unsettled);
  }

  /// Returns the same with the times known by now of the recorded changes: a later command may have
  /// ended what an earlier one could still do.
  public EndedGenerations dated(Function<Generation, Optional<Instant>> changed) {
    SortedMap<Generation, Instant> times = new TreeMap<>(changes);
    times.replaceAll((generation, at) -> changed.apply(generation).orElse(at));
    return new EndedGenerations(generations, times, unsettled);
  }

  /// Returns the same with other unsettled ones.
  public EndedGenerations with(SortedMap<Generation, Unsettled> open) {
    return new EndedGenerations(generations, changes, open);
  }

  /// Returns the generations, oldest first, separated by blanks. `3.2@1764372034000` may have
  /// changed a target until then, in milliseconds; of `3.2!1764372064000/h100=3` a call for 3 on
  /// `h100` may be taken until then.
  public String toText() {
    SortedSet<Generation> all = new TreeSet<>(generations);
    all.addAll(changes.keySet());
    all.addAll(unsettled.keySet());
    StringBuilder text = new StringBuilder();
    for (Generation generation : all) {
      text.append(text.isEmpty() ? "" : " ").append(generation);
      Instant changed = changes.get(generation);
      if (changed != null) {
        text.append('@').append(changed.toEpochMilli());
      }
      Unsettled open = unsettled.get(generation);
      if (open != null) {
        text.append('!').append(open.toText());
      }
    }
    return text.toString();
  }

  /// Parses the text of `toText`, also from older builds with less content.
  ///
  /// @throws IllegalArgumentException for any other text
  public static EndedGenerations parse(String text) {
    SortedSet<Generation> all = new TreeSet<>();
    SortedMap<Generation, Instant> changes = new TreeMap<>();
    SortedMap<Generation, Unsettled> unsettled = new TreeMap<>();
    for (String word : text.split(" ", -1)) {
      if (!word.isEmpty()) {
        int mark = word.indexOf('!');
        String ended = mark < 0 ? word : word.substring(0, mark);
        int at = ended.indexOf('@');
        Generation generation = Generation.parse(at < 0 ? ended : ended.substring(0, at));
        all.add(generation);
        if (at >= 0) {
          changes.put(generation, time(ended.substring(at + 1)));
        }
        if (mark >= 0) {
          unsettled.put(generation, Unsettled.parse(word.substring(mark + 1)));
        }
      }
    }
    return new EndedGenerations(all, changes, unsettled);
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
