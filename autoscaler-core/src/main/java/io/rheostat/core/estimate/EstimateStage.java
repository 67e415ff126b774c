package io.rheostat.core.estimate;

import io.rheostat.core.estimate.host.HostLearning;
import io.rheostat.core.estimate.training.ProfileSharing;
import io.rheostat.core.estimate.training.TrainingMeasures;
import io.rheostat.core.stage.AggregateCodec;
import io.rheostat.core.stage.EventRouter;
import io.rheostat.core.stage.Moment;
import io.rheostat.core.stage.Stage;
import io.rheostat.core.stage.Step;
import io.rheostat.core.workload.GatewayArrivals;
import io.rheostat.core.workload.LiveReplicas;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.core.workload.WorkSums;
import io.rheostat.core.workload.WorkloadCodec;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.command.Observed;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.fleet.JobProfile;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Alert;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import io.rheostat.model.signal.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The estimate stage: `step(State, Event, now) → (State, effects)` of one workload.
///
/// An estimate goes out at once after a material change (demand up by a fifth, a growing queue,
/// another number of live replicas) and else every five seconds on a tick.
public final class EstimateStage implements Stage<WorkloadState, WorkloadEvent, EstimateEffect> {
  private static final EventRouter<WorkloadEvent> ROUTER = new WorkloadEventRouter();

  /// Time between two learnings from the replicas, milliseconds.
  private static final long LEARN_MILLIS = 10_000;

  /// Time between two estimates without a material change, milliseconds.
  private static final long EMIT_MILLIS = 5_000;

  /// Time without any reading after which a new watch begins: the latest time after which a silent
  /// replica is unreachable.
  private static final long GAP_MILLIS = 90_000;

  @Override
  public WorkloadState initial(String key) {
    return new WorkloadState(WorkloadRoot.of(key), List.of());
  }

  @Override
  public EventRouter<WorkloadEvent> router() {
    return ROUTER;
  }

  @Override
  public AggregateCodec<WorkloadState> codec() {
    return WorkloadCodec.INSTANCE;
  }

  @Override
  public WorkloadState turnedBack(WorkloadState state, Instant from, Instant to) {
    return new WorkloadState(RootDraft.measuredAnew(state.root(), to.toEpochMilli()), List.of());
  }

  @Override
  public Step<WorkloadState, EstimateEffect> step(
      WorkloadState state, WorkloadEvent event, Moment moment) {
    return switch (event) {
      case WorkloadEvent.Measured(Reading reading) -> measured(state, reading, moment);
      case WorkloadEvent.Left(ReplicaGone gone) ->
          new Step<>(state.without(gone.replica()), List.of());
      case WorkloadEvent.Alerted(Alert alert) -> alerted(state, alert);
      case WorkloadEvent.Observation(Observed observed) ->
          new Step<>(observed(state, observed, moment), List.of());
      case WorkloadEvent.Tick() -> tick(state, moment);
      case WorkloadEvent.Declared(Declaration declaration) -> declared(state, declaration, moment);
    };
  }

  private static Step<WorkloadState, EstimateEffect> declared(
      WorkloadState state, Declaration declaration, Moment moment) {
    return switch (declaration.change()) {
      case Declaration.Change.OfWorkload(Workload workload, var _) ->
          declared(state, workload, moment);
      case Declaration.Change.OfProfile(JobProfile profile) ->
          state
              .root()
              .declared()
              .filter(job -> ProfileSharing.key(job).equals(Optional.of(profile.name())))
              .map(job -> declared(state, job, moment))
              .orElseGet(() -> new Step<>(state, List.of()));
      default ->
          new Step<>(new WorkloadState(WorkloadRoot.of(state.root().name()), List.of()), List.of());
    };
  }

