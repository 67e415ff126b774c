package io.rheostat.core.plan.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.member.MemberCommands;
import io.rheostat.core.member.MemberDecisions;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberReports;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.plan.PlanHost;
import io.rheostat.core.pool.CoverageAssessment;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.pool.PoolRoot;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.Candidates;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Moment;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.GuardNote;
import io.rheostat.model.decision.GuardStage;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Option;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Decisions on a service that holds two ready replicas and is watched completely.
class WorkloadPlannerTest {
  private static final Instant NOW = Given.at(100);
  private static final Workload CHAT =
      Given.service("chat", "main", Given.bounds(1, 9), Given.placement("big", "h100"));

  private Catalogue catalogue =
      Given.catalogue(Given.pool("main", Map.of("h100", 20)), Given.device("h100", 4));
  private Instant now = NOW;

  private static Allocation big(int replicas) {
    return Allocation.of("big", replicas);
  }

  private static Candidate candidate(int replicas, double score) {
    Option option = new Option(big(replicas), 0, 0, 4.0 * replicas, 0, score, 0, 1);
    return new Candidate(option, score, new int[] {replicas});
  }

  /// One option of each count, and the chosen one: each replica of it is worth a dollar.
  private static Candidates options() {
    return new Candidates(
        List.of(candidate(4, 9), candidate(3, 8), candidate(2, 5), candidate(1, 1)), List.of());
  }

  private static MemberState member(Workload workload) {
    MemberDraft draft =
        MemberDraft.of(
            Given.estimated(
                Given.reported(Given.member(workload, big(2)), NOW, Given.running("big", 2)),
                Given.estimate(
                    workload,
                    NOW,
                    Given.fresh(2),
                    Given.measure(Given.demand(12), Given.capacity("big", 10)))));
    draft.continuity = MemberState.of(workload, true, Generation.NONE).continuity();
    MemberState watched = draft.build();
    draft.continuity =
        CoverageAssessment.noted(received(watched, Given.START), Given.START).observed(NOW);
    draft.generation = new Generation(1, 6);
    return draft.build();
  }

  private static MemberState received(MemberState member, Instant at) {
    MemberDraft draft = MemberDraft.of(member);
    draft.continuity = draft.continuity.observed(at);
    return draft.build();
  }

  private PlanningInput planning(MemberState member) {
    PoolState pool = new PoolState(PoolRoot.of("main"), new TreeMap<>()).with(member);
    return PlanningInput.of(
        new PoolResources("main", catalogue), pool, member, new Moment(now, catalogue));
  }

  private WorkloadPlanner.Result decide(MemberState member, int chosen) {
    Optional<Candidate> choice =
        options().all().stream()
            .filter(one -> one.option().allocation().equals(big(chosen)))
            .findFirst();
    return WorkloadPlanner.decide(planning(member), options(), choice);
  }

  private static Decision only(WorkloadPlanner.Result result) {
    List<Decision> decisions = PlanHost.decisions(result.effects());
    assertThat(decisions).hasSize(1);
    return decisions.getFirst();
  }

  private static void assertHolds(WorkloadPlanner.Result result, HoldReason reason) {
    assertThat(PlanHost.command(result.effects())).isEmpty();
    assertThat(only(result))
        .isInstanceOfSatisfying(
            Decision.Hold.class, hold -> assertThat(hold.reason()).isEqualTo(reason));
  }

  @Test
  void theBestOptionIsHeld() {
    assertHolds(decide(member(CHAT), 2), HoldReason.BEST);
  }

  @Test
  void aBetterOneIsOrdered() {
    WorkloadPlanner.Result result = decide(member(CHAT), 4);

    Command command = PlanHost.command(result.effects()).orElseThrow();
    assertThat(command.to()).isEqualTo(big(4));
    assertThat(command.generation()).isEqualTo(new Generation(1, 7));
    assertThat(only(result))
        .isInstanceOfSatisfying(
            Decision.Resize.class,
            resize -> {
              assertThat(resize.from()).isEqualTo(big(2));
              assertThat(resize.to()).isEqualTo(big(4));
              assertThat(resize.generation()).isEqualTo(command.generation());
            });
  }

  @Test
  void afterAnOrderItIsUnderWayForTwiceItsLife() {
    MemberState after = decide(member(CHAT), 4).member();

    assertThat(after.desired()).isEqualTo(big(4));
    assertThat(after.generation()).isEqualTo(new Generation(1, 7));
    assertThat(after.resizedAt()).containsExactly(NOW);
    MemberCommands.InFlight inFlight = after.inFlight().orElseThrow();
    assertThat(inFlight.to()).isEqualTo(big(4));
    assertThat(inFlight.until()).isEqualTo(Given.at(220));
    assertThat(inFlight.most()).isEqualTo(big(4));
    assertThat(inFlight.placements()).containsExactly("big");
  }

