package io.rheostat.core.plan;

import io.rheostat.core.guard.Guard;
import io.rheostat.core.guard.GuardInput;
import io.rheostat.core.stage.Moment;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.decision.Allocation;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.GuardNote;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One workload's turn: a proposal through the guard to a decision, and to a command when something
/// is to
/// change.
final class Deliberation {
  static final Duration COMMAND_LIFE = Duration.ofSeconds(60);
  static final Duration REPEAT = Duration.ofMinutes(1);
  static final Duration STABILISATION_WINDOW = Duration.ofSeconds(30);
  static final Duration CHURN_WINDOW = Duration.ofMinutes(10);
  private static final Duration NO_DATA_AFTER = Duration.ofSeconds(60);
  private static final int MOST_RECOMMENDATIONS = 32;

  private final PoolView view;
  private final PoolState pool;
  private final MemberState member;
  private final Moment moment;
  private final Valuation valuation;

  private Deliberation(PoolView view, PoolState pool, MemberState member, Moment moment) {
    this.view = view;
    this.pool = pool;
    this.member = member;
    this.moment = moment;
    this.valuation = new Valuation(view, member);
  }

  /// The member after its turn, and what it gave rise to.
  record Result(MemberState member, List<PlanEffect> effects) {}

  /// @param chosen what policy wants; empty when nothing is feasible
  static Result decide(
      PoolView view,
      PoolState pool,
      MemberState member,
      Candidates candidates,
      Optional<Candidate> chosen,
      Moment moment) {
    return new Deliberation(view, pool, member, moment).decide(candidates, chosen);
  }

  private Result decide(Candidates candidates, Optional<Candidate> chosen) {
    if (member.observed().isEmpty()) {
      return hold(HoldReason.NOT_OBSERVED, rationale(candidates, chosen, List.of()));
    }
    if (member.held().equals(Allocation.NONE) && isComplete()) {
      return hold(HoldReason.COMPLETE, rationale(candidates, chosen, List.of()));
    }
    Allocation proposal = proposal(chosen);
    GuardInput input = input(chosen, proposal, candidates);
    Guard.Verdict verdict = Guard.judge(proposal, input);
    Rationale rationale = rationale(candidates, chosen, verdict.notes());
    MemberState remembered =
        remember(chosen.isPresent() ? Optional.of(proposal) : Optional.empty());
    if (!verdict.allocation().equals(member.held())) {
      return resize(remembered, verdict.allocation(), rationale);
    }
    if (isSilent()) {
      return noData(remembered, rationale);
    }
    return hold(remembered, holdReason(input, chosen, proposal), rationale);
  }

  private boolean isComplete() {
    boolean reported =
        member.estimate().isPresent()
            && member.estimate().get().measure() instanceof Measure.Training training
            && training.complete();
    return reported || member.observed().map(observed -> observed.complete()).orElse(false);
  }

  private Allocation proposal(Optional<Candidate> chosen) {
    if (isComplete()) {
      return Allocation.NONE;
    }
    return chosen.map(candidate -> candidate.option().allocation()).orElse(member.held());
  }

  private boolean isSilent() {
    if (member.estimate().isEmpty()) {
      return true;
    }
    Estimate estimate = member.estimate().get();
    return estimate.freshness().stale() && estimate.freshness().age().compareTo(NO_DATA_AFTER) > 0;
  }

  private GuardInput input(Optional<Candidate> chosen, Allocation proposal, Candidates candidates) {
    PoolView.Spare spare = view.spareFor(pool, member.workload().name());
    List<Allocation> wanted = new ArrayList<>();
    for (MemberState.Recommendation recommendation : member.recommendations()) {
      if (!recommendation.at().isBefore(moment.now().minus(STABILISATION_WINDOW))) {
        wanted.add(recommendation.allocation());
      }
    }
    List<Instant> resizes = recentResizes();
    GuardInput.History history =
        new GuardInput.History(
            wanted,
            member.inFlight().map(MemberState.InFlight::to),
            resizes.size(),
            resizes.isEmpty() ? Optional.empty() : Optional.of(resizes.getLast()),
            moment.now().isBefore(member.retryAt()));
    return new GuardInput(
        moment.now(),
        member.held(),
        situation(chosen, proposal, candidates),
        history,
        member.workload().bounds(),
        valuation::capacity,
        allocation -> view.usd(member.workload(), allocation),
        allocation -> isShare(allocation, chosen) || valuation.fits(allocation, spare),
        allocation -> isShare(allocation, chosen) || valuation.affordable(allocation, spare));
  }

  /// Whether it is no more than what is held and, when policy chose something, no more than that.
  /// Where
  /// a shared limit fell below what all hold together, each gives back down to what policy chose
  /// for it;
  /// taking what the others hold too much as well would leave it with nothing.
  private boolean isShare(Allocation allocation, Optional<Candidate> chosen) {
    Allocation most =
        isComplete()
            ? Allocation.NONE
            : chosen.map(candidate -> candidate.option().allocation()).orElse(member.held());
    return allocation.parts().stream()
        .allMatch(
            part ->
                part.replicas()
                    <= Math.min(
                        most.replicas(part.placement()), member.held().replicas(part.placement())));
  }

  private List<Instant> recentResizes() {
    return member.resizedAt().stream()
        .filter(at -> !at.isBefore(moment.now().minus(CHURN_WINDOW)))
        .toList();
  }

