package io.rheostat.actuator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.actuator.protocol.queue.CommandQueue;
import io.rheostat.actuator.protocol.queue.ProtocolEffect;
import io.rheostat.actuator.protocol.queue.ProtocolEvent;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.fleet.Allocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One workload's queue with a target that answers when it is told to. After every event it checks
/// what must always hold.
public final class Protocol {
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

  private final Map<Generation, Command> received = new TreeMap<>();
  private final Map<Generation, Outcome> outcomes = new TreeMap<>();
  private final Map<Generation, Attempt> lastAttempts = new TreeMap<>();
  private CommandQueue queue = CommandQueue.EMPTY;
  private Optional<Command> underWay = Optional.empty();
  private Generation newest = Generation.NONE;
  private Instant now = START;

  public static Command command(int counter, Duration life) {
    return new Command(
        "chat",
        "east",
        new Generation(1, counter),
        Allocation.of("h100", counter),
        List.of(),
        START,
        START.plus(life));
  }

  public void receive(Command command) {
    received.putIfAbsent(command.generation(), command);
    if (command.generation().compareTo(newest) > 0) {
      newest = command.generation();
    }
    step(new ProtocolEvent.Received(command));
  }

  public void pass(Duration time) {
    now = now.plus(time);
    step(new ProtocolEvent.Tick());
  }

  /// The attempt under way, when there is one, ends.
  public void answer(Attempt attempt) {
    if (underWay.isPresent()) {
      Generation generation = underWay.get().generation();
      underWay = Optional.empty();
      lastAttempts.put(generation, attempt);
      step(new ProtocolEvent.Attempted(generation, attempt));
    }
  }

  /// An attempt that another life of the actuator began ends.
  public void answerStray(int counter, Attempt attempt) {
    Generation generation = new Generation(1, counter);
    if (!queue.holds(generation)) {
      CommandQueue before = queue;
      step(new ProtocolEvent.Attempted(generation, attempt));
      assertThat(queue).isEqualTo(before);
    }
  }

  private void step(ProtocolEvent event) {
    CommandQueue.Step step = queue.step(event, now);
    queue = step.queue();
    for (ProtocolEffect effect : step.effects()) {
      switch (effect) {
        case ProtocolEffect.Carry(Command command) -> carried(command);
        case ProtocolEffect.Conclude(Outcome outcome) -> concluded(outcome);
      }
    }
    assertThat(queue.carrying()).isEqualTo(underWay.isPresent());
  }

  private void carried(Command command) {
    assertThat(underWay).as("one at a time").isEmpty();
    assertThat(now).as("never after its expiry").isBefore(command.expiresAt());
    assertThat(command.generation()).as("never an older one").isEqualTo(newest);
    assertThat(outcomes).as("never after its end").doesNotContainKey(command.generation());
    underWay = Optional.of(command);
  }

  private void concluded(Outcome outcome) {
    Generation generation = outcome.generation();
    assertThat(received).containsKey(generation);
    assertThat(outcomes.put(generation, outcome)).as("one end for %s", generation).isNull();
    assertThat(outcome.at()).isEqualTo(now);
    Attempt attempt = lastAttempts.getOrDefault(generation, new Attempt.Unreachable("untried"));
    switch (outcome.result()) {
      case APPLIED -> assertThat(attempt).isInstanceOf(Attempt.Accepted.class);
      case FAILED -> assertThat(attempt).isInstanceOf(Attempt.Refused.class);
      case SUPERSEDED -> {
        assertThat(newest).isGreaterThan(generation);
        assertThat(attempt).isInstanceOf(Attempt.Unreachable.class);
      }
      case EXPIRED -> {
        assertThat(now).isAfterOrEqualTo(expiry(generation));
        assertThat(attempt).isInstanceOf(Attempt.Unreachable.class);
      }
    }
  }

  private Instant expiry(Generation generation) {
    return Optional.ofNullable(received.get(generation)).orElseThrow().expiresAt();
  }

  /// The target answers and time passes until nothing is left to do; then all have ended.
  public void finish() {
    for (int i = 0; i < 100 && !queue.isIdle(); i++) {
      answer(new Attempt.Accepted("done"));
      pass(Duration.ofSeconds(10));
    }
    assertThat(queue.isIdle()).isTrue();
    assertThat(outcomes).containsOnlyKeys(received.keySet());
  }

  /// Returns the result of the command with a counter.
  public Optional<Outcome.Result> result(int counter) {
    return Optional.ofNullable(outcomes.get(new Generation(1, counter))).map(Outcome::result);
  }

  /// Counter of the command under way.
  public Optional<Long> underWay() {
    return underWay.map(command -> command.generation().counter());
  }
}
