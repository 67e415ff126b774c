package io.rheostat.core.estimate;

import io.rheostat.core.capacity.EngineModel;
import io.rheostat.core.series.LatencyWindow;
import io.rheostat.core.workload.LiveReplicas;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.model.fleet.Objective;
import java.util.List;

/// Learning of the share of good requests by load.
final class AttainmentLearning {
  /// Least observed requests, first tokens and tokens together, in ten seconds.
  private static final double LEAST_REQUESTS = 5;

  /// Time after a worked-off queue in which late requests still report the surge, milliseconds.
  private static final long AFTERMATH_MILLIS = 40_000;

  /// Window of the load, milliseconds.
  private static final long LOAD_MILLIS = 60_000;

  private AttainmentLearning() {}

  /// Learns the share of good requests of the last ten seconds, at the load of the last minute: a
  /// surge shows in quality only when batches have filled up. While a queue of more than a second
  /// is worked off, and for a while after it, late requests report the surge before and not the
  /// load now.
  static void learn(RootDraft root, List<ReplicaState> replicas, long now) {
    if (root.declared.isEmpty()
        || !(root.declared.get().objective() instanceof Objective.Inference objective)) {
      return;
    }
    LatencyWindow.Recent first = root.timeToFirstToken.recent(objective.slo().ttftSeconds(), now);
    LatencyWindow.Recent token = root.timePerOutputToken.recent(objective.slo().tpotSeconds(), now);
    double capacity = 0;
    double waiting = 0;
    int serving = LiveReplicas.serving(replicas, now);
    for (ReplicaState replica : replicas) {
      EngineModel model = root.engines.get(replica.placement());
      waiting += replica.inFlight().waiting();
      if (model != null && replica.isServing(now)) {
        capacity +=
            model.capacity(
                new EngineModel.Load(root.inputTokens, root.outputTokens, serving),
                objective.slo(),
                0);
      }
    }
    if (waiting > capacity) {
      root.backloggedAt = now;
    }
    boolean aftermath = now - root.backloggedAt < AFTERMATH_MILLIS;
    if (aftermath || first.all() + token.all() < LEAST_REQUESTS || capacity <= 0) {
      return;
    }
    long until = LiveReplicas.watermark(replicas, now);
    double rate = Math.max(0, root.arrivals.sum(until - LOAD_MILLIS, until)) * 1000 / LOAD_MILLIS;
    root.quality = root.quality.observe(rate / capacity, first.share() * token.share());
  }
}
