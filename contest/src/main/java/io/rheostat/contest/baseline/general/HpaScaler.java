package io.rheostat.contest.baseline.general;

import io.rheostat.contest.baseline.service.Recommendations;
import io.rheostat.model.fleet.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// Second half of a Kubernetes HPA's decision: its behaviour applied to a proposal.
///
/// 1. Stabilisation: the current count is increased to the lowest recommendation of the upward
///    window or reduced to the highest of the downward one; between the two it stays.
/// 2. Rates: within a policy's period the count moves at most so far from its value at the period's
///    start, taken as now - added + removed.
/// 3. Bounds.
///
/// The written rule (upward the window's minimum, downward its maximum) differs in one case only: a
/// proposal above the current count while the upward window still holds one below it. There this
/// form, like Kubernetes since 1.23, stays; the written one would scale down.
public final class HpaScaler {
  /// A change it made.
  ///
  /// @param added replicas; below 0 when removed
  private record Change(Instant at, int added) {}

  /// Input of one decision.
  ///
  /// @param at time of the decision
  /// @param current replicas set
  /// @param replicas count proposed from the metric
  public record Proposal(Instant at, int current, int replicas) {}

  private final HpaBehavior behavior;
  private final Bounds bounds;
  private final Duration longestPeriod;
  private final Recommendations recommendations;
  private final Deque<Change> changes = new ArrayDeque<>();

  public HpaScaler(HpaBehavior behavior, Bounds bounds) {
    this.behavior = behavior;
    this.bounds = bounds;
    this.longestPeriod = longer(period(behavior.up()), period(behavior.down()));
    this.recommendations =
        new Recommendations(longer(behavior.up().stabilization(), behavior.down().stabilization()));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration period(HpaBehavior.Rules rules) {
    Duration longest = Duration.ZERO;
    for (HpaBehavior.Policy policy : rules.policies()) {
      longest = longer(longest, policy.period());
    }
    return longest;
  }

  /// Returns the replicas to set, and remembers them as set.
  public int scale(Proposal proposal) {
    int current = proposal.current();
    int stable = stabilized(proposal);
    int wanted = stable;
    if (stable > current) {
      wanted = StrictMath.min(stable, StrictMath.max(current, highest(proposal)));
    } else if (stable < current) {
      wanted = StrictMath.max(stable, StrictMath.min(current, lowest(proposal)));
    }
    wanted = StrictMath.max(bounds.minReplicas(), StrictMath.min(bounds.maxReplicas(), wanted));
    if (wanted != current) {
      changes.addLast(new Change(proposal.at(), wanted - current));
    }
    return wanted;
  }

  private int stabilized(Proposal proposal) {
    Instant now = proposal.at();
    if (recommendations.isEmpty()) {
      recommendations.add(now, proposal.current());
    }
    int least = recommendations.min(now, behavior.up().stabilization(), proposal.replicas());
    int most = recommendations.max(now, behavior.down().stabilization(), proposal.replicas());
    recommendations.add(now, proposal.replicas());
    return StrictMath.min(most, StrictMath.max(least, proposal.current()));
  }

  private int highest(Proposal proposal) {
    int highest = proposal.current();
    for (HpaBehavior.Policy policy : behavior.up().policies()) {
      int start = periodStart(proposal, policy.period());
      int allowed =
          switch (policy) {
            case HpaBehavior.Policy.Pods(int replicas, _) -> start + replicas;
            case HpaBehavior.Policy.Percent(double percent, _) ->
                (int) StrictMath.ceil(start * (1 + percent / 100));
          };
      highest = StrictMath.max(highest, allowed);
    }
    return highest;
  }

  private int lowest(Proposal proposal) {
    int lowest = proposal.current();
    for (HpaBehavior.Policy policy : behavior.down().policies()) {
      int start = periodStart(proposal, policy.period());
      int allowed =
          switch (policy) {
            case HpaBehavior.Policy.Pods(int replicas, _) -> start - replicas;
            case HpaBehavior.Policy.Percent(double percent, _) ->
                (int) (start * (1 - percent / 100));
          };
      lowest = StrictMath.min(lowest, allowed);
    }
    return lowest;
  }

  private int periodStart(Proposal proposal, Duration period) {
    Instant now = proposal.at();
    while (!changes.isEmpty() && !changes.getFirst().at.isAfter(now.minus(longestPeriod))) {
      changes.removeFirst();
    }
    int start = proposal.current();
    for (Change change : changes) {
      start -= change.at.isAfter(now.minus(period)) ? change.added : 0;
    }
    return start;
  }
}
