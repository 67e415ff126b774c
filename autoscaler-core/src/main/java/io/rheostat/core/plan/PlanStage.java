package io.rheostat.core.plan;

import io.rheostat.core.Tuning;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.pool.PoolCodec;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.pool.PoolRoot;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.stage.AggregateCodec;
import io.rheostat.core.stage.EventRouter;
import io.rheostat.core.stage.Moment;
import io.rheostat.core.stage.Stage;
import io.rheostat.core.stage.Step;
import io.rheostat.core.transition.Departures;
import io.rheostat.core.transition.MemberEvents;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.Released;
import io.rheostat.model.signal.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The plan stage: `step(State, Event, now) → (State, effects)` of one pool.
///
/// An estimate or an alert re-decides its inference service at once; everything else waits for the
/// joint solve on the next tick after a material change. A job restarting on a resize is only ever
/// moved by the joint solve.
public final class PlanStage implements Stage<PoolState, PoolEvent, PlanEffect> {
  private static final Tuning.Cadence TUNING = Tuning.DEFAULT.cadence();

  private static final EventRouter<PoolEvent> ROUTER = new PoolEventRouter();

  @Override
  public PoolState initial(String key) {
    return new PoolState(PoolRoot.of(key), new TreeMap<>());
  }

  @Override
  public EventRouter<PoolEvent> router() {
    return ROUTER;
  }

  @Override
  public AggregateCodec<PoolState> codec() {
    return PoolCodec.INSTANCE;
  }

  @Override
  public PoolState turnedBack(PoolState state, Instant from, Instant to) {
    return PoolCodec.INSTANCE.turnedBack(state, from, to);
  }

  @Override
  public Step<PoolState, PlanEffect> step(PoolState state, PoolEvent event, Moment moment) {
    Instant now = moment.now();
    return switch (event) {
      case PoolEvent.Estimated(Estimate estimate) -> estimated(state, estimate, moment);
      case PoolEvent.Alerted(String _, Alert alert) ->
          state
              .member(alert.workload())
              .map(member -> replan(state, MemberEvents.alerted(member, alert, now), moment))
              .orElseGet(() -> unchanged(state));
      case PoolEvent.Concluded(Outcome outcome) ->
          material(
              state,
              state.member(outcome.workload()).map(m -> MemberEvents.concluded(m, outcome, now)));
      case PoolEvent.Observation(Observed observed) -> observed(state, observed, now);
      case PoolEvent.HandedOver(Released released) -> handedOver(state, released, moment);
      case PoolEvent.Declared(Declaration declaration) -> declared(state, declaration, moment);
      case PoolEvent.Tick() -> tick(state, moment);
    };
  }

  @Override
  public List<PlanEffect> faulted(PoolState state, PoolEvent event, Moment moment, String problem) {
    return FaultHolds.of(state, event, moment.now(), problem);
  }

  private static Step<PoolState, PlanEffect> observed(
      PoolState state, Observed observed, Instant now) {
    Optional<MemberState> member =
        state
            .member(observed.workload())
            .map(known -> Departures.observed(MemberEvents.observed(known, observed, now)));
    return member.isPresent() && Departures.isGone(member.get())
        ? unchanged(state.without(observed.workload()).with(state.root().changed()))
        : material(state, member);
  }

  private static Step<PoolState, PlanEffect> unchanged(PoolState state) {
    return new Step<>(state, List.of());
  }

  private static Step<PoolState, PlanEffect> material(
      PoolState state, Optional<MemberState> member) {
    return member
        .map(changed -> unchanged(state.with(changed).with(state.root().changed())))
        .orElseGet(() -> unchanged(state));
  }

  private static Step<PoolState, PlanEffect> estimated(
      PoolState state, Estimate estimate, Moment moment) {
    Optional<MemberState> known = state.member(estimate.workload());
    if (known.isEmpty()) {
      return unchanged(state);
    }
    PoolState noted = state.with(state.root().changed());
    MemberState member = MemberEvents.estimated(known.get(), estimate, moment.now());
    return JobEvents.callForSolve(noted, member)
        ? solved(noted.with(member), moment)
        : replan(noted, member, moment);
  }

  private static Step<PoolState, PlanEffect> solved(PoolState state, Moment moment) {
    PlannedPool result = Planning.solvePool(state, moment);
    return new Step<>(result.pool(), result.effects());
  }

  private static Step<PoolState, PlanEffect> replan(
      PoolState state, MemberState member, Moment moment) {
    PoolState current = state.with(member);
    boolean restarts = member.workload().objective() instanceof Objective.Training;
    if (restarts || !member.mayPlan()) {
      return unchanged(current);
    }
    PlannedPool result = Planning.replan(current, member, moment);
    return new Step<>(result.pool(), result.effects());
  }

  private static Step<PoolState, PlanEffect> tick(PoolState state, Moment moment) {
    PoolState current = state;
    for (MemberState member : state.members().values()) {
      MemberState after = MemberEvents.ticked(member, moment.now());
      if (!after.equals(member)) {
        current = current.with(after).with(current.root().changed());
      }
    }
    current = tallied(current, moment);
    boolean due = !moment.now().isBefore(current.root().solvedAt().plus(TUNING.solveEvery()));
    if (!current.root().material() || !due || current.members().isEmpty()) {
      return unchanged(current);
    }
    return solved(current, moment);
  }

