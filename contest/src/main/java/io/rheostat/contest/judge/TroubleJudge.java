package io.rheostat.contest.judge;

import io.rheostat.contest.capacity.OfflineCapacity;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.fleet.Allocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Judges runs of one trial by the true need at each second.
public final class TroubleJudge {
  private final PolicyTrial trial;
  private final List<TrueNeed> needs;
  private final int from;
  private final int until;

  /// Measures the capacity of the trial's engines.
  public TroubleJudge(PolicyTrial trial, OfflineCapacity capacity) {
    this.trial = trial;
    this.needs = TrueNeed.of(trial, capacity);
    this.from = (int) trial.unscored().toSeconds();
    this.until = from + (int) trial.length().toSeconds();
  }

  /// Returns the longest mean time from launch to ready of the services' placements, seconds.
  public int startupSeconds() {
    return (int) needs.stream().mapToLong(need -> need.startup().toSeconds()).max().orElse(0);
  }

  /// Returns the least and the most replicas of its first placement needed by a service in judged
  /// time.
  public List<Integer> range(String workload) {
    TrueNeed need =
        needs.stream().filter(one -> one.workload().equals(workload)).findFirst().orElseThrow();
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int second = from; second < until; second++) {
      int replicas = need.replicas(second);
      least = StrictMath.min(least, replicas);
      most = StrictMath.max(most, replicas);
    }
    return List.of(least, most);
  }

  /// Returns the verdict of a run.
  ///
  /// @param untroubled the same policy's run without the trouble; empty for such a run itself
  /// @param end of the trouble
  public TroubleVerdict verdict(RunTrack track, Optional<RunTrack> untroubled, Instant end) {
    boolean[] below = below(track);
    int seconds = 0;
    for (int second = from; second < until; second++) {
      seconds += below[second] ? 1 : 0;
    }
    boolean[] anyway = untroubled.map(this::below).orElse(below);
    return new TroubleVerdict(
        wrong(track),
        seconds,
        track.usd(from, until),
        recovery(below, anyway, end),
        track.resizes());
  }

  private boolean[] below(RunTrack track) {
    boolean[] below = new boolean[until];
    for (TrueNeed need : needs) {
      var ready = track.ready(need.workload());
      for (int second = 0; second < until; second++) {
        below[second] |= !need.met(second, ready.get(second));
      }
    }
    return below;
  }

  private int wrong(RunTrack track) {
    int wrong = 0;
    for (TrueNeed need : needs) {
      Allocation initial =
          trial.scenario().initial().getOrDefault(need.workload(), Allocation.NONE);
      var ready = track.ready(need.workload());
      for (ScaleDowns.Lowered lowered : ScaleDowns.of(need, initial, track.changes())) {
        int at = track.second(lowered.at());
        boolean missed = false;
        for (int second = at + 1; second < StrictMath.min(until, at + horizon(need)); second++) {
          missed |= !need.met(second, ready.get(second)) && !need.met(second, lowered.left());
        }
        wrong += missed && at >= from ? 1 : 0;
      }
    }
    return wrong;
  }

  private static int horizon(TrueNeed need) {
    return (int) need.startup().plus(TrueNeed.WINDOW).toSeconds();
  }

  private int recovery(boolean[] below, boolean[] anyway, Instant end) {
    int over = (int) Duration.between(trial.scenario().start(), end).toSeconds();
    int steady = needs.stream().mapToInt(TroubleJudge::horizon).max().orElse(0);
    int recovered = StrictMath.min(over, until);
    for (int second = recovered; second < StrictMath.min(until, recovered + steady + 1); second++) {
      if (below[second] && !anyway[second]) {
        recovered = second + 1;
      }
    }
    return StrictMath.max(0, recovered - over);
  }
}