  private GuardInput.Situation situation(
      Optional<Candidate> chosen, Allocation proposal, Candidates candidates) {
    boolean complete = isComplete();
    double held = valuation.net(member.held(), candidates);
    double gain = complete ? Double.MAX_VALUE : chosen.map(c -> c.score() - held).orElse(0.0);
    boolean stale =
        !complete && valuation.isMeasured() && member.isStale(moment.now(), NO_DATA_AFTER);
    int floor = 0;
    for (MemberState.Floor alert : member.floors().values()) {
      if (moment.now().isBefore(alert.until())) {
        floor = Math.max(floor, alert.replicas());
      }
    }
    return new GuardInput.Situation(
        valuation.restarts(),
        stale,
        moment.catalogue().isFrozen(member.workload().name()),
        valuation.confidence(),
        proposal.equals(member.held()) ? 0 : gain,
        Math.abs(held),
        valuation.needed(),
        ready(),
        floor,
        valuation.cheapestPlacement());
  }

  private Allocation ready() {
    Allocation ready = Allocation.NONE;
    for (Placement placement : member.workload().placements()) {
      ready = ready.with(placement.name(), member.ready(placement.name()));
    }
    return ready;
  }

  private HoldReason holdReason(GuardInput input, Optional<Candidate> chosen, Allocation proposal) {
    if (input.situation().frozen()) {
      return HoldReason.FROZEN;
    }
    PoolView.Spare spare = view.spareFor(pool, member.workload().name());
    boolean over =
        !valuation.fits(member.held(), spare)
            || !valuation.affordable(member.held(), spare)
            || member.held().total() > input.bounds().maxReplicas()
            || input.usd().applyAsDouble(member.held())
                > input.bounds().maxUsdPerHour().orElse(Double.POSITIVE_INFINITY) + 1e-9;
    if (over && input.situation().stale()) {
      return HoldReason.OVER_LIMIT;
    }
    if (chosen.isEmpty()) {
      return HoldReason.INFEASIBLE;
    }
    return proposal.equals(member.held()) ? HoldReason.BEST : HoldReason.GUARDED;
  }

  private Rationale rationale(
      Candidates candidates, Optional<Candidate> chosen, List<GuardNote> notes) {
    return Explanation.of(member.estimate(), candidates, chosen, notes);
  }

  /// What policy wanted is remembered as it was before the guard: a capped answer is not a wish.
  private MemberState remember(Optional<Allocation> proposal) {
    if (proposal.isEmpty()) {
      return member;
    }
    List<MemberState.Recommendation> kept = new ArrayList<>();
    for (MemberState.Recommendation recommendation : member.recommendations()) {
      if (!recommendation.at().isBefore(moment.now().minus(STABILISATION_WINDOW))) {
        kept.add(recommendation);
      }
    }
    kept.removeIf(earlier -> earlier.allocation().equals(proposal.get()));
    kept.add(new MemberState.Recommendation(moment.now(), proposal.get()));
    if (kept.size() > MOST_RECOMMENDATIONS) {
      kept.removeFirst();
    }
    MemberDraft draft = member.draft();
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
            member.held(),
            reason,
            rationale);
    return emit(remembered, decision, "hold " + reason + " " + member.held(), new ArrayList<>());
  }

  private Result noData(MemberState remembered, Rationale rationale) {
    Duration silence =
        member.estimate().map(estimate -> estimate.freshness().age()).orElse(Duration.ZERO);
    Decision decision =
        new Decision.NoData(
            member.workload().name(),
            view.pool().name(),
            moment.now(),
            member.held(),
            silence,
            rationale);
    return emit(remembered, decision, "no data " + member.held(), new ArrayList<>());
  }

  private Result resize(MemberState remembered, Allocation to, Rationale rationale) {
    Generation generation =
        new Generation(
            Math.max(moment.catalogue().revision(), member.generation().revision()),
            member.generation().counter() + 1);
    Decision decision =
        new Decision.Resize(
            member.workload().name(),
            view.pool().name(),
            moment.now(),
            member.held(),
            to,
            generation,
            rationale);
    List<PlanEffect> effects = new ArrayList<>();
    effects.add(new PlanEffect.Issued(command(to, generation)));
    MemberDraft draft = remembered.draft();
    draft.generation = generation;
    draft.held = to;
    draft.inFlight =
        Optional.of(
            new MemberState.InFlight(
                generation, to, moment.now().plus(COMMAND_LIFE.multipliedBy(2))));
    List<Instant> resizes = new ArrayList<>(recentResizes());
    resizes.add(moment.now());
    draft.resizedAt = resizes;
    return emit(draft.build(), decision, "resize " + generation, effects);
  }

  private Command command(Allocation to, Generation generation) {
    List<Order> orders = new ArrayList<>();
    for (Placement placement : member.workload().placements()) {
      orders.add(new Order(placement.name(), placement.target(), to.replicas(placement.name())));
    }
    orders.sort(
        Comparator.comparingInt(
            order -> order.replicas() - member.held().replicas(order.placement()) > 0 ? 0 : 1));
    return new Command(
        member.workload().name(),
        view.pool().name(),
        generation,
        to,
        orders,
        moment.now(),
        moment.now().plus(COMMAND_LIFE));
  }

  /// Decisions go out when kind, target or binding guards differ from the last one, and once a
  /// minute.
  private Result emit(
      MemberState remembered, Decision decision, String kind, List<PlanEffect> effects) {
    StringBuilder signature = new StringBuilder(kind);
    for (GuardNote note : decision.rationale().guards()) {
      signature.append(' ').append(note.stage());
    }
    MemberState.LastDecision last = member.lastDecision();
    boolean due = !moment.now().isBefore(last.at().plus(REPEAT));
    if (!due && last.signature().contentEquals(signature)) {
      return new Result(remembered, effects);
    }
    effects.addFirst(new PlanEffect.Decided(decision));
    MemberDraft draft = remembered.draft();
    draft.lastDecision = new MemberState.LastDecision(signature.toString(), moment.now());
    return new Result(draft.build(), effects);
  }
}
