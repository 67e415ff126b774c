package io.rheostat.actuator.protocol;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Commands that may have changed a target, with the latest time at which they did, for limits on
/// changes within a window. Those of earlier lives come from what they kept of the commands that
/// ended, and from commands that they may have tried.
///
/// A change counts from its first try until a window after the latest time at which it may have
/// taken effect. So however late calls arrive, no window holds more raising changes than the limit.
final class Changes {
  /// The clocks of two machines differ by no more: what another life dated may be so much later.
  static final Duration CLOCKS = Duration.ofSeconds(5);

  private static final int MOST_KEPT = 1_000;

  private final Map<String, SortedMap<Generation, Instant>> byWorkload = new HashMap<>();
  private final Map<String, Set<Generation>> datedElsewhere = new HashMap<>();
  private final Map<String, Set<Generation>> inherited = new HashMap<>();

  /// An attempt begins: until its target answers it may take effect.
  void tried(Command command) {
    begun(command);
    in(inherited, command.workload()).remove(command.generation());
  }

  /// An attempt may have begun in an earlier life, or never.
  void inherited(Command command) {
    if (latest(command.workload(), command.generation()).isEmpty()) {
      in(inherited, command.workload()).add(command.generation());
    }
    begun(command);
  }

  private void begun(Command command) {
    of(command.workload())
        .putIfAbsent(command.generation(), command.expiresAt().plus(Command.LONGEST_CALL));
    bound(command.workload());
  }

  private static Set<Generation> in(Map<String, Set<Generation>> sets, String workload) {
    return sets.computeIfAbsent(workload, _ -> new HashSet<>());
  }

  /// Whether one was admitted in this life, and so stays within the limit when it is tried again.
  boolean isCounted(Command command) {
    return latest(command.workload(), command.generation()).isPresent()
        && !in(inherited, command.workload()).contains(command.generation());
  }

  /// Its targets took it: no later call of the same generation changes anything.
  void taken(Command command, Instant now) {
    if (of(command.workload()).replace(command.generation(), now) != null) {
      in(datedElsewhere, command.workload()).remove(command.generation());
    }
  }

  /// What earlier lives kept.
  void ended(String workload, SortedMap<Generation, Instant> changes) {
    of(workload).putAll(changes);
    in(datedElsewhere, workload).addAll(changes.keySet());
    bound(workload);
  }

  /// The latest time at which a command may have changed a target; empty when it was never tried.
  Optional<Instant> latest(String workload, Generation generation) {
    return Optional.ofNullable(of(workload).get(generation));
  }

  private SortedMap<Generation, Instant> of(String workload) {
    return byWorkload.computeIfAbsent(workload, _ -> new TreeMap<>());
  }

  private void bound(String workload) {
    SortedMap<Generation, Instant> own = of(workload);
    while (own.size() > MOST_KEPT) {
      own.remove(own.firstKey());
    }
  }

  /// The limit that one more change now would exceed beside all others, with its numbers.
  Optional<String> broken(Ask ask, Declared declared, Instant now) {
    Optional<String> own =
        ask.workload()
            .bounds()
            .churn()
            .flatMap(
                limit ->
                    broken(
                        "workload " + ask.workload().name(),
                        limit,
                        within(ask.workload().name(), ask, limit, now)));
    return own.or(() -> ofPool(ask, declared, now));
  }

  private Optional<String> ofPool(Ask ask, Declared declared, Instant now) {
    Pool pool = declared.fleet().pools().get(ask.workload().pool());
    if (pool == null || pool.churn().isEmpty()) {
      return Optional.empty();
    }
    int changes = 0;
    for (Workload workload : declared.fleet().workloads().values()) {
      if (workload.pool().equals(pool.name())) {
        changes += within(workload.name(), ask, pool.churn().get(), now);
      }
    }
    return broken("pool " + pool.name(), pool.churn().get(), changes);
  }

  private static Optional<String> broken(String whose, Churn limit, int changes) {
    Duration window = limit.window();
    return changes < limit.changes()
        ? Optional.empty()
        : Optional.of(
            whose
                + " may change "
                + limit.changes()
                + " times in "
                + window
                + " and has changed "
                + changes
                + " times");
  }

  private int within(String workload, Ask ask, Churn limit, Instant now) {
    Instant from = now.minus(limit.window());
    Set<Generation> elsewhere = datedElsewhere.getOrDefault(workload, Set.of());
    int changes = 0;
    for (Map.Entry<Generation, Instant> change :
        byWorkload.getOrDefault(workload, new TreeMap<>()).entrySet()) {
      boolean itself =
          workload.equals(ask.workload().name())
              && change.getKey().equals(ask.command().generation());
      boolean certain = !elsewhere.contains(change.getKey());
      Instant latest = certain ? change.getValue() : change.getValue().plus(CLOCKS);
      changes += itself || latest.isBefore(from) ? 0 : 1;
    }
    return changes;
  }
}
