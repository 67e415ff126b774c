package io.rheostat.core.plan.decision;

import io.rheostat.core.Tuning;
import io.rheostat.core.guard.Guard;
import io.rheostat.core.guard.GuardInput;
import io.rheostat.core.member.Continuity;
import io.rheostat.core.member.DecisionContent;
import io.rheostat.core.member.MemberCommands;
import io.rheostat.core.member.MemberDecisions;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.ChurnBudget;
import io.rheostat.core.pool.CoverageAssessment;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.Candidates;
import io.rheostat.core.stage.Moment;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.GuardNote;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decision on one workload: a proposal passes through the guard, and a command follows when
/// something is to change.
public final class WorkloadPlanner {
  private static final Tuning.Cadence TUNING = Tuning.DEFAULT.cadence();

  /// Most proposals remembered for stabilisation, to bound the state.
  private static final int MOST_RECOMMENDATIONS = 32;

  private final PoolResources view;
  private final PoolState pool;
  private final MemberState member;
  private final Moment moment;
  private final PlanningInput planning;

  private WorkloadPlanner(PlanningInput planning) {
    this.view = planning.view();
    this.pool = planning.pool();
    this.member = planning.member();
    this.moment = planning.moment();
    this.planning = planning;
  }

  /// Member after its decision, with the effects.
  public record Result(MemberState member, List<PlanEffect> effects) {}

  /// Decides on one workload.
  ///
  /// @param chosen choice of policy; empty when nothing is feasible
  public static Result decide(
      PlanningInput planning, Candidates candidates, Optional<Candidate> chosen) {
    return new WorkloadPlanner(planning).decide(candidates, chosen);
  }

  private Result decide(Candidates candidates, Optional<Candidate> chosen) {
    if (!CoverageAssessment.isObserved(member, moment.now())) {
      return notObserved(candidates, chosen);
    }
    if (member.desired().equals(Allocation.NONE) && planning.isComplete()) {
      return hold(HoldReason.COMPLETE, rationale(candidates, chosen, List.of()));
    }
    if (member.otherWriter().isPresent()) {
      return hold(HoldReason.OTHER_WRITER, rationale(candidates, chosen, List.of()));
    }
    Allocation proposal = planning.proposal(chosen);
    GuardInput input = planning.input(chosen, proposal, candidates);
    Guard.Verdict verdict = Guard.judge(proposal, input);
    Rationale rationale = rationale(candidates, chosen, verdict.notes());
    MemberState remembered =
        remember(chosen.isPresent() ? Optional.of(proposal) : Optional.empty());
    if (member.workload().mode() == Mode.APPROVE) {
      Optional<MemberDecisions.Proposed> asks =
          new Proposals(member, moment.now())
              .standing(verdict.allocation(), input.situation().frozen(), next());
      if (asks.isPresent()) {
        return propose(remembered, asks.get(), rationale);
      }
      remembered = Proposals.withoutOpen(remembered);
    } else if (!verdict.allocation().equals(member.desired()) || DepartureOrders.isDue(planning)) {
      return resize(remembered, new Wish(verdict.allocation(), next()), rationale);
    }
    HoldReason reason = planning.holdReason(input, chosen, proposal);
    return isSilent() ? noData(remembered, reason, rationale) : hold(remembered, reason, rationale);
  }

  /// Decides without a recent report of running replicas. Nothing changes, except for a scale-up by
  /// an alert from the last report.
  private Result notObserved(Candidates candidates, Optional<Candidate> chosen) {
    boolean never = member.observed().isEmpty();
    GuardInput input = planning.input(Optional.empty(), member.desired(), candidates);
    Guard.Verdict verdict = Guard.judge(member.desired(), input);
    boolean raises = !never && verdict.allocation().total() > member.desired().total();
    if (raises && member.workload().mode() == Mode.ACT && member.otherWriter().isEmpty()) {
      Rationale rationale = rationale(candidates, Optional.empty(), verdict.notes());
      return resize(member, new Wish(verdict.allocation(), next()), rationale);
    }
    return hold(HoldReason.NOT_OBSERVED, rationale(candidates, chosen, List.of()));
  }

  /// Desired allocation, and the generation of its command.
  private record Wish(Allocation to, Generation generation) {}

  private Result propose(
      MemberState remembered, MemberDecisions.Proposed proposed, Rationale rationale) {
    Decision decision =
        new Decision.Proposal(
            member.workload().name(),
            view.pool().name(),
            moment.now(),
            member.desired(),
            proposed.to(),
            proposed.generation(),
            proposed.expiresAt(),
            rationale);
    MemberDraft draft = MemberDraft.of(remembered);
    draft.proposal = Optional.of(proposed);
    draft.generation = proposed.generation();
    return emit(draft.build(), decision, new ArrayList<>());
  }

  /// Result of an approval.
  ///
  /// @param result command and its decision; nothing when refused
  /// @param refusal limit binding now, when one does
  public record Approved(Result result, Optional<String> refusal) {}

  /// Returns an approved proposal as a command, unless a limit reached in between cuts it.
  public static Approved approved(
      PlanningInput planning, MemberDecisions.Proposed proposal, String by) {
    return new WorkloadPlanner(planning).approved(proposal, by);
  }

