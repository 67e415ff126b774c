package io.rheostat.core.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Clock of one partition: a pure function of its log, led by the ticks of the partition's owner.
///
/// Other records move it by at most [#LEAD] beyond the newest tick, whatever their stamp; before
/// the first tick any credible stamp moves it. States of a tick's acceptance:
///
/// ```
/// first tick ─────────────────────────────► accepted, forwards or back
/// within [-BACK, STEP] of the newest ─────► accepted; the clock never turns back for it
/// further away ─► claim, confirmed by CONFIRMATIONS ticks in a row ─► accepted, forwards or back
///                   └─ a tick near the newest accepted one ends the claim
/// ```
///
/// One stray tick therefore moves nothing, an outage is caught up after three ticks, and a host
/// with a wrong clock heals as soon as its clock is right, also from a state kept while wrong.
///
/// @param now time of the partition
/// @param tick newest accepted tick; empty before the first
/// @param claim newest tick of a series far from it; empty when there is none
/// @param confirmations ticks in that series
public record PartitionClock(
    Instant now, Optional<Instant> tick, Optional<Instant> claim, int confirmations) {
  /// Clock before the first record.
  public static final PartitionClock NEVER =
      new PartitionClock(Instant.EPOCH, Optional.empty(), Optional.empty(), 0);

  /// Largest lead of the clock over the newest tick through other records. Ticks come once a second
  /// and are written by another process than most records: a few seconds of disagreement between
  /// hosts are ordinary.
  public static final Duration LEAD = Duration.ofSeconds(10);

  /// Largest lead of a tick accepted at once: longer than any rebalance or pause.
  public static final Duration STEP = Duration.ofMinutes(2);

  /// Largest lag of a slower host's tick: the clock waits for it.
  public static final Duration BACK = Duration.ofSeconds(30);

  /// Number of ticks in a row that move the clock further than that.
  public static final int CONFIRMATIONS = 3;

  /// Largest lead of an accepted record over the newest tick: later ones are refused rather than
  /// bent.
  public static final Duration ABSURD = Duration.ofDays(1);

  /// End of credible stamps: later ones are in another unit than milliseconds.
  private static final Instant END = Instant.parse("2200-01-01T00:00:00Z");

  /// Returns the clock of a state with only its time, as kept by builds before ticks led the clock.
  public static PartitionClock of(Instant now) {
    return now.isAfter(Instant.EPOCH)
        ? new PartitionClock(now, Optional.of(now), Optional.empty(), 0)
        : NEVER;
  }

  /// Returns the clock at another time, its ticks as they are.
  public PartitionClock at(Instant time) {
    return time.equals(now) ? this : new PartitionClock(time, tick, claim, confirmations);
  }

  /// Returns whether a record with a stamp can be taken: it has a time, in milliseconds, at most
  /// [#ABSURD] beyond the newest tick.
  public boolean takes(Instant stamp) {
    return isTime(stamp) && tick.stream().noneMatch(t -> stamp.isAfter(t.plus(ABSURD)));
  }

  /// Returns whether a stamp is a time at all.
  public static boolean isTime(Instant stamp) {
    return stamp.isAfter(Instant.EPOCH) && stamp.isBefore(END);
  }

  /// Returns whether a record with a stamp is further ahead than it may move the clock.
  public boolean bends(Instant stamp) {
    return tick.stream().anyMatch(t -> stamp.isAfter(t.plus(LEAD)));
  }

  /// Returns the clock after a record other than a tick.
  public PartitionClock recorded(Instant stamp) {
    Instant bound = tick.map(t -> t.plus(LEAD)).filter(stamp::isAfter).orElse(stamp);
    return bound.isAfter(now) ? at(bound) : this;
  }

  /// Returns the clock after a tick of the partition's owner.
  public PartitionClock ticked(Instant stamp) {
    if (!isTime(stamp)) {
      return this;
    }
    if (tick.isEmpty()) {
      boolean ahead = now.isAfter(stamp.plus(LEAD));
      return accepted(ahead || stamp.isAfter(now) ? stamp : now, stamp);
    }
    if (isNear(stamp, tick.get())) {
      Instant newest = latest(tick.get(), stamp);
      return accepted(latest(now, newest), newest);
    }
    boolean confirms = claim.stream().anyMatch(claimed -> isNear(stamp, claimed));
    int times = confirms ? confirmations + 1 : 1;
    Instant claimed = confirms ? latest(claim.get(), stamp) : stamp;
    return times < CONFIRMATIONS
        ? new PartitionClock(now, tick, Optional.of(claimed), times)
        : accepted(claimed, claimed);
  }

  private static PartitionClock accepted(Instant now, Instant tick) {
    return new PartitionClock(now, Optional.of(tick), Optional.empty(), 0);
  }

  private static boolean isNear(Instant stamp, Instant before) {
    return !stamp.isBefore(before.minus(BACK)) && !stamp.isAfter(before.plus(STEP));
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
