package io.rheostat.core.plan;

import io.rheostat.core.Tuning;
import io.rheostat.core.guard.Guard;
import io.rheostat.core.guard.GuardInput;
import io.rheostat.core.pool.ChurnBudget;
import io.rheostat.core.pool.Continuity;
import io.rheostat.core.pool.CoverageAssessment;
import io.rheostat.core.pool.MemberCommands;
import io.rheostat.core.pool.MemberDecisions;
import io.rheostat.core.pool.MemberDeclaration;
import io.rheostat.core.pool.MemberDraft;
import io.rheostat.core.pool.MemberState;
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
import io.rheostat.model.fleet.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Decision on one workload: a proposal passes through the guard, and a command follows when
/// something is to change.
public final class WorkloadPlanner {
  private static final Tuning.Cadence TUNING = Tuning.DEFAULT.cadence();

  private static final int MOST_RECOMMENDATIONS = 32;

  private final PoolResources view;
  private final PoolState pool;
  private final MemberState member;
  private final Moment moment;
  private final PlanningInput circumstances;

  private WorkloadPlanner(PlanningInput circumstances) {
    this.view = circumstances.view();
    this.pool = circumstances.pool();
    this.member = circumstances.member();
    this.moment = circumstances.moment();
    this.circumstances = circumstances;
  }

  /// Member after its decision, with the effects.
  record Result(MemberState member, List<PlanEffect> effects) {}

  /// @param chosen choice of policy; empty when nothing is feasible
  static Result decide(
      PlanningInput circumstances, Candidates candidates, Optional<Candidate> chosen) {
    return new WorkloadPlanner(circumstances).decide(candidates, chosen);
  }

  private Result decide(Candidates candidates, Optional<Candidate> chosen) {
    if (!CoverageAssessment.isObserved(member, moment.now())) {
      return notObserved(candidates, chosen);
    }
    if (member.desired().equals(Allocation.NONE) && circumstances.isComplete()) {
      return hold(HoldReason.COMPLETE, rationale(candidates, chosen, List.of()));
    }
    if (member.otherWriter().isPresent()) {
      return hold(HoldReason.OTHER_WRITER, rationale(candidates, chosen, List.of()));
    }
    Allocation proposal = circumstances.proposal(chosen);
    GuardInput input = circumstances.input(chosen, proposal, candidates);
    Guard.Verdict verdict = Guard.judge(proposal, input);
    Rationale rationale = rationale(candidates, chosen, verdict.notes());
    MemberState remembered =
        remember(chosen.isPresent() ? Optional.of(proposal) : Optional.empty());
    if (member.workload().mode() == Mode.APPROVE) {
      Optional<MemberDecisions.Proposed> asks =
          asks(verdict.allocation(), input.situation().frozen());
      if (asks.isPresent()) {
        return propose(remembered, asks.get(), rationale);
      }
      remembered = withoutProposal(remembered);
    } else if (!verdict.allocation().equals(member.desired())
        || DepartureOrders.isDue(circumstances)) {
      return resize(remembered, new Wish(verdict.allocation(), next()), rationale);
    }
    HoldReason reason = circumstances.holdReason(input, chosen, proposal);
    return isSilent() ? noData(remembered, reason, rationale) : hold(remembered, reason, rationale);
  }

  /// Decides without a recent report of running replicas. Nothing changes, except for a scale-up by
  /// an alert from the last report.
  private Result notObserved(Candidates candidates, Optional<Candidate> chosen) {
    boolean never = member.observed().isEmpty();
    GuardInput input = circumstances.input(Optional.empty(), member.desired(), candidates);
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

  /// Returns the proposal to a person. The newest one goes on for a minute although the wish has
  /// changed, leaving a person time to answer; then the new wish supersedes it.
  private Optional<MemberDecisions.Proposed> asks(Allocation wish, boolean frozen) {
    Optional<MemberDecisions.Proposed> last =
        member.proposal().filter(proposed -> moment.now().isBefore(proposed.expiresAt()));
    boolean refused = last.isPresent() && last.get().rejected() && last.get().to().equals(wish);
    if (frozen || refused) {
      return Optional.empty();
    }
    Optional<MemberDecisions.Proposed> open =
        last.filter(proposed -> !proposed.rejected())
            .filter(proposed -> !proposed.to().equals(member.desired()))
            .filter(proposed -> proposed.to().equals(wish) || isNew(proposed));
    if (open.isPresent() || wish.equals(member.desired())) {
      return open;
    }
    return Optional.of(
        new MemberDecisions.Proposed(
            next(), wish, moment.now(), moment.now().plus(TUNING.proposalLife()), false));
  }

  private static MemberState withoutProposal(MemberState member) {
    if (member.proposal().isEmpty() || member.proposal().get().rejected()) {
      return member;
    }
    MemberDraft draft = MemberDraft.of(member);
    draft.proposal = Optional.empty();
    return draft.build();
  }

  private boolean isNew(MemberDecisions.Proposed proposed) {
    return moment.now().isBefore(proposed.at().plus(TUNING.proposalStanding()));
  }

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
    return emit(draft.build(), decision, "proposal " + proposed.generation(), new ArrayList<>());
  }

