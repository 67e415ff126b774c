package io.rheostat.actuator.shell;

import io.rheostat.model.command.Command;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The actuator in this process: one thread for commands, and one for observing targets unless the
/// driver of a simulated clock decides the times.
public final class Actuator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Actuator.class);
  /// Longest turn: every target is asked, each within its driver's time limit.
  private static final Duration PERIOD = Duration.ofSeconds(90);

  /// Turns without work before the loop counts as idle: work left by one turn is tried in the next.
  private static final int IDLE_TURNS = 2;

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final ActuatorSettings settings;
  private final String instance;
  private final Semaphore look = new Semaphore(0);
  private final Queue<Sighting> sightings = new ConcurrentLinkedQueue<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final Queue<Command> leaving = new ConcurrentLinkedQueue<>();
  private volatile Set<Integer> owned = Set.of();
  private final Thread commands;
  private final Optional<Thread> observer;
  private Optional<ObserveLoop> steppedLooks = Optional.empty();
  private volatile Standing standing = Standing.BEGIN;
  private volatile boolean open;
  private volatile boolean resting;
  private volatile boolean closing;
  private volatile long commandsTurned = System.nanoTime();
  private volatile long observerTurned = System.nanoTime();

  /// Progress of the command loop.
  ///
  /// @param reached next offset to read by partition
  /// @param idleTurns turns in a row with nothing to do
  private record Standing(Map<Integer, Long> reached, int idleTurns) {
    static final Standing BEGIN = new Standing(Map.of(), 0);

    boolean isIdle(Map<Integer, Long> ends) {
      return idleTurns > IDLE_TURNS
          && ends.entrySet().stream()
              .allMatch(end -> reached.getOrDefault(end.getKey(), -1L) >= end.getValue());
    }

    Standing after(CommandLoop.Turned turned) {
      return new Standing(turned.reached(), turned.idle() ? idleTurns + 1 : 0);
    }
  }

  private Actuator(ActuatorSettings settings, String instance) {
    this.settings = settings;
    open = settings.pace() instanceof LoopPace.Free;
    this.instance = instance;
    commands = Thread.ofPlatform().name("actuator-commands").unstarted(this::readCommands);
    observer =
        switch (settings.pace()) {
          case LoopPace.Free free ->
              Optional.of(
                  Thread.ofPlatform().name("actuator-observer").unstarted(() -> observe(free)));
          case LoopPace.Stepped _ -> Optional.empty();
        };
  }

  /// Starts reading commands and observing targets.
  ///
  /// @param instance name of this instance, the same after a restart: it fences its own predecessor
  public static Actuator start(ActuatorSettings settings, String instance) {
    Actuator actuator = new Actuator(settings, instance);
    actuator.observer.ifPresent(Thread::start);
    actuator.commands.start();
    return actuator;
  }

  private void readCommands() {
    while (!closing) {
      try (CommandLoop loop =
          new CommandLoop(
              settings,
              instance,
              new CommandLoop.Observer(sightings, this::lookNow, this::owns, leaving::add))) {
        loop.begin();
        while (!closing) {
          if (open) {
            resting = false;
            CommandLoop.Turned turned = loop.turn();
            standing = standing.after(turned);
          } else {
            loop.rest();
            resting = true;
          }
          commandsTurned = System.nanoTime();
        }
      } catch (KafkaException e) {
        // A new loop starts from the last commit: commands without an end are read again.
        standing = Standing.BEGIN;
        LOG.atWarn().setCause(e).log("the command loop starts again");
        pause(AFTER_FAILURE);
      }
    }
  }

  private ObserveLoop observeLoop() {
    return new ObserveLoop(
        settings, new ObserveLoop.Looks(sightings::add, asked, () -> owned, leaving));
  }

  private void observe(LoopPace.Free free) {
    while (!closing) {
      try (ObserveLoop loop = observeLoop()) {
        while (!closing) {
          loop.turn();
          observerTurned = System.nanoTime();
          pause(free.observeEvery());
        }
      } catch (KafkaException e) {
        // A new loop reports everything once more.
        LOG.atWarn().setCause(e).log("the observer starts again");
        pause(AFTER_FAILURE);
      }
    }
  }

  private void owns(Set<Integer> partitions) {
    owned = partitions;
    look.release();
  }

  /// Observes all targets once and returns when the logs have the news; at the pace of steps, and
  /// from one thread. It first waits until the commands' log is this actuator's.
  ///
  /// @throws KafkaException when a report could not be sent
  public void look(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    if (!await(() -> owned.size() >= settings.logPartitions(), deadline)) {
      throw new KafkaException(
          "the commands' log is not this actuator's after " + patience.toSeconds() + " s");
    }
    if (steppedLooks.isEmpty()) {
      steppedLooks = Optional.of(observeLoop());
    }
    steppedLooks.get().look();
  }

  /// Applies the ordered commands, and returns when all commands before these offsets were read and
  /// nothing is left to do for them as long as the clock stands and no target is observed; at the
  /// pace of steps.
  ///
  /// @param ends offset after the last command by partition
  /// @param patience real time for it
  /// @return false when it took longer
  public boolean carryOut(Map<Integer, Long> ends, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    standing = Standing.BEGIN;
    open = true;
    boolean done = await(() -> standing.isIdle(ends), deadline);
    open = false;
    resting = false;
    // A turn under way may still look at the clock.
    return await(() -> resting, deadline) && done;
  }

  private static boolean await(BooleanSupplier condition, long deadline)
      throws InterruptedException {
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(1);
    }
    return true;
  }

  /// Returns the problem: an ended loop, or one without a turn within its period; empty when both
  /// turn.
  public Optional<String> problem() {
    return problem("the actuator's command loop", commands, commandsTurned)
        .or(
            () ->
                observer.flatMap(
                    looks -> problem("the actuator's observer", looks, observerTurned)));
  }

  private static Optional<String> problem(String name, Thread thread, long turned) {
    if (!thread.isAlive()) {
      return Optional.of(name + " has ended");
    }
    Duration silent = Duration.ofNanos(System.nanoTime() - turned);
    return silent.compareTo(PERIOD) <= 0
        ? Optional.empty()
        : Optional.of(name + " has not turned for " + silent.toSeconds() + " s");
  }

  private void lookNow(String workload) {
    asked.add(workload);
    look.release();
  }

  private void pause(Duration atMost) {
    try {
      if (!closing && look.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        look.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  @Override
  public void close() {
    closing = true;
    look.release();
    try {
      commands.join(Duration.ofSeconds(10));
      if (observer.isPresent()) {
        observer.get().join(Duration.ofSeconds(10));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    steppedLooks.ifPresent(ObserveLoop::close);
  }
}
