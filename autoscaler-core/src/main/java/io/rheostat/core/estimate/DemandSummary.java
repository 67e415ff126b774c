package io.rheostat.core.estimate;

import io.rheostat.core.forecast.DemandForecast;
import io.rheostat.core.performance.EngineModel;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.signal.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What comes in, as a state shows it at one time.
final class DemandSummary {
  static final long PANIC_MILLIS = 6_000;
  private static final double[] LEVELS =
      DemandQuantiles.LEVELS.stream().mapToDouble(Double::doubleValue).toArray();

  private final WorkloadState state;
  private final long now;

  DemandSummary(WorkloadState state, long now) {
    this.state = state;
    this.now = now;
  }

  /// The time up to which every live replica has reported, so that a rate is not read from a window
  /// that some have yet to fill.
  static long watermark(List<ReplicaState> replicas, long now) {
    long until = Long.MAX_VALUE;
    for (ReplicaState replica : replicas) {
      long seen = replica.inFlight().finishedUntil();
      if (replica.isLive(now) && seen > 0) {
        until = Math.min(until, seen);
      }
    }
    return until == Long.MAX_VALUE ? now : until;
  }

  /// As an inference objective sees it.
  DemandEstimate of(Objective.Inference objective) {
    WorkloadRoot root = state.root();
    if (root.firstObservedAt() == 0) {
      double declared = objective.expected().map(Demand::requestsPerSecond).orElse(0.0);
      return new DemandEstimate(
          declared,
          declared,
          declared,
          0,
          List.of(DemandQuantiles.certain(30, declared)),
          root.inputTokens(),
          root.outputTokens());
    }
    long until = watermark(state.replicas(), now);
    ArrivalLevel.Level level =
        ArrivalLevel.at(
            root.arrivals(),
            root.firstObservedAt(),
            state.replicas(),
            new ArrivalLevel.Times(now, until));
    List<DemandQuantiles> outlooks = new ArrayList<>();
    for (DemandForecast.Outlook outlook : root.forecast().outlooks(level.rate(), now, LEVELS)) {
      outlooks.add(
          new DemandQuantiles(outlook.seconds(), Arrays.stream(outlook.rates()).boxed().toList()));
    }
    return new DemandEstimate(
        rate(Summary.STABLE_MILLIS),
        rate(PANIC_MILLIS),
        level.rate(),
        backlog(objective),
        outlooks,
        root.inputTokens(),
        root.outputTokens(),
        level.carried());
  }

  /// Requests queued, at each replica as many as it serves within a minute: a queue that was routed
  /// to one replica keeps only that one busy.
  private double backlog(Objective.Inference objective) {
    WorkloadRoot root = state.root();
    double backlog = 0;
    int serving = Summary.serving(state.replicas(), now);
    for (ReplicaState replica : state.replicas()) {
      if (!replica.isLive(now)) {
        continue;
      }
      EngineModel model = root.engines().get(replica.placement());
      double waiting = Math.max(0, replica.value(Signal.REQUESTS_WAITING));
      double most = Double.POSITIVE_INFINITY;
      if (model != null && waiting > 0) {
        EngineModel.Load load =
            new EngineModel.Load(root.inputTokens(), root.outputTokens(), serving);
        most = 60 * model.capacity(load, objective.slo(), 0);
      }
      backlog += Math.min(waiting, most);
    }
    return backlog;
  }

  /// Arrivals per second over a window that ends at the watermark; what unreachable replicas last
  /// took is
  /// carried for the part of the window in which they were silent.
  private double rate(long windowMillis) {
    WorkloadRoot root = state.root();
    long until = watermark(state.replicas(), now);
    long from = Math.max(until - windowMillis, root.firstObservedAt());
    if (until <= from) {
      return 0;
    }
    double requests =
        root.arrivals().sum(from, until) + carried(state.replicas(), now, from, until);
    return Math.max(0, requests) * 1000 / (until - from);
  }

  /// Requests that unreachable replicas are taken to have got while they were silent.
  static double carried(List<ReplicaState> replicas, long now, long from, long until) {
    double requests = 0;
    for (ReplicaState replica : replicas) {
      if (!replica.isLive(now)) {
        double silent = until - Math.max(from, replica.observedAt());
        requests += replica.arrivalRate() * Math.max(0, silent) / 1000;
      }
    }
    return requests;
  }
}
