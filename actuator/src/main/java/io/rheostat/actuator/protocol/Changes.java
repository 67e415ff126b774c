package io.rheostat.actuator.protocol;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

  private final Map<String, SortedMap<Generation, Change>> byWorkload = new HashMap<>();

  /// A command that may have changed a target.
  ///
  /// @param latest latest time at which it may have done so
  /// @param elsewhere whether another life dated it, perhaps by another machine's clock
  /// @param untried whether an earlier life had read it, and this one has not tried it
  private record Change(Instant latest, boolean elsewhere, boolean untried) {
    private static Change of(Command command, boolean untried) {
      return new Change(command.expiresAt().plus(Command.LONGEST_CALL), false, untried);
    }

    private Instant latestHere() {
      return elsewhere ? latest.plus(CLOCKS) : latest;
    }
  }

  /// An attempt begins: until its target answers it may take effect.
  void tried(Command command) {
    of(command.workload())
        .merge(
            command.generation(),
            Change.of(command, false),
            (known, _) -> new Change(known.latest(), known.elsewhere(), false));
    bound(command.workload());
  }

  /// An attempt may have begun in an earlier life, or never.
  void inherited(Command command) {
    of(command.workload()).putIfAbsent(command.generation(), Change.of(command, true));
    bound(command.workload());
  }

  /// Returns true when a command was admitted in this life: it stays within the limit when it is
  /// tried again.
  boolean isCounted(Command command) {
    Change change = of(command.workload()).get(command.generation());
    return change != null && !change.untried();
  }

  /// Its targets took it: no later call of the same generation changes anything.
  void taken(Command command, Instant now) {
    of(command.workload())
        .computeIfPresent(
            command.generation(), (_, known) -> new Change(now, false, known.untried()));
  }

  /// Takes over the times that earlier lives kept.
  void ended(String workload, SortedMap<Generation, Instant> changes) {
    changes.forEach(
        (generation, at) ->
            of(workload)
                .merge(
                    generation,
                    new Change(at, true, false),
                    (known, kept) -> new Change(kept.latest(), true, known.untried())));
    bound(workload);
  }

  /// The latest time at which a command may have changed a target; empty when it was never tried.
  Optional<Instant> latest(String workload, Generation generation) {
    return Optional.ofNullable(of(workload).get(generation)).map(Change::latest);
  }

  private SortedMap<Generation, Change> of(String workload) {
    return byWorkload.computeIfAbsent(workload, _ -> new TreeMap<>());
  }

  private void bound(String workload) {
    SortedMap<Generation, Change> own = of(workload);
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
    int changes = 0;
    for (Map.Entry<Generation, Change> change : of(workload).entrySet()) {
      boolean itself =
          workload.equals(ask.workload().name())
              && change.getKey().equals(ask.command().generation());
      changes += itself || change.getValue().latestHere().isBefore(from) ? 0 : 1;
    }
    return changes;
  }
}
