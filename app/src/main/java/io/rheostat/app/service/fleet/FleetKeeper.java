package io.rheostat.app.service.fleet;

import io.rheostat.model.fleet.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeper of the declared fleet, equal to this instance's files: publishes each change as soon as
/// the brokers take it. Every half minute it checks whether the logs still hold every declaration
/// and whether a pool or device missing from the files can be withdrawn.
///
/// No failure of the brokers ends it; [#problem] reports the awaited condition.
public final class FleetKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FleetKeeper.class);
  private static final Duration AGAIN = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /// The longest pause is 16 s.
  private static final int MOST_DOUBLINGS = 4;

  private final FleetPublisher publisher;
  private final Predicate<String> running;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Fleet wanted;
  private boolean due = true;
  private Optional<Trouble> trouble = Optional.empty();

  /// Reason for files not yet declared.
  private record Trouble(Instant since, int tries, String reason) {}

  /// @param running whether something running still needs the pool or device of a key
  public FleetKeeper(FleetPublisher publisher, Fleet wanted, Predicate<String> running) {
    this.publisher = publisher;
    this.wanted = wanted;
    this.running = running;
    thread = Thread.ofPlatform().name("fleet-publisher").daemon().unstarted(this::run);
  }

  /// Publishes for the first time, then goes on by itself. When the first publication does not go
  /// through, the thread tries again.
  public void start() {
    turn();
    thread.start();
  }

  /// Takes other files; returns at once.
  public void declare(Fleet fleet) {
    lock.lock();
    try {
      wanted = fleet;
      due = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Returns the obstacle to declaring the files; empty when they are declared.
  public Optional<String> problem() {
    lock.lock();
    try {
      if (!thread.isAlive()) {
        return Optional.of("the fleet's publisher has ended");
      }
      return trouble.map(
          one ->
              "the configuration is not declared since "
                  + one.since
                  + " ("
                  + one.tries
                  + " tries): "
                  + one.reason);
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (true) {
        await(pause());
        turn();
      }
    } catch (InterruptedException | InterruptException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private Duration pause() {
    lock.lock();
    try {
      int doublings = trouble.map(one -> Math.min(MOST_DOUBLINGS, one.tries - 1)).orElse(0);
      return trouble.isEmpty() ? AGAIN : FIRST_PAUSE.multipliedBy(1L << doublings);
    } finally {
      lock.unlock();
    }
  }

  /// Waits for other files, or for so long.
  private void await(Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (!due && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void turn() {
    Fleet fleet = taken();
    try {
      publisher.publish(fleet, running);
      done(Optional.empty());
    } catch (InterruptException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("the configuration is not declared yet; it is tried again");
      done(Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private Fleet taken() {
    lock.lock();
    try {
      due = false;
      return wanted;
    } finally {
      lock.unlock();
    }
  }

  private void done(Optional<String> failure) {
    lock.lock();
    try {
      trouble =
          failure.map(
              reason ->
                  new Trouble(
                      trouble.map(Trouble::since).orElseGet(Instant::now),
                      trouble.map(Trouble::tries).orElse(0) + 1,
                      reason));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
