package io.rheostat.core.estimate;

import io.rheostat.core.capacity.EngineModel;
import io.rheostat.core.forecast.DemandForecast;
import io.rheostat.core.workload.LiveReplicas;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.signal.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Demand on a workload, as shown by a state at one time.
final class DemandBuilder {
  /// Window of the stable rate, milliseconds.
  static final long STABLE_MILLIS = 60_000;

  /// Window of the recent rate, milliseconds.
  static final long RECENT_MILLIS = 6_000;

  /// Probabilities at which demand is forecast.
  private static final double[] LEVELS =
      DemandQuantiles.LEVELS.stream().mapToDouble(Double::doubleValue).toArray();

  /// Largest explained ratio of gateway requests to arrivals at the reporting replicas: beyond it,
  /// requests at the gateway go to replicas without reports.
  private static final double UNEXPLAINED = 1.25;

  private final WorkloadState state;
  private final long now;

  DemandBuilder(WorkloadState state, long now) {
    this.state = state;
    this.now = now;
  }

  /// Returns the demand for an inference objective.
  DemandEstimate of(Objective.Inference objective) {
    WorkloadRoot root = state.root();
    Optional<ArrivalSource> gateway =
        ArrivalSource.atGateway(root.gateway(), state.replicas(), now);
    double backlog = backlog(objective);
    if (root.firstObservedAt() == 0 && gateway.isEmpty() && backlog == 0) {
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
    ArrivalSource source =
        ArrivalSource.of(
            root.arrivals(), root.firstObservedAt(), root.gateway(), state.replicas(), now);
    // Where some replicas are silent the gateway knows better than the rate carried for them.
    ArrivalLevel.Level told = source.level(now, source.until());
    Optional<ArrivalSource> second =
        gateway.filter(
            one -> isAnySilent() || one.level(now, one.until()).rate() > UNEXPLAINED * told.rate());
    double seen = second.map(one -> one.level(now, one.until()).rate()).orElse(0.0);
    double level = Math.max(told.rate(), seen);
    return new DemandEstimate(
        rate(source, second, STABLE_MILLIS),
        rate(source, second, RECENT_MILLIS),
        level,
        backlog,
        outlooks(level),
        root.inputTokens(),
        root.outputTokens(),
        seen >= told.rate() ? 0 : told.carried(),
        second.isPresent() && seen >= told.rate());
  }

  private List<DemandQuantiles> outlooks(double level) {
    WorkloadRoot root = state.root();
    if (root.firstObservedAt() == 0) {
      // Nothing was learned yet: only the report of the gateway is known.
      return List.of(DemandQuantiles.certain(30, level));
    }
    List<DemandQuantiles> outlooks = new ArrayList<>();
    for (DemandForecast.Outlook outlook : root.forecast().outlooks(level, now, LEVELS)) {
      outlooks.add(
          new DemandQuantiles(outlook.seconds(), Arrays.stream(outlook.rates()).boxed().toList()));
    }
    return outlooks;
  }

  private double rate(ArrivalSource source, Optional<ArrivalSource> second, long windowMillis) {
    double other = second.map(one -> one.rate(windowMillis, now)).orElse(0.0);
    return Math.max(source.rate(windowMillis, now), other);
  }

  private boolean isAnySilent() {
    return state.replicas().stream()
        .anyMatch(replica -> replica.receivedAt() > 0 && !replica.isLive(now));
  }

  /// Returns the requests in front of a workload without a live replica.
  double awaiting() {
    double unserved = state.root().gateway().map(gateway -> gateway.awaiting(now)).orElse(0.0);
    return Math.max(unserved, ArrivalSource.waiting(state.replicas(), now));
  }

  /// Returns the queued requests: at the replicas, and in front of them.
  private double backlog(Objective.Inference objective) {
    int serving = LiveReplicas.serving(state.replicas(), now);
    double inFront = serving == 0 ? awaiting() : ArrivalSource.waiting(state.replicas(), now);
    if (inFront == 0) {
      return queuedAtReplicas(objective, serving);
    }
    double most = 0;
    EngineModel.Load load =
        new EngineModel.Load(
            state.root().inputTokens(), state.root().outputTokens(), Math.max(1, serving));
    for (EngineModel model : state.root().engines().values()) {
      most = Math.max(most, 60 * Math.max(1, serving) * model.capacity(load, objective.slo(), 0));
    }
    return queuedAtReplicas(objective, serving) + (most > 0 ? Math.min(inFront, most) : inFront);
  }

  /// Returns the queued requests, at each replica as many as it serves within a minute: a queue
  /// routed to one replica keeps only that one busy.
  private double queuedAtReplicas(Objective.Inference objective, int serving) {
    WorkloadRoot root = state.root();
    double backlog = 0;
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
}
