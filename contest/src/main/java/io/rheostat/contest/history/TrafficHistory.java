package io.rheostat.contest.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Requests of one service over time.
///
/// @param from start of the first slot
/// @param slots one after another, each of [#SLOT]
public record TrafficHistory(Instant from, List<Slot> slots) {
  /// Length of a slot.
  public static final Duration SLOT = Duration.ofSeconds(10);

  /// Counts of one slot.
  ///
  /// @param requests arrivals
  /// @param promptTokens prompt tokens processed
  /// @param admitted requests taken into a batch, to which those tokens belong
  /// @param generatedTokens tokens generated
  /// @param finished requests finished
  /// @param seen whether any replica or gateway reported this time; without, all are 0
  public record Slot(
      double requests,
      double promptTokens,
      double admitted,
      double generatedTokens,
      double finished,
      boolean seen) {
    /// Slot without any report.
    public static final Slot UNSEEN = new Slot(0, 0, 0, 0, 0, false);

    /// Returns the requests that the generated tokens belong to: the finished ones, and half of
    /// those that joined the batches and have not left them.
    public double generating() {
      return finished + (admitted - finished) / 2;
    }

    /// Returns the sum of two slots.
    public Slot plus(Slot other) {
      return new Slot(
          requests + other.requests,
          promptTokens + other.promptTokens,
          admitted + other.admitted,
          generatedTokens + other.generatedTokens,
          finished + other.finished,
          seen || other.seen);
    }
  }

  public TrafficHistory {
    slots = List.copyOf(slots);
  }

  /// Returns the arrivals of all slots.
  public double requests() {
    return slots.stream().mapToDouble(Slot::requests).sum();
  }

  /// Returns the time nobody reported.
  public Duration unseen() {
    return SLOT.multipliedBy(slots.stream().filter(slot -> !slot.seen()).count());
  }

  /// Returns the sum of the slots from one index up to another, as far as there are any.
  public Slot sum(int first, int end) {
    Slot sum = Slot.UNSEEN;
    for (int i = Math.max(0, first); i < Math.min(slots.size(), end); i++) {
      sum = sum.plus(slots.get(i));
    }
    return sum;
  }
}
