package io.rheostat.verification.protocol.world;

import io.rheostat.simulator.chance.Chance;
import java.time.Instant;
import java.util.PriorityQueue;

/// Virtual time and its future events. Events due at the same millisecond happen in a random order.
public final class Scheduler {
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

  private final Chance chance;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long now;
  private long sequence;

  private record Event(long at, int order, long sequence, Runnable run)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      int byOrder = byTime != 0 ? byTime : Integer.compare(order, other.order);
      return byOrder != 0 ? byOrder : Long.compare(sequence, other.sequence);
    }
  }

  Scheduler(Chance chance) {
    this.chance = chance;
  }

  /// Returns milliseconds since the start.
  long now() {
    return now;
  }

  /// Returns the time of a clock with a skew in milliseconds.
  public Instant clock(long skewMillis) {
    return START.plusMillis(now + skewMillis);
  }

  /// Schedules an event after a delay in milliseconds; a negative one counts as 0.
  public void in(long millis, Runnable run) {
    sequence++;
    events.add(new Event(now + Math.max(0, millis), chance.below(1 << 20), sequence, run));
  }

  /// Schedules an event after a random delay between two bounds, in milliseconds.
  public void within(int least, int most, Runnable run) {
    in(least + chance.below(most - least + 1), run);
  }

  /// Runs the next event up to a time; returns whether there was one.
  boolean step(long until) {
    Event next = events.peek();
    if (next == null || next.at() > until) {
      return false;
    }
    events.poll();
    now = next.at();
    next.run().run();
    return true;
  }
}
