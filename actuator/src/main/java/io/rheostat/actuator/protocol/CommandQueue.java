package io.rheostat.actuator.protocol;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The commands of one workload on their way to its target. Immutable.
///
/// ```
///             Received                 Accepted
///   (none) ───────────► current ────────────────────► APPLIED
///                        │  ▲ │ Refused ────────────► FAILED
///            Unreachable │  │ │ past its expiry ────► EXPIRED
///                        ▼  │ │ a newer one waits ──► SUPERSEDED
///                       retry when due
/// ```
///
/// At most one command is being carried out and at most one waits, the newest: an attempt that is
/// under
/// way is not interrupted, its end decides what comes next.
///
/// @param newest the highest generation seen
/// @param recent generations that came in last, so that one that comes again is known
/// @param current the command being carried out
/// @param carrying whether an attempt is under way
/// @param attempts attempts of the current one so far
/// @param retryAt when the current one is tried again
/// @param next the newest command that waits
public record CommandQueue(
    Generation newest,
    SortedSet<Generation> recent,
    Optional<Command> current,
    boolean carrying,
    int attempts,
    Instant retryAt,
    Optional<Command> next) {
  /// No command seen.
  public static final CommandQueue EMPTY =
      new CommandQueue(
          Generation.NONE,
          Collections.emptySortedSet(),
          Optional.empty(),
          false,
          0,
          Instant.EPOCH,
          Optional.empty());

  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final int MOST_DOUBLINGS = 4;
  private static final int MOST_RECENT = 32;

  public CommandQueue {
    recent = Collections.unmodifiableSortedSet(recent);
  }

  /// What a step gives back.
  ///
  /// @param queue the queue after the event
  /// @param effects in order
  public record Step(CommandQueue queue, List<ProtocolEffect> effects) {
    public Step {
      effects = List.copyOf(effects);
    }
  }

  /// Whether nothing is under way or waits.
  public boolean isIdle() {
    return current.isEmpty() && next.isEmpty();
  }

  /// Whether a command of that generation is under way or waits.
  public boolean holds(Generation generation) {
    return current.filter(command -> command.generation().equals(generation)).isPresent()
        || next.filter(command -> command.generation().equals(generation)).isPresent();
  }

  /// The queue after an event.
  public Step step(ProtocolEvent event, Instant now) {
    return switch (event) {
      case ProtocolEvent.Received(Command command) -> received(command, now);
      case ProtocolEvent.Attempted(Generation generation, Attempt attempt) ->
          attempted(generation, attempt, now);
      case ProtocolEvent.Tick() -> tick(now);
    };
  }

  private Step received(Command command, Instant now) {
    Generation generation = command.generation();
    if (generation.equals(newest) || recent.contains(generation)) {
      return new Step(this, List.of()); // redelivered: it is under way, or has ended
    }
    if (generation.compareTo(newest) < 0) {
      String reason = "generation " + newest + " was seen before it";
      return new Step(
          with(newest, generation),
          List.of(conclude(command, Outcome.Result.SUPERSEDED, reason, now)));
    }
    List<ProtocolEffect> effects = new ArrayList<>();
    next.ifPresent(waiting -> effects.add(superseded(waiting, command, now)));
    CommandQueue queued = with(generation, generation).waiting(command);
    if (current.isPresent() && !carrying) {
      // It waits for its next try: the newer one takes its place at once.
      effects.add(superseded(current.get(), command, now));
      return queued.advance(effects, now);
    }
    return current.isPresent() ? new Step(queued, effects) : queued.advance(effects, now);
  }

  private CommandQueue with(Generation highest, Generation seen) {
    SortedSet<Generation> known = new TreeSet<>(recent);
    known.add(seen);
    if (known.size() > MOST_RECENT) {
      known.removeFirst();
    }
    return new CommandQueue(highest, known, current, carrying, attempts, retryAt, next);
  }

  private CommandQueue waiting(Command command) {
    return new CommandQueue(
        newest, recent, current, carrying, attempts, retryAt, Optional.of(command));
  }

  private Step attempted(Generation generation, Attempt attempt, Instant now) {
    if (current.isEmpty() || !current.get().generation().equals(generation)) {
      return new Step(this, List.of());
    }
    Command command = current.get();
    return switch (attempt) {
      case Attempt.Accepted(String detail) ->
          ended(conclude(command, Outcome.Result.APPLIED, detail, now), now);
      case Attempt.Refused(String reason) ->
          ended(conclude(command, Outcome.Result.FAILED, reason, now), now);
      case Attempt.Unreachable(String reason) -> unreachable(command, reason, now);
    };
  }

  private Step unreachable(Command command, String reason, Instant now) {
    if (next.isPresent()) {
      return ended(superseded(command, next.get(), now), now);
    }
    if (!now.isBefore(command.expiresAt())) {
      return ended(conclude(command, Outcome.Result.EXPIRED, reason, now), now);
    }
    Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
    return new Step(
        new CommandQueue(newest, recent, current, false, attempts + 1, now.plus(wait), next),
        List.of());
  }

  private Step tick(Instant now) {
    if (current.isEmpty() || carrying) {
      return new Step(this, List.of());
    }
    Command command = current.get();
    if (!now.isBefore(command.expiresAt())) {
      return ended(
          conclude(
              command, Outcome.Result.EXPIRED, "not carried out in " + attempts + " tries", now),
          now);
    }
    if (now.isBefore(retryAt)) {
      return new Step(this, List.of());
    }
    return new Step(
        new CommandQueue(newest, recent, current, true, attempts, retryAt, next),
        List.of(new ProtocolEffect.Carry(command)));
  }

  private Step ended(ProtocolEffect outcome, Instant now) {
    List<ProtocolEffect> effects = new ArrayList<>();
    effects.add(outcome);
    return advance(effects, now);
  }

  /// Takes the waiting command, if any, in hand.
  private Step advance(List<ProtocolEffect> effects, Instant now) {
    if (next.isEmpty()) {
      return new Step(idle(), effects);
    }
    Command command = next.get();
    if (!now.isBefore(command.expiresAt())) {
      effects.add(
          conclude(command, Outcome.Result.EXPIRED, "its time ran out before it was tried", now));
      return new Step(idle(), effects);
    }
    effects.add(new ProtocolEffect.Carry(command));
    return new Step(
        new CommandQueue(
            newest, recent, Optional.of(command), true, 0, Instant.EPOCH, Optional.empty()),
        effects);
  }

  private CommandQueue idle() {
    return new CommandQueue(
        newest, recent, Optional.empty(), false, 0, Instant.EPOCH, Optional.empty());
  }

  private static ProtocolEffect superseded(Command command, Command by, Instant now) {
    return conclude(
        command,
        Outcome.Result.SUPERSEDED,
        "generation " + by.generation() + " took its place",
        now);
  }

  private static ProtocolEffect conclude(
      Command command, Outcome.Result result, String detail, Instant now) {
    return new ProtocolEffect.Conclude(
        new Outcome(command.workload(), command.pool(), command.generation(), result, detail, now));
  }
}