  /// Adds up the shadows, without calling for another solve.
  private static PoolState tallied(PoolState state, Moment moment) {
    PoolState current = state;
    for (MemberState member : state.members().values()) {
      if (Shadows.isOnlyObserved(member)) {
        PoolResources view = new PoolResources(state.root().name(), moment.catalogue());
        current = current.with(Shadows.tallied(member, view, moment.now()));
      }
    }
    return current;
  }

  private static Step<PoolState, PlanEffect> declared(
      PoolState state, Declaration declaration, Moment moment) {
    PoolState noted = state.with(state.root().changed());
    return switch (declaration.change()) {
      case Declaration.Change.OfWorkload(Workload workload, Optional<String> movedFrom) ->
          workload.pool().equals(state.root().name())
              ? adopted(noted, workload, new Move(movedFrom, declaration.revision()), moment)
              : letGo(noted, workload, new Move(movedFrom, declaration.revision()));
      case Declaration.Change.WorkloadWithdrawn(String workload) ->
          new Step<>(
              Departures.withdrawn(noted, workload),
              OperatorRequests.withdrawn(state, workload, moment));
      case Declaration.Change.OfDevice _,
          Declaration.Change.OfPool _,
          Declaration.Change.OfProfile _,
          Declaration.Change.DeviceWithdrawn _,
          Declaration.Change.PoolWithdrawn _ ->
          unchanged(noted);
      case Declaration.Change.Freeze freeze ->
          new Step<>(noted, OperatorRequests.frozen(state, freeze, moment));
      case Declaration.Change.Unfreeze unfreeze ->
          new Step<>(noted, OperatorRequests.unfrozen(state, unfreeze, moment));
      case Declaration.Change.Answered answer -> OperatorRequests.answered(noted, answer, moment);
    };
  }

  /// @param from former pool, when the workload moves
  /// @param revision fleet revision of the move
  private record Move(Optional<String> from, long revision) {}

  private static Step<PoolState, PlanEffect> adopted(
      PoolState state, Workload workload, Move move, Moment moment) {
    Optional<MemberState> known = state.member(workload.name());
    if (known.isEmpty()) {
      return unchanged(joined(state, workload, move));
    }
    return new Step<>(
        state.with(redeclared(known.get(), workload, moment.now())),
        OperatorRequests.mode(state, known.get().workload().mode(), workload, moment));
  }

  /// Returns the member under a new declaration. A shadow or proposal of another mode, or for other
  /// placements, is dropped: the next decision starts from the running replicas.
  private static MemberState redeclared(MemberState member, Workload workload, Instant now) {
    Workload before = member.workload();
    MemberDraft draft = MemberDraft.of(member);
    draft.workload = workload;
    draft.leaving = Departures.leaving(member, workload, now);
    draft.desired = member.desired().declaredBy(workload);
    draft.mayPlan = member.mayPlan() || member.withdrawn();
    draft.withdrawn = false;
    if (before.mode() != workload.mode() || !before.placements().equals(workload.placements())) {
      draft.shadow = Optional.empty();
      draft.proposal = Optional.empty();
    }
    return draft.build();
  }

  private static PoolState joined(PoolState state, Workload workload, Move move) {
    Generation released = state.root().released().get(workload.name());
    boolean waits =
        move.from().isPresent()
            && !move.from().get().equals(state.root().name())
            && released == null;
    Generation generation = released == null ? Generation.NONE : released;
    SortedMap<String, Generation> rest = new TreeMap<>(state.root().released());
    rest.remove(workload.name());
    PoolRoot root = state.root().with(rest).changed();
    return state
        .with(MemberState.of(workload, !waits, generation))
        .with(
            waits
                ? root.awaiting(workload.name(), move.revision())
                : root.awaited(workload.name()));
  }

  /// Releases a workload now belonging to another pool, with the last generation of this planner. A
  /// planner without its state of a workload moving away releases it, too: the other pool waits for
  /// the release, and commands of the move's revision are newer than all before.
  private static Step<PoolState, PlanEffect> letGo(PoolState state, Workload workload, Move move) {
    Optional<MemberState> member = state.member(workload.name());
    if (member.isEmpty() && !move.from().equals(Optional.of(state.root().name()))) {
      return unchanged(state);
    }
    Released released =
        new Released(
            workload.name(),
            state.root().name(),
            workload.pool(),
            member.map(MemberState::generation).orElse(Generation.NONE),
            move.revision());
    return new Step<>(state.without(workload.name()), List.of(new PlanEffect.LetGo(released)));
  }

  /// Accepts a workload from another pool. A late release of an earlier move lets nobody plan: the
  /// workload was declared elsewhere since, or waits for another pool.
  private static Step<PoolState, PlanEffect> handedOver(
      PoolState state, Released released, Moment moment) {
    String workload = released.workload();
    Optional<MemberState> member = state.member(workload);
    long since =
        member.isEmpty()
            ? moment.catalogue().revision()
            : state.root().waiting().getOrDefault(workload, 0L);
    if (!released.isOf(since)) {
      return unchanged(state);
    }
    if (member.isEmpty()) {
      SortedMap<String, Generation> known = new TreeMap<>(state.root().released());
      known.merge(workload, released.generation(), PlanStage::newer);
      return unchanged(state.with(state.root().with(known)));
    }
    MemberDraft draft = MemberDraft.of(member.get());
    draft.mayPlan = !draft.withdrawn;
    if (released.generation().compareTo(draft.generation) > 0) {
      draft.generation = released.generation();
    }
    return unchanged(state.with(draft.build()).with(state.root().awaited(workload).changed()));
  }

  private static Generation newer(Generation one, Generation other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
