package io.rheostat.actuator.protocol.admission;

import io.rheostat.actuator.protocol.queue.DeclaredState;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Commands possibly applied to a target, with the latest time of their change, for limits on
/// changes within a window. Those of earlier lives come from the records of ended commands, and
/// from commands possibly tried by them.
///
/// A change counts from its first try until a window after the latest time it may have taken
/// effect. So however late calls arrive, no window has more scale-ups than the limit.
final class Changes {
  /// Most difference between the clocks of two machines: times recorded by another life may be so
  /// much later.
  static final Duration CLOCKS = Duration.ofSeconds(5);

  private static final int MOST_KEPT = 1_000;

  private final Map<String, SortedMap<Generation, Change>> byWorkload = new HashMap<>();

  /// A command that may have changed a target.
  ///
  /// @param latest latest time of its change
  /// @param elsewhere whether another life dated it, perhaps by another machine's clock
  /// @param untried whether an earlier life had read it, and this one has not tried it
  /// @param ordered placements it has an order for; empty when only its time was recorded
  private record Change(
      Instant latest, boolean elsewhere, boolean untried, Optional<Set<String>> ordered) {
    private static Change of(Command command, boolean untried) {
      return new Change(
          command.expiresAt().plus(Command.LONGEST_CALL),
          false,
          untried,
          Optional.of(placements(command)));
    }

    private static Set<String> placements(Command command) {
      return command.orders().stream().map(Order::placement).collect(Collectors.toSet());
    }

    private Change triedHere() {
      return new Change(latest, elsewhere, false, ordered);
    }

    /// Dated by a target here.
    private Change until(Instant now) {
      return new Change(now, false, untried, ordered);
    }

    /// Targets of a later command took it: none of them takes this one any more.
    private Change overtaken(Set<String> taken, Instant now) {
      return ordered.isPresent() && taken.containsAll(ordered.get()) && latest.isAfter(now)
          ? until(now)
          : this;
    }

    private Instant latestHere() {
      return elsewhere ? latest.plus(CLOCKS) : latest;
    }
  }

  /// Records the begin of an attempt: until its target answers it may take effect.
  void tried(Command command) {
    of(command.workload())
        .merge(command.generation(), Change.of(command, false), (known, _) -> known.triedHere());
    bound(command.workload());
  }

  /// Records an attempt possibly begun in an earlier life.
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

  /// Records the targets' acceptance: no later call of the same generation changes anything, nor
  /// any of an earlier generation with orders for the same targets alone.
  void taken(Command command, Instant now) {
    SortedMap<Generation, Change> own = of(command.workload());
    own.computeIfPresent(command.generation(), (_, known) -> known.until(now));
    Set<String> taken = Change.placements(command);
    own.headMap(command.generation()).replaceAll((_, known) -> known.overtaken(taken, now));
  }

  /// Takes over the times recorded by earlier lives.
  void ended(String workload, SortedMap<Generation, Instant> changes) {
    changes.forEach(
        (generation, at) ->
            of(workload)
                .merge(
                    generation,
                    new Change(at, true, false, Optional.empty()),
                    (known, kept) ->
                        new Change(kept.latest(), true, known.untried(), known.ordered())));
    bound(workload);
  }

  /// Returns the latest time of a possible change by a command; empty when it was never tried.
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

  /// Returns the limit exceeded by one more change now beside all others, with its numbers.
  Optional<String> broken(RequestedChange ask, DeclaredState declared, Instant now) {
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

  private Optional<String> ofPool(RequestedChange ask, DeclaredState declared, Instant now) {
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

  private int within(String workload, RequestedChange ask, Churn limit, Instant now) {
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
