package io.rheostat.core.pool;

import io.rheostat.core.Tuning;
import io.rheostat.core.member.MemberState;
import io.rheostat.model.fleet.Churn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Changes of a pool's workloads, counted against what is declared.
///
/// @param view the pool as declared now
/// @param pool its workloads with the times of their changes
/// @param now end of the counting
public record ChurnBudget(PoolResources view, PoolState pool, Instant now) {
  /// Most times of changes kept, to bound the state: twice the largest declared budget.
  private static final int MOST_KEPT = 2 * Churn.MOST_CHANGES;

  /// Returns the times within a window ending now, its beginning included.
  public static List<Instant> within(List<Instant> times, Duration window, Instant now) {
    return times.stream().filter(at -> !at.isBefore(now.minus(window))).toList();
  }

  /// Returns the exhausted budget, the workload's own or the pool's; empty when another change may
  /// come.
  public Optional<String> spent(MemberState member) {
    Optional<Churn> own = member.workload().bounds().churn();
    if (own.isPresent() && count(member, own.get()) >= own.get().changes()) {
      return Optional.of(words(own.get(), member.workload().name()));
    }
    Optional<Churn> shared = view.pool().churn();
    if (shared.isEmpty()) {
      return Optional.empty();
    }
    int all = count(member, shared.get());
    for (MemberState other : pool.members().values()) {
      if (!other.workload().name().equals(member.workload().name())) {
        all += count(other, shared.get());
      }
    }
    return all >= shared.get().changes()
        ? Optional.of(words(shared.get(), "pool " + view.pool().name()))
        : Optional.empty();
  }

  private int count(MemberState member, Churn churn) {
    return within(member.resizedAt(), churn.window(), now).size();
  }

  private static String words(Churn churn, String whose) {
    return "all "
        + churn.changes()
        + " changes of "
        + whose
        + " within "
        + churn.window().toSeconds()
        + " s are used up";
  }

  /// Returns the member's times and now, as many as any window still needs.
  public List<Instant> after(MemberState member) {
    Duration longest = Tuning.DEFAULT.cadence().churnWindow();
    longest = longer(longest, member.workload().bounds().churn());
    longest = longer(longest, view.pool().churn());
    List<Instant> kept = new ArrayList<>(within(member.resizedAt(), longest, now));
    kept.add(now);
    while (kept.size() > MOST_KEPT) {
      kept.removeFirst();
    }
    return kept;
  }

  private static Duration longer(Duration window, Optional<Churn> churn) {
    return churn.isPresent() && churn.get().window().compareTo(window) > 0
        ? churn.get().window()
        : window;
  }
}
