package io.rheostat.core.estimate;

import io.rheostat.core.capacity.EngineModel;
import io.rheostat.core.estimate.host.HostLearning;
import io.rheostat.core.estimate.training.TrainingMeasures;
import io.rheostat.core.series.LatencyWindow;
import io.rheostat.core.stage.Moment;
import io.rheostat.core.workload.LiveReplicas;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.estimate.CounterHealth;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.Interval;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.estimate.SignalAge;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Estimate of a workload from its state at one time.
final class EstimateBuilder {
  /// Standard deviations by which the careful capacity lies below the expected one.
  private static final double PESSIMISM = 1.0;

  /// Requests after which half of the confidence in their lengths is reached.
  private static final double SURE_OF_LENGTHS = 20;

  private final WorkloadState state;
  private final Workload workload;
  private final long now;
  private final List<ReplicaState> live = new ArrayList<>();
  private int unreachable;
  private int serving;
  private int jumping;

  private EstimateBuilder(WorkloadState state, Workload workload, long now) {
    this.state = state;
    this.workload = workload;
    this.now = now;
    for (ReplicaState replica : state.replicas()) {
      if (replica.isLive(now)) {
        live.add(replica);
        serving += replica.isServing(now) ? 1 : 0;
        jumping += replica.counters().isJumping(now) ? 1 : 0;
      } else if (replica.receivedAt() > 0) {
        unreachable++;
      }
    }
  }

  /// Returns the estimate of a declared workload.
  static Estimate of(WorkloadState state, Workload workload, Moment moment) {
    EstimateBuilder summary = new EstimateBuilder(state, workload, moment.now().toEpochMilli());
    return new Estimate(
        workload.name(),
        workload.pool(),
        moment.now(),
        summary.freshness(),
        switch (workload.objective()) {
          case Objective.Inference inference -> summary.inference(inference);
          case Objective.Training training ->
              summary.training(training, moment.catalogue().devices());
          case Objective.Profiled _ -> new Measure.Profiled();
        },
        new CounterHealth(summary.jumping),
        HostLearning.advice(state.root().learned().hosts()));
  }

  private Freshness freshness() {
    long newest = state.root().declaredAt();
    boolean everSeen = false;
    boolean measuring = state.replicas().stream().anyMatch(replica -> replica.receivedAt() > 0);
    for (ReplicaState replica : state.replicas()) {
      // A gateway is no replica: it gives the age of data only while there is no replica.
      if (replica.receivedAt() > 0 || !measuring) {
        newest = Math.max(newest, replica.observedAt());
      }
      everSeen = true;
    }
    boolean measured = !(workload.objective() instanceof Objective.Profiled);
    // Without a ready replica there is nothing to measure, so nothing is scaled down; running and
    // waiting requests still count. Where counters jump some of the processes may not be seen at
    // all.
    boolean stale = measured && serving == 0;
    return new Freshness(
        Duration.ofMillis(Math.max(0, now - newest)),
        serving,
        unreachable,
        jumping > 0 || (stale && (everSeen || state.root().firstObservedAt() == 0)),
        signalAges(),
        Duration.ofMillis(behind(newest)));
  }

  /// Returns the milliseconds since the point up to which every live replica has reported its
  /// requests; where none reports any, since the newest sample.
  private long behind(long newest) {
    long until = LiveReplicas.watermark(state.replicas(), now);
    return Math.max(0, now - (until == now ? newest : until));
  }

  private List<SignalAge> signalAges() {
    List<SignalAge> ages = new ArrayList<>();
    for (Signal signal : Signal.values()) {
      long newest = 0;
      for (ReplicaState replica : signal.isOfGateway() ? state.replicas() : live) {
        newest = Math.max(newest, replica.seenAt(signal));
      }
      if (newest > 0) {
        ages.add(new SignalAge(signal, Duration.ofMillis(Math.max(0, now - newest))));
      }
    }
    return ages;
  }

  private Measure inference(Objective.Inference objective) {
    WorkloadRoot root = state.root();
    DemandEstimate demand = new DemandBuilder(state, now).of(objective);
    LatencyWindow ttft = root.timeToFirstToken().at(now, root.timeToFirstToken().bounds());
    LatencyWindow tpot = root.timePerOutputToken().at(now, root.timePerOutputToken().bounds());
    return new Measure.Inference(
        demand,
        total(Signal.REQUESTS_RUNNING),
        total(Signal.REQUESTS_WAITING),
        live.isEmpty() ? 0 : total(Signal.KV_CACHE_USAGE) / live.size(),
        ttft.quantiles(),
        tpot.quantiles(),
        attainment(
            ttft.shareWithin(objective.slo().ttftSeconds()),
            tpot.shareWithin(objective.slo().tpotSeconds())),
        capacities(objective, demand),
        root.learned().quality().bands());
  }

  /// Returns bounds of the joint share from the two marginals (Fréchet).
  static Optional<Interval> attainment(Optional<Interval> ttft, Optional<Interval> tpot) {
    if (ttft.isEmpty()) {
      return tpot;
    }
    if (tpot.isEmpty()) {
      return ttft;
    }
    double lower = Math.max(0, ttft.get().lower() + tpot.get().lower() - 1);
    double upper = Math.min(ttft.get().upper(), tpot.get().upper());
    return Optional.of(new Interval(Math.min(lower, upper), upper));
  }

  private double total(Signal signal) {
    double total = 0;
    for (ReplicaState replica : live) {
      total += replica.value(signal);
    }
    return Math.max(0, total);
  }

  private List<PlacementCapacity> capacities(Objective.Inference objective, DemandEstimate demand) {
    List<PlacementCapacity> capacities = new ArrayList<>(workload.placements().size());
    for (Placement placement : workload.placements()) {
      EngineModel model = state.root().engines().get(placement.name());
      if (model == null) {
        capacities.add(new PlacementCapacity(placement.name(), 0, 0, 0, 0));
        continue;
      }
      EngineModel.Load load =
          new EngineModel.Load(demand.inputTokens(), demand.outputTokens(), serving);
      double expected = model.capacity(load, objective.slo(), 0);
      double careful = model.capacity(load, objective.slo(), PESSIMISM);
      capacities.add(
          new PlacementCapacity(
              placement.name(),
              reporting(placement.name()),
              expected,
              Math.min(expected, careful),
              model.confidence() * lengthConfidence()));
    }
    return capacities;
  }

  /// Returns the confidence of lengths: they matter as much as speed, and one request says little
  /// about them.
  private double lengthConfidence() {
    double seen = state.root().learned().lengthRequests();
    return seen / (seen + SURE_OF_LENGTHS);
  }

  private int reporting(String placement) {
    int count = 0;
    for (ReplicaState replica : live) {
      if (replica.placement().equals(placement) && replica.isServing(now)) {
        count++;
      }
    }
    return count;
  }

  private Measure training(Objective.Training objective, SortedMap<String, Device> devices) {
    long until = TrainingMeasures.newest(state).map(ReplicaState::observedAt).orElse(now);
    long from = Math.max(until - DemandBuilder.STABLE_MILLIS, state.root().firstObservedAt());
    double samples =
        until > from ? state.root().samples().sum(from, until) * 1000 / (until - from) : 0;
    return TrainingMeasures.of(
        state, workload, objective, devices, live.isEmpty(), Math.max(0, samples));
  }
}