  private static Step<WorkloadState, EstimateEffect> declared(
      WorkloadState state, Workload workload, Moment moment) {
    RootDraft draft = new RootDraft(state.root());
    if (draft.declaredAt == 0) {
      draft.declaredAt = moment.now().toEpochMilli();
    }
    draft.declared = Optional.of(workload);
    EngineLearning.prepare(draft, workload, moment.catalogue());
    ProfileSharing.adopt(draft, workload, moment.catalogue());
    draft.emitted = WorkloadRoot.Emitted.NEVER;
    return new Step<>(state.with(draft.build()), List.of());
  }

  private static Step<WorkloadState, EstimateEffect> alerted(WorkloadState state, Alert alert) {
    return state
        .root()
        .declared()
        .map(
            workload ->
                new Step<WorkloadState, EstimateEffect>(
                    state, List.of(new EstimateEffect.Forwarded(workload.pool(), alert))))
        .orElseGet(() -> dropped(state, DropReason.UNDECLARED));
  }

  private static Step<WorkloadState, EstimateEffect> dropped(
      WorkloadState state, DropReason reason) {
    return new Step<>(state, List.of(new EstimateEffect.Dropped(reason)));
  }

  private static Step<WorkloadState, EstimateEffect> measured(
      WorkloadState state, Reading reading, Moment moment) {
    long now = moment.now().toEpochMilli();
    long at = reading.observedAt().toEpochMilli();
    Optional<Workload> workload = state.root().declared();
    Optional<DropReason> drop = DropReason.of(workload, reading, now);
    if (drop.isPresent() || workload.isEmpty()) {
      return dropped(state, drop.orElse(DropReason.UNDECLARED));
    }
    RootDraft draft = new RootDraft(state.root());
    if (draft.firstObservedAt == 0
        && reading.samples().stream().anyMatch(EstimateStage::isOfWork)) {
      // The presence of a pod measures no demand: until work is reported, the declaration counts.
      draft.firstObservedAt = at;
    }
    if (reading.samples().stream().anyMatch(EstimateStage::isOfWork)) {
      draft.watchedSince = now - draft.readAt > GAP_MILLIS ? now : draft.watchedSince;
      draft.readAt = now;
    }
    ReplicaState before =
        state
            .replica(reading.replica())
            .orElseGet(() -> ReplicaState.of(reading.replica(), reading.placement()));
    ReadingMerge.Merged after = ReadingMerge.merge(draft, before, reading, now);
    // Means over a gap are nobody's working point: nothing is learned from them.
    boolean gap = now - before.receivedAt() > GAP_MILLIS;
    ReplicaState replica = gap ? after.replica().withWork(WorkSums.NONE) : after.replica();
    WorkloadState changed = state.with(replica);
    if (LiveReplicas.serving(changed.replicas(), now) > 0) {
      draft.gateway = draft.gateway.map(GatewayArrivals::served);
    }
    WorkloadState merged = new WorkloadState(draft.build(), changed.replicas());
    Step<WorkloadState, EstimateEffect> step =
        isMaterial(merged, now)
            ? emit(merged, workload.get(), moment)
            : new Step<>(merged, List.of());
    return doubts(after).isEmpty() ? step : with(step, doubts(after));
  }

  private static List<EstimateEffect> doubts(ReadingMerge.Merged merged) {
    List<EstimateEffect> doubts = new ArrayList<>(2);
    if (merged.doubtful()) {
      doubts.add(new EstimateEffect.Dropped(DropReason.DOUBTFUL));
    }
    if (merged.jumped()) {
      doubts.add(new EstimateEffect.Dropped(DropReason.JUMPED));
    }
    return doubts;
  }

  private static Step<WorkloadState, EstimateEffect> with(
      Step<WorkloadState, EstimateEffect> step, List<EstimateEffect> more) {
    List<EstimateEffect> effects = new ArrayList<>(step.effects());
    effects.addAll(more);
    return new Step<>(step.state(), effects);
  }

  private static boolean isOfWork(Sample sample) {
    return sample.signal().isOfWork();
  }