  @Test
  void aSupersededCommandMayHaveBeenCarriedOut() {
    MemberDraft draft = MemberDraft.of(member(CHAT));
    draft.inFlight =
        Optional.of(
            new MemberCommands.InFlight(
                draft.generation, big(3), Given.at(150), big(7), List.of("big")));

    MemberState after = decide(draft.build(), 4).member();

    assertThat(after.desired()).isEqualTo(big(4));
    assertThat(after.inFlight().orElseThrow().most()).isEqualTo(big(7));
  }

  @Test
  void theFleetsRevisionIsPartOfTheNextGeneration() {
    catalogue = catalogue.apply(Given.declare(5, Given.device("l40s", 2)));

    assertThat(decide(member(CHAT), 4).member().generation()).isEqualTo(new Generation(5, 7));
  }

  @Test
  void withoutAChoiceItIsInfeasible() {
    assertHolds(
        WorkloadPlanner.decide(
            planning(member(CHAT)), new Candidates(List.of(), List.of()), Optional.empty()),
        HoldReason.INFEASIBLE);
  }

  @Test
  void aGuardedWishIsToldWithItsStages() {
    catalogue = Given.catalogue(Given.pool("main", Map.of("h100", 2)), Given.device("h100", 4));
    WorkloadPlanner.Result result = decide(member(CHAT), 4);

    assertHolds(result, HoldReason.GUARDED);
    assertThat(only(result).rationale().guards())
        .extracting(GuardNote::stage)
        .containsExactly(GuardStage.QUOTA);
  }

  @Test
  void aFrozenWorkloadIsHeld() {
    catalogue = catalogue.apply(new Declaration(2, new Declaration.Change.Freeze("chat", "ann")));

    assertHolds(decide(member(CHAT), 4), HoldReason.FROZEN);
  }

  @Test
  void anotherWriterIsNotFought() {
    MemberDraft draft = MemberDraft.of(member(CHAT));
    draft.observed =
        Optional.of(
            new Observed(
                "chat",
                "main",
                NOW,
                Generation.NONE,
                List.of(Given.running("big", 2)),
                false,
                Optional.of("hpa")));
    WorkloadPlanner.Result result = decide(draft.build(), 4);

    assertHolds(result, HoldReason.OTHER_WRITER);
    assertThat(only(result).rationale().observed()).startsWith("someone else resizes it: hpa; ");
  }

  @Test
  void withoutAReportNothingChanges() {
    MemberDraft draft = MemberDraft.of(member(CHAT));
    draft.observed = Optional.empty();
    assertHolds(decide(draft.build(), 4), HoldReason.NOT_OBSERVED);

    now = NOW.plusSeconds(181);
    assertHolds(decide(member(CHAT), 4), HoldReason.NOT_OBSERVED);
  }

  @Test
  void afterAReportThatIsOldAnAlertStillRaises() {
    now = NOW.plusSeconds(181);
    MemberDraft draft = MemberDraft.of(member(CHAT));
    draft.floors.put(
        "slow",
        new MemberReports.Floor(5, Given.at(900), 2, NOW, NOW, Optional.empty(), Given.at(900)));

    assertThat(PlanHost.command(decide(draft.build(), 2).effects()).orElseThrow().to())
        .isEqualTo(big(5));
  }

  @Test
  void aDecisionIsRepeatedOnceAMinute() {
    MemberState held = decide(member(CHAT), 2).member();

    now = NOW.plusSeconds(59);
    assertThat(decide(held, 2).effects()).isEmpty();
    assertThat(decide(held, 2).member().lastDecision()).isEqualTo(held.lastDecision());
    now = NOW.plusSeconds(60);
    assertThat(decide(held, 2).effects()).hasSize(1);
  }

  @Test
  void anotherDecisionIsToldAtOnce() {
    MemberState held = decide(member(CHAT), 2).member();
    catalogue = catalogue.apply(new Declaration(2, new Declaration.Change.Freeze("chat", "ann")));

    assertHolds(decide(held, 2), HoldReason.FROZEN);
  }

  @Test
  void anOldEstimateIsNoData() {
    now = NOW.plusSeconds(61);
    WorkloadPlanner.Result result = decide(member(CHAT), 2);

    assertThat(only(result))
        .isInstanceOfSatisfying(
            Decision.NoData.class,
            none -> {
              assertThat(none.silence()).isEqualTo(Duration.ofSeconds(62)); // 1 s old when made
              assertThat(none.reason()).contains(HoldReason.BEST);
            });
    now = NOW.plusSeconds(60);
    assertHolds(decide(member(CHAT), 2), HoldReason.BEST);
  }

