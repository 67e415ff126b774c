package io.rheostat.actuator.shell;

import io.rheostat.model.command.Command;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The actuator in this process: one thread for commands, one that looks at targets.
public final class Actuator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Actuator.class);
  /// The longest turn: every target is asked, each within its driver's time limit.
  private static final Duration PERIOD = Duration.ofSeconds(90);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final ActuatorSettings settings;
  private final String instance;
  private final Semaphore look = new Semaphore(0);
  private final Queue<Sighting> sightings = new ConcurrentLinkedQueue<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final Queue<Command> leaving = new ConcurrentLinkedQueue<>();
  private volatile Set<Integer> owned = Set.of();
  private final Thread commands;
  private final Thread observer;
  private volatile boolean closing;
  private volatile long commandsTurned = System.nanoTime();
  private volatile long observerTurned = System.nanoTime();

  private Actuator(ActuatorSettings settings, String instance) {
    this.settings = settings;
    this.instance = instance;
    commands = Thread.ofPlatform().name("actuator-commands").unstarted(this::readCommands);
    observer = Thread.ofPlatform().name("actuator-observer").unstarted(this::observe);
  }

  /// Starts reading commands and looking at targets.
  ///
  /// @param instance name of this instance, the same after a restart: it fences its own predecessor
  public static Actuator start(ActuatorSettings settings, String instance) {
    Actuator actuator = new Actuator(settings, instance);
    actuator.observer.start();
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
          loop.turn();
          commandsTurned = System.nanoTime();
        }
      } catch (KafkaException e) {
        // A new loop starts from the last commit: what was not concluded is read again.
        LOG.atWarn().setCause(e).log("the command loop starts again");
        pause(AFTER_FAILURE);
      }
    }
  }

  private void observe() {
    while (!closing) {
      try (ObserveLoop loop =
          new ObserveLoop(
              settings, new ObserveLoop.Looks(sightings::add, asked, () -> owned, leaving))) {
        while (!closing) {
          loop.turn();
          observerTurned = System.nanoTime();
          pause(settings.observeEvery());
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

  /// Returns what is wrong: a loop that ended, or that has not turned within its period; empty when
  /// both turn.
  public Optional<String> problem() {
    return problem("the actuator's command loop", commands, commandsTurned)
        .or(() -> problem("the actuator's observer", observer, observerTurned));
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
      observer.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
