package io.rheostat.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.member.MemberDecisions;
import io.rheostat.core.member.MemberReports;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.member.ShadowState;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.stage.Given;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Savings;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Interval;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Extent of the planner's actions in each mode, and its words.
class ModesTest {
  private static final Workload CHAT =
      Given.service(
          "chat", "main", Given.bounds(1, 40), real("big", "h100"), real("small", "l40s"));

  private final PlanHost host = new PlanHost();
  private final List<PlanEffect> effects = new ArrayList<>();
  private double second = 1;

  private static Placement real(String name, String device) {
    var plain = Given.placement(name, device);
    return new Placement(
        plain.name(),
        plain.device(),
        plain.tensorParallel(),
        plain.pipelineParallel(),
        plain.widths(),
        plain.memoryGib(),
        plain.diskGib(),
        plain.startup(),
        plain.performance(),
        plain.engine(),
        plain.step(),
        new Target("kubernetes", new TreeMap<>()));
  }

  private int live = 8;

  @BeforeEach
  void declare() {
    host.declare(Given.declare(1, Given.device("h100", 4)));
    host.declare(Given.declare(1, Given.device("l40s", 3.9)));
    host.declare(Given.declare(1, Given.pool("main", Map.of("h100", 20, "l40s", 20))));
  }

  private void chat(Mode mode, int running) {
    host.declare(Given.declare(1, CHAT.with(mode)));
    host.observed(CHAT, Generation.NONE, Given.running("big", running));
  }

