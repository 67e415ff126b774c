package io.rheostat.core.estimate;

import io.rheostat.core.workload.Presence;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.core.workload.WorkloadState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Detection of departed replicas among the silent ones of a workload, and of complete coverage.
final class ReplicaTracking {
  /// Silence after which a replica is forgotten where the targets report no count, counted only
  /// while others report: an outage of all metrics makes nobody leave.
  private static final long FORGET_MILLIS = 60_000;

  /// Time of a surplus of known over ready replicas before one counts as gone: a new one may send
  /// metrics before its target reports it.
  private static final long SURPLUS_MILLIS = 10_000;

  /// Silence of a possibly departed replica, in its own intervals.
  private static final double LEFT_INTERVALS = 1.5;

  /// Shortest silence of a departed replica, milliseconds: one scrape.
  private static final long LEAST_LEFT_MILLIS = 5_000;

  /// Time allowed for the first report of a newly ready replica, milliseconds.
  private static final long FIRST_REPORT_MILLIS = 15_000;

  private ReplicaTracking() {}

  /// Returns the state without departed replicas, with the coverage of the others noted.
  static WorkloadState tracked(WorkloadState state, long now) {
    Presence before = state.root().presence();
    boolean told = before.isKnown(now);
    WorkloadState kept = told ? withoutSurplus(state, now) : withoutLongSilent(state);
    boolean more = told && known(kept.replicas()).size() > before.ready();
    Presence presence = before.surplus(more, now);
    if (isComplete(kept, now)) {
      presence = presence.complete(now);
    }
    if (presence.equals(before)) {
      return kept;
    }
    RootDraft draft = new RootDraft(kept.root());
    draft.presence = presence;
    return kept.with(draft.build());
  }

  /// Returns whether measurements stand for the whole workload, so something can be learned from
  /// them: every known replica reports, no counters jump, and every ready replica is known or has
  /// only just become ready.
  ///
  /// @param state state tracked at the same time
  static boolean seesAll(WorkloadState state, long now) {
    return isSteady(state.replicas(), now)
        && now - state.root().presence().completeAt() <= FIRST_REPORT_MILLIS;
  }

  private static boolean isComplete(WorkloadState state, long now) {
    return isSteady(state.replicas(), now) && !lacksReady(state, now);
  }

  private static boolean lacksReady(WorkloadState state, long now) {
    Presence presence = state.root().presence();
    return presence.isKnown(now) && live(state.replicas(), now) < presence.ready();
  }

  private static boolean isSteady(List<ReplicaState> replicas, long now) {
    boolean any = false;
    for (ReplicaState replica : replicas) {
      any |= replica.isLive(now);
      boolean silent = replica.receivedAt() > 0 && !replica.isLive(now);
      if (silent || replica.counters().isJumping(now)) {
        return false;
      }
    }
    return any;
  }

  private static int live(List<ReplicaState> replicas, long now) {
    int live = 0;
    for (ReplicaState replica : replicas) {
      live += replica.isLive(now) ? 1 : 0;
    }
    return live;
  }

  private static List<ReplicaState> known(List<ReplicaState> replicas) {
    return replicas.stream().filter(replica -> replica.receivedAt() > 0).toList();
  }

  private static WorkloadState withoutSurplus(WorkloadState state, long now) {
    Presence presence = state.root().presence();
    if (presence.surplusSince() == 0 || now - presence.surplusSince() < SURPLUS_MILLIS) {
      return state;
    }
    List<ReplicaState> known = new ArrayList<>(known(state.replicas()));
    known.sort(Comparator.comparingLong(ReplicaState::receivedAt));
    WorkloadState kept = state;
    // A report since the surplus was noted may have ended it.
    int surplus = Math.max(0, known.size() - presence.ready());
    for (ReplicaState replica : known.subList(0, surplus)) {
      double usual = Math.max(LEAST_LEFT_MILLIS, LEFT_INTERVALS * replica.intervalMillis());
      if (now - replica.receivedAt() > usual) {
        kept = kept.without(replica.name());
      }
    }
    return kept;
  }

  private static WorkloadState withoutLongSilent(WorkloadState state) {
    WorkloadRoot root = state.root();
    WorkloadState kept = state;
    for (ReplicaState replica : state.replicas()) {
      long seen = Math.max(replica.receivedAt(), replica.observedAt());
      if (root.readAt() - Math.max(seen, root.watchedSince()) > FORGET_MILLIS) {
        kept = kept.without(replica.name());
      }
    }
    return kept;
  }
}