  private static Step<WorkloadState, EstimateEffect> tick(WorkloadState state, Moment moment) {
    Optional<Workload> workload = state.root().declared();
    if (workload.isEmpty()) {
      return new Step<>(state, List.of());
    }
    long now = moment.now().toEpochMilli();
    WorkloadState kept = TrainingMeasures.reported(ReplicaTracking.tracked(state, now));
    WorkloadState learned =
        ReplicaTracking.seesAll(kept, now) ? learned(kept, now) : withoutWork(kept);
    if (now - state.root().emitted().at() >= EMIT_MILLIS) {
      return emit(learned, workload.get(), moment);
    }
    return new Step<>(learned, List.of());
  }

  private static WorkloadState observed(WorkloadState state, Observed observed, Moment moment) {
    Optional<Workload> workload = state.root().declared();
    if (workload.isEmpty()) {
      return state;
    }
    RootDraft draft = new RootDraft(state.root());
    draft.presence = draft.presence.reported(observed, workload.get(), moment.now().toEpochMilli());
    draft.ended = observed.complete();
    return state.with(draft.build());
  }

  private static WorkloadState learned(WorkloadState state, long now) {
    RootDraft draft = new RootDraft(state.root());
    List<ReplicaState> replicas = state.replicas();
    if (now - draft.learnedAt >= LEARN_MILLIS) {
      draft.learnedAt = now;
      replicas = EngineLearning.learn(draft, replicas);
      HostLearning.learn(draft, replicas, now);
      LengthLearning.learn(draft, now, LEARN_MILLIS);
      ProfileSharing.remember(draft, TrainingMeasures.newest(state));
      AttainmentLearning.learn(draft, replicas, now);
    }
    if (draft.firstObservedAt > 0) {
      ForecastLearning.learn(draft, replicas, now);
    }
    return new WorkloadState(draft.build(), replicas);
  }

  /// Returns the state without work done under incomplete coverage: it is nobody's working point.
  private static WorkloadState withoutWork(WorkloadState state) {
    WorkloadState idle = state;
    for (ReplicaState replica : state.replicas()) {
      if (!replica.work().equals(WorkSums.NONE)) {
        idle = idle.with(replica.withWork(WorkSums.NONE));
      }
    }
    return idle;
  }

  private static boolean isMaterial(WorkloadState state, long now) {
    WorkloadRoot root = state.root();
    WorkloadRoot.Emitted emitted = root.emitted();
    if (emitted.at() == 0) {
      return true;
    }
    Load load = Load.of(state, now);
    double running = Math.max(1, load.running());
    boolean awaited = load.live() == 0 && load.waiting() > 0 && emitted.waiting() == 0;
    return awaited
        || load.live() != emitted.live()
        || load.waiting() > emitted.waiting() + Math.max(2, 0.25 * running)
        || load.rate() > 1.2 * emitted.rate() + 0.5;
  }

  private static Step<WorkloadState, EstimateEffect> emit(
      WorkloadState state, Workload workload, Moment moment) {
    long now = moment.now().toEpochMilli();
    Load load = Load.of(state, now);
    RootDraft draft = new RootDraft(state.root());
    draft.emitted = new WorkloadRoot.Emitted(now, load.rate(), load.waiting(), load.live());
    Estimate estimate = EstimateBuilder.of(state, workload, moment);
    return new Step<>(state.with(draft.build()), List.of(new EstimateEffect.Estimated(estimate)));
  }

  /// Load figures for the detection of a material change.
  private record Load(double rate, double running, double waiting, int live) {
    static Load of(WorkloadState state, long now) {
      double running = 0;
      double waiting = 0;
      int live = 0;
      for (ReplicaState replica : state.replicas()) {
        if (replica.isLive(now)) {
          running += replica.inFlight().running();
          waiting += replica.inFlight().waiting();
          live++;
        }
      }
      if (live == 0) {
        waiting = new DemandBuilder(state, now).awaiting();
      }
      long until = LiveReplicas.watermark(state.replicas(), now);
      double rate =
          Math.max(0, state.root().arrivals().sum(until - DemandBuilder.RECENT_MILLIS, until))
              * 1000
              / DemandBuilder.RECENT_MILLIS;
      return new Load(rate, running, waiting, live);
    }
  }
}
