package io.rheostat.contest.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Requests of one service over time: arrivals of every slot, and tokens of every minute. A week
/// takes 400 kB.
public final class TrafficHistory {
  /// Length of a slot.
  public static final Duration SLOT = Duration.ofMillis(TrafficCounts.SLOT_MILLIS);

  /// Counts of one slot.
  ///
  /// @param requests arrivals
  /// @param tokens of the requests in the service's batches
  public record Slot(double requests, Tokens tokens) {}

  /// Tokens of some time, and the requests they belong to.
  ///
  /// @param prompt prompt tokens processed
  /// @param admitted requests taken into a batch, to which those tokens belong
  /// @param generated tokens generated
  /// @param finished requests finished
  public record Tokens(double prompt, double admitted, double generated, double finished) {
    /// Time without any request.
    public static final Tokens NONE = new Tokens(0, 0, 0, 0);

    /// Returns the requests that the generated tokens belong to: the finished ones, and half of
    /// those that joined the batches and have not left them.
    public double generating() {
      return finished + (admitted - finished) / 2;
    }

    /// Returns the sum of two times.
    public Tokens plus(Tokens other) {
      return new Tokens(
          prompt + other.prompt,
          admitted + other.admitted,
          generated + other.generated,
          finished + other.finished);
    }
  }

  private final Instant from;
  private final int slots;
  private final TrafficCounts counts;

  /// @param from start of the first slot
  /// @param slots number of slots
  /// @param counts of at least some of this time; slots without any are unseen
  TrafficHistory(Instant from, int slots, TrafficCounts counts) {
    this.from = from;
    this.slots = slots;
    this.counts = counts;
  }

  /// Returns the history of slots that were all seen.
  public static TrafficHistory of(Instant from, List<Slot> slots) {
    TrafficCounts counts = new TrafficCounts();
    for (int i = 0; i < slots.size(); i++) {
      counts.seen(from.plus(SLOT.multipliedBy(i)).toEpochMilli(), slots.get(i));
    }
    return new TrafficHistory(from, slots.size(), counts);
  }

  /// Returns the number of slots, one after another.
  public int slots() {
    return slots;
  }

  /// Returns the arrivals of a slot; 0 of one that nobody reported.
  public double requests(int slot) {
    double requests = counts.requests(at(slot));
    return Double.isNaN(requests) ? 0 : requests;
  }

  /// Returns the arrivals of the slots from one index up to another, as far as there are any.
  public double requests(int first, int end) {
    double sum = 0;
    for (int i = Math.max(0, first); i < Math.min(slots, end); i++) {
      sum += requests(i);
    }
    return sum;
  }

  /// Returns the arrivals of all slots.
  public double requests() {
    return requests(0, slots);
  }

  /// Returns the time nobody reported.
  public Duration unseen() {
    int unseen = 0;
    for (int i = 0; i < slots; i++) {
      unseen += Double.isNaN(counts.requests(at(i))) ? 1 : 0;
    }
    return SLOT.multipliedBy(unseen);
  }

  /// Returns the number of minutes that hold a slot; the first may begin before it.
  public int minutes() {
    return slots == 0 ? 0 : minuteOf(slots - 1) + 1;
  }

  /// Returns the index of the minute that holds a slot.
  public int minuteOf(int slot) {
    return (int) (TrafficCounts.minute(at(slot)) - TrafficCounts.minute(at(0)));
  }

  /// Returns the tokens of the minutes from one index up to another, as far as there are any.
  public Tokens tokens(int first, int end) {
    long begin = TrafficCounts.minute(at(0));
    Tokens sum = Tokens.NONE;
    for (int i = Math.max(0, first); i < Math.min(minutes(), end); i++) {
      sum = sum.plus(counts.tokens(begin + i));
    }
    return sum;
  }

  /// Returns the size of the numbers kept.
  long bytes() {
    return counts.bytes();
  }

  private long at(int slot) {
    return from.toEpochMilli() + slot * TrafficCounts.SLOT_MILLIS;
  }
}
