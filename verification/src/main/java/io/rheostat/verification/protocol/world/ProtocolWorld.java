package io.rheostat.verification.protocol.world;

import io.rheostat.simulator.chance.Chance;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Shared parts of a run: time, chance, the trace, and the faultiness of the world.
public final class ProtocolWorld {
  /// Duration of the faults, followed by the time for the system to come to rest, in milliseconds.
  public static final long FAULTS_MILLIS = 100_000;

  public static final long REST_MILLIS = 220_000;

  /// The last part of the rest, without any failing command, in milliseconds.
  public static final long STEADY_MILLIS = 80_000;

  /// Longest time from a command's issue to its end, in milliseconds: its life, and the skew of the
  /// clocks.
  public static final long COMMAND_MILLIS = 70_000;

  private final Chance chance;
  private final Scheduler scheduler;
  private final Trace trace;
  private final ProtocolVariant variant;
  private final double faultiness;
  private final Map<String, Long> lastArrivals = new HashMap<>();
  private long events;

  public ProtocolWorld(long seed, ProtocolVariant variant, int traceLines) {
    chance = new Chance(seed);
    scheduler = new Scheduler(chance);
    trace = new Trace(traceLines);
    this.variant = variant;
    faultiness =
        switch (chance.below(4)) {
          case 0 -> 0.2;
          case 1 -> 0.5;
          default -> 1;
        };
  }

  /// Returns the interval of a repeated action, in milliseconds: longer once nothing can go wrong.
  public long every(long millis) {
    return isFaulty() ? millis : 3 * millis;
  }

  /// Returns the source of randomness, seeded for the run.
  public Chance chance() {
    return chance;
  }

  /// Returns the virtual time and its future events.
  public Scheduler scheduler() {
    return scheduler;
  }

  /// Returns the variant of the run: its planted bugs, if any.
  public ProtocolVariant variant() {
    return variant;
  }

  /// Returns the last events of the run.
  public Trace trace() {
    return trace;
  }

  /// Returns the milliseconds since the start.
  public long now() {
    return scheduler.now();
  }

  /// Returns the number of events so far.
  public long events() {
    return events;
  }

  /// Runs the next event up to a time in milliseconds; returns false when there is none.
  public boolean step(long until) {
    if (!scheduler.step(until)) {
      return false;
    }
    events++;
    return true;
  }

  /// Adds a line to the trace, formatted only when it is read.
  public void note(Object... parts) {
    trace.note(events, now(), parts);
  }

  /// Returns whether faults may still occur.
  public boolean isFaulty() {
    return now() < FAULTS_MILLIS;
  }

  /// Returns whether a fault of a given probability strikes now; none does once the world is well.
  public boolean strikes(double probability) {
    return isFaulty() && chance.uniform() < probability * faultiness;
  }

  /// Sends a record to a log: it may be lost before it is acknowledged and then sent again, come
  /// twice, and come late. Records of one key keep their order.
  public <E> void send(OrderedLog<E> log, String key, E event, Instant timestamp) {
    long delay = 1L + chance.below(10);
    if (strikes(0.03)) {
      delay += 500L + chance.below(3_000);
    }
    if (strikes(0.02)) {
      delay += chance.below(8_000);
    }
    long arrives = Math.max(now() + delay, lastArrivals.getOrDefault(key, 0L) + 1);
    lastArrivals.put(key, arrives);
    scheduler.in(arrives - now(), () -> log.append(event, timestamp));
    if (strikes(0.03)) {
      lastArrivals.put(key, arrives + 200);
      scheduler.in(arrives + 200 - now(), () -> log.append(event, timestamp));
    }
  }
}
