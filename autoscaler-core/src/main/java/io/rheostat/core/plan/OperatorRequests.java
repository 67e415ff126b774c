package io.rheostat.core.plan;

import io.rheostat.core.member.MemberDecisions;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.plan.decision.PlanningInput;
import io.rheostat.core.plan.decision.WorkloadPlanner;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.stage.Moment;
import io.rheostat.core.stage.Step;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Answers to people's requests for a pool's workloads, each with a decision naming the requester
/// and the result.
final class OperatorRequests {
  /// Name of the requester for changes of files.
  private static final String CONFIGURATION = "the configuration";

  private OperatorRequests() {}

  /// Applies a person's answer to a proposal. An approval is carried out if the proposal still
  /// stands and no safety limit has come in between.
  static Step<PoolState, PlanEffect> answered(
      PoolState state, Declaration.Change.Answered answer, Moment moment) {
    Optional<MemberState> known = state.member(answer.workload());
    if (known.isEmpty()) {
      return new Step<>(state, List.of());
    }
    MemberState member = known.get();
    Optional<String> refusal = refusal(member, answer, moment.now());
    if (refusal.isPresent()) {
      return refused(state, answer, refusal.get(), moment);
    }
    MemberDecisions.Proposed proposal = member.proposal().orElseThrow();
    MemberDraft draft = MemberDraft.of(member);
    draft.proposal = answer.approved() ? Optional.empty() : Optional.of(proposal.reject());
    if (!answer.approved()) {
      String words = "the proposal " + id(answer) + " is dropped";
      return new Step<>(
          state.with(draft.build()), List.of(said(state, answer, true, words, moment)));
    }
    return approved(state, draft.build(), answer, proposal, moment);
  }

  private static Step<PoolState, PlanEffect> approved(
      PoolState state,
      MemberState member,
      Declaration.Change.Answered answer,
      MemberDecisions.Proposed proposal,
      Moment moment) {
    PoolResources view = new PoolResources(state.root().name(), moment.catalogue());
    WorkloadPlanner.Approved result =
        WorkloadPlanner.approved(
            PlanningInput.of(view, state, member, moment), proposal, answer.by());
    if (result.refusal().isPresent()) {
      return refused(state, answer, result.refusal().get(), moment);
    }
    List<PlanEffect> effects = new ArrayList<>();
    String words = "the proposal " + id(answer) + " is carried out: " + proposal.to();
    effects.add(said(state, answer, true, words, moment));
    effects.addAll(result.result().effects());
    PoolState after = state.with(result.result().member());
    return new Step<>(after.with(after.root().changed()), effects);
  }

  private static Optional<String> refusal(
      MemberState member, Declaration.Change.Answered answer, Instant now) {
    if (member.workload().mode() != Mode.APPROVE) {
      return Optional.of(
          "the mode of "
              + answer.workload()
              + " is "
              + word(member.workload().mode())
              + ", nothing waits for approval");
    }
    if (member.proposal().isEmpty() || member.proposal().get().rejected()) {
      return Optional.of("no proposal of " + answer.workload() + " waits");
    }
    MemberDecisions.Proposed proposal = member.proposal().get();
    if (!proposal.generation().equals(answer.proposal())) {
      return Optional.of(
          "another proposal took its place: " + answer.workload() + "/" + proposal.generation());
    }
    if (!now.isBefore(proposal.expiresAt())) {
      return Optional.of("it expired at " + proposal.expiresAt());
    }
    if (answer.approved() && proposal.to().equals(member.desired())) {
      return Optional.of(proposal.to() + " is held already");
    }
    return answer.approved() && member.otherWriter().isPresent()
        ? Optional.of("someone else resizes it: " + member.otherWriter().get())
        : Optional.empty();
  }

  private static Step<PoolState, PlanEffect> refused(
      PoolState state, Declaration.Change.Answered answer, String reason, Moment moment) {
    String words = id(answer) + " was not " + (answer.approved() ? "approved" : "rejected") + ": ";
    return new Step<>(state, List.of(said(state, answer, false, words + reason, moment)));
  }

  private static String id(Declaration.Change.Answered answer) {
    return answer.workload() + "/" + answer.proposal();
  }

  private static PlanEffect said(
      PoolState state,
      Declaration.Change.Answered answer,
      boolean granted,
      String words,
      Moment moment) {
    return new PlanEffect.Decided(
        new Decision.Request(
            answer.workload(),
            state.root().name(),
            moment.now(),
            answer.approved() ? Decision.Asked.APPROVE : Decision.Asked.REJECT,
            answer.by(),
            granted,
            Rationale.of(words)));
  }

  /// Returns the decisions of a freeze, one for each workload concerned.
  static List<PlanEffect> frozen(PoolState state, Declaration.Change.Freeze freeze, Moment moment) {
    List<PlanEffect> effects = new ArrayList<>();
    for (String name : concerned(state, freeze.workload())) {
      String words = who(freeze.workload()) + " is frozen: nothing changes";
      effects.add(decided(state, name, Decision.Asked.FREEZE, freeze.by(), words, moment));
    }
    return effects;
  }

  /// Returns the decisions for the end of a freeze, one for each workload concerned.
  static List<PlanEffect> unfrozen(
      PoolState state, Declaration.Change.Unfreeze unfreeze, Moment moment) {
    List<PlanEffect> effects = new ArrayList<>();
    for (String name : concerned(state, unfreeze.workload())) {
      String others = moment.catalogue().isFrozen(name) ? "; another freeze goes on" : "";
      String words = "the freeze of " + who(unfreeze.workload()) + " ends" + others;
      effects.add(decided(state, name, Decision.Asked.UNFREEZE, unfreeze.by(), words, moment));
    }
    return effects;
  }

  private static List<String> concerned(PoolState state, String workload) {
    return state.members().keySet().stream()
        .filter(name -> workload.equals("*") || workload.equals(name))
        .toList();
  }

  private static String who(String workload) {
    return workload.equals("*") ? "everything" : workload;
  }

  /// Returns the decision for a change of mode; empty when the mode stays.
  static List<PlanEffect> mode(PoolState state, Mode before, Workload after, Moment moment) {
    return before == after.mode()
        ? List.of()
        : List.of(
            decided(
                state,
                after.name(),
                Decision.Asked.MODE,
                CONFIGURATION,
                "mode " + word(before) + " → " + word(after.mode()),
                moment));
  }

  /// Returns the decision for a withdrawn workload; empty when the pool does not know it.
  static List<PlanEffect> withdrawn(PoolState state, String workload, Moment moment) {
    return state.member(workload).isEmpty()
        ? List.of()
        : List.of(
            decided(
                state,
                workload,
                Decision.Asked.WITHDRAW,
                CONFIGURATION,
                workload + " is declared no longer",
                moment));
  }

  private static PlanEffect decided(
      PoolState state,
      String workload,
      Decision.Asked asked,
      String by,
      String words,
      Moment moment) {
    return new PlanEffect.Decided(
        new Decision.Request(
            workload, state.root().name(), moment.now(), asked, by, true, Rationale.of(words)));
  }

  private static String word(Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }
}