  private Approved approved(MemberDecisions.Proposed proposal, String by) {
    Candidates none = new Candidates(List.of(), List.of());
    GuardInput input = planning.input(Optional.empty(), proposal.to(), none);
    Guard.Verdict verdict = Guard.judgeSafety(proposal.to(), input);
    if (!verdict.allocation().equals(proposal.to())) {
      GuardNote note = verdict.notes().getFirst();
      String words = note.stage() + " allows " + verdict.allocation() + ": " + note.detail();
      return new Approved(new Result(member, List.of()), Optional.of(words));
    }
    Wish wish = new Wish(proposal.to(), proposal.generation());
    Result result = resize(member, wish, Rationale.of("approved by " + by));
    return new Approved(result, Optional.empty());
  }

  private boolean isSilent() {
    if (member.estimate().isEmpty()) {
      return true;
    }
    Estimate estimate = member.estimate().get();
    boolean old = Continuity.age(estimate.at(), moment.now()).compareTo(TUNING.noDataAfter()) > 0;
    return old || (estimate.freshness().stale() && silence().compareTo(TUNING.noDataAfter()) > 0);
  }

  private Rationale rationale(
      Candidates candidates, Optional<Candidate> chosen, List<GuardNote> notes) {
    return Explanation.of(planning, candidates, chosen, notes);
  }

  /// Returns the member with policy's proposal as it was before the guard: a capped answer is not a
  /// wish.
  private MemberState remember(Optional<Allocation> proposal) {
    if (proposal.isEmpty()) {
      return member;
    }
    List<MemberDecisions.Recommendation> kept = new ArrayList<>();
    for (MemberDecisions.Recommendation recommendation : member.recommendations()) {
      if (!recommendation.at().isBefore(moment.now().minus(TUNING.stabilisationWindow()))) {
        kept.add(recommendation);
      }
    }
    kept.removeIf(earlier -> earlier.allocation().equals(proposal.get()));
    kept.add(new MemberDecisions.Recommendation(moment.now(), proposal.get()));
    if (kept.size() > MOST_RECOMMENDATIONS) {
      kept.removeFirst();
    }
    MemberDraft draft = MemberDraft.of(member);
    draft.recommendations = kept;
    return draft.build();
  }

  private Result hold(HoldReason reason, Rationale rationale) {
    return hold(member, reason, rationale);
  }

  private Result hold(MemberState remembered, HoldReason reason, Rationale rationale) {
    Decision decision =
        new Decision.Hold(
            member.workload().name(),
            view.pool().name(),
            moment.now(),
            member.desired(),
            reason,
            rationale);
    return emit(remembered, decision, new ArrayList<>());
  }

  private Result noData(MemberState remembered, HoldReason reason, Rationale rationale) {
    Decision decision =
        new Decision.NoData(
            member.workload().name(),
            view.pool().name(),
            moment.now(),
            member.desired(),
            silence(),
            Optional.of(reason),
            rationale);
    return emit(remembered, decision, new ArrayList<>());
  }

  /// Returns the age of the newest sample.
  private Duration silence() {
    return member
        .estimate()
        .map(view -> view.freshness().age().plus(Continuity.age(view.at(), moment.now())))
        .orElse(Duration.ZERO);
  }

  private Generation next() {
    return new Generation(
        Math.max(moment.catalogue().revision(), member.generation().revision()),
        member.generation().counter() + 1);
  }

  private Result resize(MemberState remembered, Wish wish, Rationale rationale) {
    Allocation to = wish.to();
    Generation generation = wish.generation();
    boolean leaves = DepartureOrders.isDue(planning);
    CommandOrders orders = CommandOrders.of(planning);
    Decision decision =
        new Decision.Resize(
            member.workload().name(),
            view.pool().name(),
            moment.now(),
            leaves ? member.desired().union(orders.leavingReplicas()) : member.desired(),
            to,
            generation,
            rationale);
    List<PlanEffect> effects = new ArrayList<>();
    Command command = orders.command(to, generation, leaves);
    effects.add(new PlanEffect.Issued(command));
    MemberDraft draft = MemberDraft.of(remembered);
    draft.generation = generation;
    draft.desired = to;
    draft.inFlight =
        Optional.of(
            new MemberCommands.InFlight(
                generation,
                to,
                moment.now().plus(TUNING.commandLife().multipliedBy(2)),
                mostUnderWay(to),
                command.orders().stream().map(Order::placement).toList()));
    draft.resizedAt = new ChurnBudget(view, pool, moment.now()).after(member);
    draft.leaving =
        leaves ? DepartureOrders.ordered(member.leaving(), moment.now()) : member.leaving();
    // A command always has its decision, also right after an imagined one.
    return report(draft.build(), decision, effects);
  }

  /// Returns the largest allocation under way: a superseded command may already have been carried
  /// out.
  private Allocation mostUnderWay(Allocation to) {
    return member.inFlight().map(before -> before.most().union(to)).orElse(to);
  }

  /// Emits the decision when its content differs from the last one, and once a minute.
  private Result emit(MemberState remembered, Decision decision, List<PlanEffect> effects) {
    MemberDecisions.LastDecision last = member.lastDecision();
    boolean due = !moment.now().isBefore(last.at().plus(TUNING.repeatEvery()));
    boolean repeated = !due && last.content().equals(DecisionContent.of(decision));
    return repeated ? new Result(remembered, effects) : report(remembered, decision, effects);
  }

  private Result report(MemberState remembered, Decision decision, List<PlanEffect> effects) {
    effects.addFirst(new PlanEffect.Decided(decision));
    MemberDraft draft = MemberDraft.of(remembered);
    draft.lastDecision =
        new MemberDecisions.LastDecision(DecisionContent.of(decision), moment.now());
    return new Result(draft.build(), effects);
  }
}