  private Estimate estimate(Instant at, double rate) {
    return new Estimate(
        "chat",
        "main",
        at,
        Given.fresh(live),
        new Measure.Inference(
            new DemandEstimate(
                rate, rate, rate, 0, List.of(DemandQuantiles.certain(30, rate)), 500, 100),
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Interval(0.98, 1)),
            List.of(
                new PlacementCapacity("big", 8, 1, 1, 1),
                new PlacementCapacity("small", 0, 0.5, 0.5, 1)),
            List.of()));
  }

  /// Steady demand, one second after the other.
  private void pass(int seconds, double rate) {
    for (int i = 0; i < seconds; i++) {
      second++;
      host.at(second);
      if (second % 2 == 0) {
        effects.addAll(host.estimate(estimate(host.now(), rate)));
      }
      effects.addAll(host.tick());
    }
  }

  private <D extends Decision> List<D> told(Class<D> kind) {
    return PlanHost.decisions(effects).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private void answer(Generation generation, boolean approved) {
    effects.clear();
    effects.addAll(
        host.declare(
            new Declaration(
                2, new Declaration.Change.Answered("chat", generation, approved, "ann"))));
  }

  private Decision.Request request() {
    return told(Decision.Request.class).getLast();
  }

  @Test
  void whatIsOnlyObservedIsNeverResizedAndTellsWhatItWouldSave() {
    chat(Mode.OBSERVE, 8);

    pass(3600, 2.5);

    assertThat(host.invariants.commands()).isEmpty();
    Decision.Shadow shadow = told(Decision.Shadow.class).getLast();
    assertThat(shadow.running().total()).isEqualTo(8);
    assertThat(shadow.imagined().total()).isBetween(3, 5);
    Savings savings = shadow.savings();
    assertThat(savings.realUsd()).isBetween(31.0, 32.5);
    assertThat(savings.usdPerHour().orElseThrow()).isBetween(11.0, 20.5);
    assertThat(savings.realAttainment().orElseThrow()).isBetween(0.98, 1.0);
    assertThat(savings.shadowAttainment().orElseThrow()).isBetween(0.97, 1.0);
    assertThat(host.desired(CHAT).total()).as("what runs is as it was").isEqualTo(8);
  }

  @Test
  void aShadowIsNotReadyBeforeItsStartUp() {
    chat(Mode.OBSERVE, 1);

    pass(20, 6);

    MemberState member = host.member(CHAT);
    ShadowState shadow = member.shadow().orElseThrow();
    assertThat(shadow.desired().total()).isGreaterThan(3);
    assertThat(shadow.ready(host.now()).total()).isEqualTo(1);
    pass(120, 6);
    ShadowState later = host.member(CHAT).shadow().orElseThrow();
    assertThat(later.ready(host.now()).total()).isGreaterThan(3);
  }

  @Test
  void othersReckonWithWhatRunsOfAnObservedWorkloadAndNotWithItsShadow() {
    Workload code =
        Given.service("code", "main", Given.bounds(1, 40), Given.placement("big", "h100"));
    live = 18;
    chat(Mode.OBSERVE, 18);
    host.declare(Given.declare(1, code));
    host.observed(code, Generation.NONE, Given.running("big", 1));

    pass(120, 0.5);
    for (int i = 0; i < 60; i++) {
      second++;
      host.at(second);
      host.estimate(Given.estimate(code, host.now(), Given.fresh(1), 1.7, 1));
      host.tick();
    }

    assertThat(host.member(CHAT).shadow().orElseThrow().desired().total()).isLessThan(5);
    assertThat(host.desired(code).total()).isEqualTo(2);
  }

  @Test
  void fromObserveToActItStartsFromWhatReallyRuns() {
    chat(Mode.OBSERVE, 8);
    pass(300, 2.5);
    effects.clear();

    effects.addAll(host.declare(Given.declare(2, CHAT.with(Mode.ACT))));
    assertThat(request().asked()).isEqualTo(Decision.Asked.MODE);
    assertThat(request().rationale().observed()).isEqualTo("mode observe → act");
    pass(60, 2.5);

    assertThat(told(Decision.Resize.class).getFirst().from().total()).isEqualTo(8);
    assertThat(host.member(CHAT).shadow()).isEmpty();
  }

  @Test
  void fromActToObserveNothingIsIssuedAnyMore() {
    chat(Mode.ACT, 1);
    pass(10, 6);
    int issued = host.invariants.commands().size();
    assertThat(issued).isPositive();

    host.declare(Given.declare(2, CHAT.with(Mode.OBSERVE)));
    pass(300, 12);

    assertThat(host.invariants.commands()).hasSize(issued);
  }

  @Test
  void aProposalWaitsUntilItIsApprovedAndBecomesTheCommandOfThatGeneration() {
    chat(Mode.APPROVE, 1);
    pass(30, 6);
    assertThat(host.invariants.commands()).isEmpty();
    Decision.Proposal proposal = told(Decision.Proposal.class).getLast();
    assertThat(proposal.expiresAt()).isAfter(host.now());

    answer(proposal.generation(), true);

    assertThat(request().granted()).isTrue();
    assertThat(request().by()).isEqualTo("ann");
    Command command = PlanHost.command(effects).orElseThrow();
    assertThat(command.generation()).isEqualTo(proposal.generation());
    assertThat(command.to()).isEqualTo(proposal.to());
  }

  @Test
  void anAnswerToAnUnknownAnOldOrAFrozenProposalIsRefusedInADecision() {
    chat(Mode.APPROVE, 1);
    answer(new Generation(1, 9), true);
    assertThat(request().granted()).isFalse();
    assertThat(request().rationale().observed()).contains("no proposal of chat waits");

    pass(30, 6);
    Generation first = host.member(CHAT).proposal().orElseThrow().generation();
    answer(new Generation(first.revision(), first.counter() + 5), true);
    assertThat(request().rationale().observed()).contains("chat/" + first);

    host.declare(new Declaration(3, new Declaration.Change.Freeze("chat", "bob")));
    answer(first, true);
    assertThat(request().granted()).isFalse();
    assertThat(request().rationale().observed()).contains("frozen");

    host.declare(new Declaration(4, new Declaration.Change.Unfreeze("chat", "bob")));
    host.lapseTo(second + 601);
    answer(first, true);
    assertThat(request().rationale().observed()).contains("expired");
    assertThat(host.invariants.commands()).isEmpty();
  }

  @Test
  void aRejectedProposalIsNotMadeAgainBeforeItWouldHaveExpired() {
    chat(Mode.APPROVE, 1);
    pass(90, 6);
    MemberDecisions.Proposed proposal = host.member(CHAT).proposal().orElseThrow();

    answer(proposal.generation(), false);
    assertThat(request().asked()).isEqualTo(Decision.Asked.REJECT);
    effects.clear();
    pass(300, 6);

    assertThat(told(Decision.Proposal.class)).noneMatch(again -> again.to().equals(proposal.to()));
  }

  @Test
  void aProposalDiesWithItsModeAndIsReplacedByAnotherWish() {
    chat(Mode.APPROVE, 1);
    pass(30, 6);
    Generation first = host.member(CHAT).proposal().orElseThrow().generation();
    pass(120, 2);
    Generation second1 = host.member(CHAT).proposal().orElseThrow().generation();
    assertThat(second1).isGreaterThan(first);

    host.declare(Given.declare(2, CHAT.with(Mode.OBSERVE)));
    assertThat(host.member(CHAT).proposal()).isEmpty();
    answer(second1, true);
    assertThat(request().granted()).isFalse();
    assertThat(request().rationale().observed()).contains("observe");
  }

  @Test
  void freezesAreToldWithWhoAsked() {
    chat(Mode.ACT, 2);

    effects.addAll(host.declare(new Declaration(2, new Declaration.Change.Freeze("*", "bob"))));

    assertThat(request().asked()).isEqualTo(Decision.Asked.FREEZE);
    assertThat(request().by()).isEqualTo("bob");
  }

  @Test
  void whileSomeoneElseWritesItHoldsAndGoesOnWhenTheyAreGone() {
    chat(Mode.ACT, 1);
    Observed fought =
        new Observed(
            "chat",
            "main",
            host.now(),
            Generation.NONE,
            List.of(Given.running("big", 1)),
            false,
            Optional.of("HorizontalPodAutoscaler chat-hpa"));
    effects.addAll(host.report(fought));

    pass(120, 6);

    assertThat(host.invariants.commands()).isEmpty();
    Decision.Hold hold = told(Decision.Hold.class).getLast();
    assertThat(hold.reason()).isEqualTo(HoldReason.OTHER_WRITER);
    assertThat(hold.rationale().observed()).contains("HorizontalPodAutoscaler chat-hpa");

    host.observed(CHAT, Generation.NONE, Given.running("big", 1));
    pass(10, 6);
    assertThat(host.invariants.commands()).isNotEmpty();
  }

  private Duration shortage() {
    MemberReports.Shortage shortage = host.member(CHAT).shortages().get("small");
    return shortage == null ? Duration.ZERO : Duration.between(host.now(), shortage.until());
  }

  private void pendingFor(int seconds) {
    for (int i = 0; i < seconds; i += 10) {
      second += 10;
      host.at(second);
      host.observed(CHAT, Generation.NONE, Given.running("big", 1), Given.pending("small", 2, 0));
    }
  }

  @Test
  void aPlacementWithoutCapacityIsTriedLaterAndLaterUntilOneIsReady() {
    chat(Mode.ACT, 1);
    List<Long> minutes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      while (shortage().isNegative() || shortage().isZero()) {
        pendingFor(10);
      }
      minutes.add(shortage().toMinutes());
      second += shortage().toSeconds();
      host.at(second);
    }
    assertThat(minutes).containsExactly(5L, 10L, 20L, 40L, 60L, 60L);
    assertThat(host.member(CHAT).shortage("small"))
        .startsWith("no capacity on small: no room, tried again at 2026-01-01T");

    host.observed(CHAT, Generation.NONE, Given.running("big", 1), Given.running("small", 2));
    assertThat(host.member(CHAT).shortages()).isEmpty();
  }

  @Test
  void aShortageIsToldInTheDecisionAndAnotherTypeIsTaken() {
    chat(Mode.ACT, 1);
    second += 10;
    for (int i = 0; i < 12; i++) {
      second += 10;
      host.at(second);
      host.observed(CHAT, Generation.NONE, new PlacementStatus[] {Given.pending("big", 6, 1)});
    }
    pass(20, 6);

    assertThat(PlanHost.decisions(effects).getLast().rationale().refusals())
        .anyMatch(refusal -> refusal.startsWith("no capacity on big: no room, tried again at"));
    assertThat(host.desired(CHAT).replicas("small")).isPositive();
  }
}