  /// Result of an approval.
  ///
  /// @param result command and its decision; nothing when refused
  /// @param refusal limit binding now, when one does
  record Approved(Result result, Optional<String> refusal) {}

  /// Returns an approved proposal as a command, unless a limit reached in between cuts it.
  static Approved approved(
      PlanningInput circumstances, MemberDecisions.Proposed proposal, String by) {
    return new WorkloadPlanner(circumstances).approved(proposal, by);
  }

  private Approved approved(MemberDecisions.Proposed proposal, String by) {
    Candidates none = new Candidates(List.of(), List.of());
    GuardInput input = circumstances.input(Optional.empty(), proposal.to(), none);
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
    return Explanation.of(circumstances, candidates, chosen, notes);
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
    return emit(remembered, decision, "hold " + reason + " " + member.desired(), new ArrayList<>());
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
    return emit(remembered, decision, "no data " + member.desired(), new ArrayList<>());
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
    boolean leaves = DepartureOrders.isDue(circumstances);
    Decision decision =
        new Decision.Resize(
            member.workload().name(),
            view.pool().name(),
            moment.now(),
            leaves ? member.desired().union(leavingReplicas()) : member.desired(),
            to,
            generation,
            rationale);
    List<PlanEffect> effects = new ArrayList<>();
    Command command = command(to, generation, leaves);
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
    return tell(draft.build(), decision, signature("resize " + generation, decision), effects);
  }

  /// Returns the largest allocation under way: a superseded command may already have been carried
  /// out.
  private Allocation mostUnderWay(Allocation to) {
    return member.inFlight().map(before -> before.most().union(to)).orElse(to);
  }

  private Allocation leavingReplicas() {
    Allocation replicas = Allocation.NONE;
    for (MemberDeclaration.Leaving one : member.leaving()) {
      String name = one.placement().name();
      replicas = replicas.with(name, member.committed(name));
    }
    return replicas;
  }

  private Command command(Allocation to, Generation generation, boolean leaves) {
    List<Order> orders = new ArrayList<>();
    for (Placement placement : member.workload().placements()) {
      if (changes(placement.name(), to)) {
        orders.add(new Order(placement.name(), placement.target(), to.replicas(placement.name())));
      }
    }
    orders.sort(
        Comparator.comparingInt(
            order -> order.replicas() - member.desired().replicas(order.placement()) > 0 ? 0 : 1));
    List<Placement> leaving = new ArrayList<>();
    if (leaves) {
      for (MemberDeclaration.Leaving one : member.leaving()) {
        leaving.add(one.placement());
        orders.add(new Order(one.placement().name(), one.placement().target(), 0));
      }
    }
    return new Command(
        member.workload().name(),
        view.pool().name(),
        generation,
        to,
        orders,
        moment.now(),
        moment.now().plus(TUNING.commandLife()),
        leaving);
  }

  /// Returns whether a placement has to be ordered: its desired replicas differ from the previous
  /// or the reported ones, or a command under way or badly ended may have changed it. A target
  /// without a change need not answer.
  private boolean changes(String placement, Allocation to) {
    int wanted = to.replicas(placement);
    boolean ordered =
        member.inFlight().filter(one -> one.placements().contains(placement)).isPresent();
    boolean doubtful =
        member.doubt().isPresent()
            && member.settled().filter(one -> one.placements().contains(placement)).isPresent();
    boolean silent = member.observed().flatMap(observed -> observed.unknown(placement)).isPresent();
    boolean seen = member.status(placement).filter(one -> one.wanted() == wanted).isPresent();
    return wanted != member.desired().replicas(placement)
        || ordered
        || doubtful
        || (!seen && !silent);
  }

  /// Emits the decision when kind, target or binding guards differ from the last one, and once a
  /// minute.
  private Result emit(
      MemberState remembered, Decision decision, String kind, List<PlanEffect> effects) {
    String signature = signature(kind, decision);
    MemberDecisions.LastDecision last = member.lastDecision();
    boolean due = !moment.now().isBefore(last.at().plus(TUNING.repeatEvery()));
    if (!due && last.signature().equals(signature)) {
      return new Result(remembered, effects);
    }
    return tell(remembered, decision, signature, effects);
  }

  private static String signature(String kind, Decision decision) {
    StringBuilder signature = new StringBuilder(kind);
    for (GuardNote note : decision.rationale().guards()) {
      signature.append(' ').append(note.stage());
    }
    return signature.toString();
  }

  private Result tell(
      MemberState remembered, Decision decision, String signature, List<PlanEffect> effects) {
    effects.addFirst(new PlanEffect.Decided(decision));
    MemberDraft draft = MemberDraft.of(remembered);
    draft.lastDecision = new MemberDecisions.LastDecision(signature, moment.now());
    return new Result(draft.build(), effects);
  }
}