  @Test
  void aWishIsRememberedForTheWindowAndOnce() {
    MemberDraft draft = MemberDraft.of(member(CHAT));
    draft.recommendations =
        List.of(
            new MemberDecisions.Recommendation(Given.at(69), big(9)),
            new MemberDecisions.Recommendation(Given.at(70), big(3)),
            new MemberDecisions.Recommendation(Given.at(90), big(2)));

    assertThat(decide(draft.build(), 2).member().recommendations())
        .containsExactly(
            new MemberDecisions.Recommendation(Given.at(70), big(3)),
            new MemberDecisions.Recommendation(NOW, big(2)));
  }

  @Test
  void atMostThirtyTwoWishesAreRemembered() {
    MemberDraft draft = MemberDraft.of(member(CHAT));
    List<MemberDecisions.Recommendation> many = new ArrayList<>();
    for (int n = 0; n < 32; n++) {
      many.add(new MemberDecisions.Recommendation(Given.at(80), big(100 + n)));
    }
    draft.recommendations = many;

    List<MemberDecisions.Recommendation> kept = decide(draft.build(), 2).member().recommendations();
    assertThat(kept).hasSize(32);
    assertThat(kept.getLast().allocation()).isEqualTo(big(2));
    assertThat(kept.getFirst().allocation()).isEqualTo(big(101));
  }

  @Test
  void aPersonIsAskedFirst() {
    WorkloadPlanner.Result result = decide(member(CHAT.with(Mode.APPROVE)), 4);

    assertThat(PlanHost.command(result.effects())).isEmpty();
    assertThat(only(result))
        .isInstanceOfSatisfying(
            Decision.Proposal.class,
            proposal -> {
              assertThat(proposal.from()).isEqualTo(big(2));
              assertThat(proposal.to()).isEqualTo(big(4));
              assertThat(proposal.id()).isEqualTo("chat/1.7");
              assertThat(proposal.expiresAt()).isEqualTo(Given.at(700));
            });
    assertThat(result.member().desired()).isEqualTo(big(2));
    assertThat(result.member().generation()).isEqualTo(new Generation(1, 7));
    assertThat(result.member().proposal()).isPresent();
  }

  @Test
  void anOpenProposalIsDroppedWithTheWishOfAMinuteAgo() {
    MemberState asked = decide(member(CHAT.with(Mode.APPROVE)), 4).member();
    now = NOW.plusSeconds(60);
    WorkloadPlanner.Result result = decide(asked, 2);

    assertHolds(result, HoldReason.BEST);
    assertThat(result.member().proposal()).isEmpty();
  }

  private static MemberDecisions.Proposed proposal(int replicas) {
    return new MemberDecisions.Proposed(
        new Generation(1, 6), big(replicas), NOW, Given.at(700), false);
  }

  @Test
  void anApprovedProposalIsOrderedUnderItsOwnGeneration() {
    WorkloadPlanner.Approved approved =
        WorkloadPlanner.approved(planning(member(CHAT.with(Mode.APPROVE))), proposal(4), "ann");

    assertThat(approved.refusal()).isEmpty();
    Command command = PlanHost.command(approved.result().effects()).orElseThrow();
    assertThat(command.to()).isEqualTo(big(4));
    assertThat(command.generation()).isEqualTo(new Generation(1, 6));
    assertThat(only(approved.result()).rationale().observed()).isEqualTo("approved by ann");
  }

  @Test
  void anApprovalBeyondALimitIsRefusedWithTheLimit() {
    WorkloadPlanner.Approved approved =
        WorkloadPlanner.approved(planning(member(CHAT.with(Mode.APPROVE))), proposal(12), "ann");

    assertThat(approved.refusal())
        .contains("BOUNDS allows 9 x big: at most 9 replicas and any cost");
    assertThat(approved.result().effects()).isEmpty();
    assertThat(approved.result().member().desired()).isEqualTo(big(2));
  }

  private static MemberState job(int workers, boolean complete) {
    Workload job =
        Given.workload(
            "job", "main", Given.run(), Given.bounds(1, 8), Given.placement("big", "h100"));
    Measure.Training measure = new Measure.Training(0, 1e7, 0, 1, complete, List.of());
    return Given.estimated(
        Given.reported(Given.member(job, big(workers)), NOW, Given.running("big", workers)),
        Given.estimate(job, NOW, Given.fresh(1), measure));
  }

  @Test
  void aCompletedJobGivesEverythingBackAndIsThenDone() {
    assertThat(PlanHost.command(decide(job(2, true), 2).effects()).orElseThrow().to())
        .isEqualTo(Allocation.NONE);
    assertHolds(decide(job(0, true), 2), HoldReason.COMPLETE);
  }
}
