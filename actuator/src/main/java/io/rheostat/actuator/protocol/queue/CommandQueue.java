package io.rheostat.actuator.protocol.queue;

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
///                        │  ▲ │ Refused, frozen ────► FAILED
///            Unreachable │  │ │ past its expiry ────► EXPIRED
///                        ▼  │ │ a newer one waits ──► SUPERSEDED
///                       retry when due
/// ```
///
/// At most one command is being applied and at most one waits, the newest: an attempt under way is
/// not interrupted, its end decides the next step.
///
/// @param newest highest generation received
/// @param recent last received generations, so a repeated one is known
/// @param current the command being applied
/// @param carrying whether an attempt is under way
/// @param attempts attempts of the current one so far
/// @param retryAt time of the next try of the current one
/// @param trouble error message of the last attempt of the current one
/// @param next the newest waiting command
public record CommandQueue(
    Generation newest,
    SortedSet<Generation> recent,
    Optional<Command> current,
    boolean carrying,
    int attempts,
    Instant retryAt,
    String trouble,
    Optional<Command> next) {
  /// Queue without any command so far.
  public static final CommandQueue EMPTY =
      new CommandQueue(
          Generation.NONE,
          Collections.emptySortedSet(),
          Optional.empty(),
          false,
          0,
          Instant.EPOCH,
          "",
          Optional.empty());

  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final int MOST_DOUBLINGS = 4;

  /// Number of remembered generations: a repeated command follows its first copy closely.
  static final int MOST_RECENT = 32;

  public CommandQueue {
    recent = Collections.unmodifiableSortedSet(recent);
  }

  /// Result of a step.
  ///
  /// @param queue the queue after the event
  /// @param effects in order
  public record Step(CommandQueue queue, List<ProtocolEffect> effects) {
    public Step {
      effects = List.copyOf(effects);
    }
  }

  /// Returns the queue of a workload after an earlier life of the actuator ended some of its
  /// commands.
  ///
  /// @param ended their generations, the last ones
  public static CommandQueue after(SortedSet<Generation> ended) {
    return ended.isEmpty()
        ? EMPTY
        : new CommandQueue(
            ended.getLast(),
            new TreeSet<>(ended),
            Optional.empty(),
            false,
            0,
            Instant.EPOCH,
            "",
            Optional.empty());
  }

  /// Returns whether nothing is under way or waits.
  public boolean isIdle() {
    return current.isEmpty() && next.isEmpty();
  }

  /// Returns whether a command of a generation is under way or waits.
  public boolean holds(Generation generation) {
    return current.filter(command -> command.generation().equals(generation)).isPresent()
        || next.filter(command -> command.generation().equals(generation)).isPresent();
  }

  /// Returns whether a command of a generation came in before.
  public boolean knows(Generation generation) {
    return generation.equals(newest) || recent.contains(generation);
  }

  /// Returns the queue and effects after an event.
  public Step step(ProtocolEvent event, Instant now) {
    return switch (event) {
      case ProtocolEvent.Received(Command command) -> received(command, now);
      case ProtocolEvent.Attempted attempted -> attempted(attempted, now);
      case ProtocolEvent.Frozen(String by) -> frozen(by, now);
      case ProtocolEvent.Cleared() -> tick(now, now);
      case ProtocolEvent.Tick() -> tick(retryAt, now);
    };
  }

  private Step received(Command command, Instant now) {
    Generation generation = command.generation();
    if (knows(generation)) {
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
      // It waits for its next try: the newer one supersedes it at once.
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
    return new CommandQueue(highest, known, current, carrying, attempts, retryAt, trouble, next);
  }

  private CommandQueue waiting(Command command) {
    return new CommandQueue(
        newest, recent, current, carrying, attempts, retryAt, trouble, Optional.of(command));
  }

  private Step attempted(ProtocolEvent.Attempted event, Instant now) {
    if (current.isEmpty() || !current.get().generation().equals(event.generation())) {
      return new Step(this, List.of());
    }
    Command command = current.get();
    return switch (event.attempt()) {
      case Attempt.Accepted(String detail) ->
          ended(conclude(command, Outcome.Result.APPLIED, detail, now), now);
      case Attempt.Refused(String reason) ->
          ended(conclude(command, Outcome.Result.FAILED, reason, now), now);
      case Attempt.Unreachable(String reason) -> unreachable(command, reason, event.jitter(), now);
    };
  }

  private Step unreachable(Command command, String reason, double jitter, Instant now) {
    if (next.isPresent()) {
      return ended(superseded(command, next.get(), now), now);
    }
    if (!now.isBefore(command.expiresAt())) {
      return ended(conclude(command, Outcome.Result.EXPIRED, reason, now), now);
    }
    Instant retry = now.plus(wait(Duration.between(now, command.expiresAt()), jitter));
    return new Step(
        new CommandQueue(
            newest, recent, current, false, attempts + 1, retry, reason, Optional.empty()),
        List.of());
  }

  /// Computes the wait before a retry. It grows after each attempt and is never the same for all,
  /// so commands of one failed target do not come back together; the rest of the command's life is
  /// never waited away at once.
  private Duration wait(Duration left, double jitter) {
    Duration growing = FIRST_RETRY.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
    Duration least = growing.compareTo(left.dividedBy(2)) < 0 ? growing : left.dividedBy(2);
    Duration base = least.compareTo(FIRST_RETRY) < 0 ? FIRST_RETRY : least;
    return base.plusNanos((long) (base.toNanos() * jitter / 2));
  }

  /// Ends the waiting commands; an attempt under way is not interrupted.
  private Step frozen(String by, Instant now) {
    List<ProtocolEffect> effects = new ArrayList<>();
    if (current.isPresent() && !carrying) {
      effects.add(conclude(current.get(), Outcome.Result.FAILED, "frozen by " + by, now));
    }
    next.ifPresent(
        waiting -> effects.add(conclude(waiting, Outcome.Result.FAILED, "frozen by " + by, now)));
    if (effects.isEmpty()) {
      return new Step(this, effects);
    }
    CommandQueue left =
        carrying
            ? new CommandQueue(
                newest, recent, current, true, attempts, retryAt, trouble, Optional.empty())
            : idle();
    return new Step(left, effects);
  }

  private Step tick(Instant due, Instant now) {
    if (current.isEmpty() || carrying) {
      return new Step(this, List.of());
    }
    Command command = current.get();
    if (!now.isBefore(command.expiresAt())) {
      String detail = "not carried out in " + attempts + " tries, the last: " + trouble;
      return ended(conclude(command, Outcome.Result.EXPIRED, detail, now), now);
    }
    if (now.isBefore(due)) {
      return new Step(this, List.of());
    }
    return new Step(
        new CommandQueue(newest, recent, current, true, attempts, retryAt, trouble, next),
        List.of(new ProtocolEffect.Carry(command)));
  }

  private Step ended(ProtocolEffect outcome, Instant now) {
    List<ProtocolEffect> effects = new ArrayList<>();
    effects.add(outcome);
    return advance(effects, now);
  }

  /// Makes the waiting command, if any, the current one.
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
            newest, recent, Optional.of(command), true, 0, Instant.EPOCH, "", Optional.empty()),
        effects);
  }

  private CommandQueue idle() {
    return new CommandQueue(
        newest, recent, Optional.empty(), false, 0, Instant.EPOCH, "", Optional.empty());
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
