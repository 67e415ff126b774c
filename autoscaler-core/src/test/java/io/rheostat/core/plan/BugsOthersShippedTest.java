package io.rheostat.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.stage.Given;
import io.rheostat.core.transition.ReportMerge;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.Released;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A test for each bug that another autoscaler shipped.
class BugsOthersShippedTest {
  private static final Duration LONG = Duration.ofMinutes(8);
  private final Workload chat =
      Given.service("chat", "main", Given.bounds(1, 30), Given.placement("a", "h100"));
  private final Workload either =
      Given.service(
          "either",
          "main",
          Given.bounds(1, 30),
          Given.placement("a", "l40s"),
          Given.placement("b", "h100"));
  private final PlanHost host = new PlanHost();

  @BeforeEach
  void declare() {
    host.declare(Given.declare(1, Given.device("h100", 4)));
    host.declare(Given.declare(1, Given.device("l40s", 1)));
    pool(Map.of("h100", 30, "l40s", 30));
    host.declare(Given.declare(1, chat));
  }

  private void pool(Map<String, Integer> counts) {
    host.declare(Given.declare(1, Given.pool("main", counts)));
  }

  /// A second with an estimate and a tick; the target obeys at once.
  private Optional<Command> second(double at, Workload workload, Estimate estimate) {
    host.at(at);
    List<PlanEffect> effects = new ArrayList<>(host.estimate(estimate));
    PlanHost.command(effects).ifPresent(command -> host.obey(workload, command));
    List<PlanEffect> ticked = host.tick();
    PlanHost.command(ticked).ifPresent(command -> host.obey(workload, command));
    effects.addAll(ticked);
    return PlanHost.command(effects);
  }

  private Estimate load(double at, double rate, int live) {
    return Given.estimate(chat, Given.at(at), Given.fresh(live), rate, 2.0);
  }

  /// Twelve replicas for a load that needs about ten.
  private void settle() {
    host.observed(chat, Generation.NONE, Given.running("a", 12));
    for (int i = 1; i <= 200; i++) {
      second(i, chat, load(i, 20, host.desired(chat).total()));
    }
  }

  @Test
  void aRaiseIsNotHeldBackByTheWindowAndALoweringIs() {
    settle();
    int before = host.desired(chat).total();

    Optional<Command> raised = second(201, chat, load(201, 34, before));
    int high = host.desired(chat).total();
    boolean lowered = false;
    for (int i = 202; i < 230; i++) {
      second(i, chat, load(i, 20, high));
      lowered |= host.desired(chat).total() < high;
    }

    assertThat(raised).isPresent();
    assertThat(high).isGreaterThan(before);
    assertThat(lowered).as("lowered within 28 s").isFalse();
  }

  @Test
  void anAnswerCutToALimitIsNotRememberedAsAWish() {
    Workload capped = Given.service("chat", "main", Given.bounds(8, 30), chat.placements().get(0));
    host.declare(Given.declare(2, capped));
    settle();
    for (int i = 201; i < 400; i++) {
      second(i, chat, load(i, 0.5, host.desired(chat).total()));
    }
    host.declare(Given.declare(3, chat));
    for (int i = 400; i < 700; i++) {
      second(i, chat, load(i, 0.5, host.desired(chat).total()));
    }

    assertThat(host.desired(chat).total()).as("not pinned to the old minimum").isLessThan(8);
  }

  @Test
  void afterARestartNothingIsLoweredBeforeSomethingWasLearned() {
    host.observed(chat, Generation.NONE, Given.running("a", 12));
    Estimate unsure = Given.estimate(chat, Given.at(5), Given.fresh(12), 0.1, 2.0);

    for (int i = 1; i < 300; i++) {
      host.at(i);
      Estimate estimate = unsure(unsure);
      assertThat(PlanHost.command(host.estimate(estimate))).isEmpty();
      assertThat(PlanHost.command(host.tick())).isEmpty();
    }
  }

  private Estimate unsure(Estimate estimate) {
    var sure = (Measure.Inference) estimate.measure();
    return new Estimate(
        estimate.workload(),
        estimate.pool(),
        host.now(),
        estimate.freshness(),
        new Measure.Inference(
            sure.demand(),
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(new PlacementCapacity("a", 12, 2, 2, 0)),
            List.of()));
  }

  @Test
  void aRestartFromTheLogsStateDecidesAsIfNothingHadHappened() {
    settle();
    host.runner.cut();

    for (int i = 201; i < 230; i++) {
      assertThat(second(i, chat, load(i, 20, host.desired(chat).total()))).isEmpty();
    }
  }

  @Test
  void phantomReplicasThatTheTargetDoesNotKnowDoNotPreventLowering() {
    settle();
    int before = host.desired(chat).total();

    for (int i = 201; i < 500; i++) {
      int live = host.desired(chat).total();
      Freshness phantoms = new Freshness(Duration.ofSeconds(1), live, 7, false, List.of());
      second(i, chat, Given.estimate(chat, Given.at(i), phantoms, 2, 2.0));
    }

    assertThat(host.desired(chat).total()).isLessThan(before);
  }

  @Test
  void anOutageOfMetricsLowersNothingHoweverLongItIs() {
    settle();
    Allocation before = host.desired(chat);
    for (int i = 201; i < 400; i++) {
      Freshness blind = Given.stale(Duration.ofSeconds(i - 200), before.total());
      second(i, chat, Given.estimate(chat, Given.at(i), blind, 0, 2.0));
    }
    for (int i = 400; i < 600; i++) {
      Freshness forgotten = new Freshness(LONG, 0, 0, false, List.of());
      second(i, chat, Given.estimate(chat, Given.at(i), forgotten, 0, 2.0));
    }

    assertThat(host.desired(chat)).isEqualTo(before);
  }

  @Test
  void estimatesThatStopLowerNothing() {
    settle();
    Allocation before = host.desired(chat);
    for (int i = 201; i < 900; i++) {
      host.at(i).tick();
      if (i % 7 == 0) {
        host.observed(chat, host.member(chat).generation(), Given.running("a", before.total()));
      }
    }

    assertThat(host.desired(chat)).isEqualTo(before);
  }

  @Test
  void aReplicaPendingForEverBlocksNothing() {
    host.declare(Given.declare(1, either));
    host.observed(either, Generation.NONE, Given.running("a", 1), Given.running("b", 0));
    int ready = 0;
    for (int i = 1; i < 900 && ready == 0; i++) {
      host.at(i);
      List<PlanEffect> effects = new ArrayList<>(host.estimate(both(i, 16)));
      effects.addAll(host.tick());
      PlanHost.command(effects)
          .ifPresent(command -> host.concluded(command, Outcome.Result.APPLIED));
      Allocation desired = host.desired(either);
      ready = desired.replicas("b");
      host.observed(
          either,
          host.member(either).generation(),
          Given.pending("a", Math.max(1, desired.replicas("a")), 1),
          Given.running("b", ready));
    }

    assertThat(ready).as("the other device type is tried").isPositive();
  }

  private Estimate both(double at, double rate) {
    return Given.estimate(
        either,
        Given.at(at),
        Given.fresh(Math.max(1, host.desired(either).total())),
        rate,
        2.0,
        2.0);
  }

  @Test
  void aShiftRaisesBeforeItLowersAndKeepsWhatServesUntilTheOtherIsReady() {
    host.declare(Given.declare(1, either));
    host.observed(either, Generation.NONE, Given.running("a", 0), Given.running("b", 4));
    for (int i = 1; i < 400; i++) {
      host.at(i);
      List<PlanEffect> effects = new ArrayList<>(host.estimate(both(i, 6)));
      effects.addAll(host.tick());
      PlanHost.command(effects)
          .ifPresent(
              command -> {
                assertThat(command.orders())
                    .extracting(Order::replicas)
                    .allMatch(replicas -> replicas >= 0);
                host.concluded(command, Outcome.Result.APPLIED);
              });
      assertThat(host.desired(either).replicas("b"))
          .as("what serves stays while the others start")
          .isEqualTo(4);
      host.observed(
          either,
          host.member(either).generation(),
          new PlacementStatus(
              "a",
              host.desired(either).replicas("a"),
              0,
              host.desired(either).replicas("a"),
              0,
              0,
              Optional.empty(),
              Optional.empty()),
          Given.running("b", 4));
    }
  }

  @Test
  void oneJitteredSampleNeitherStopsARaiseNorPinsALowering() {
    settle();
    int before = host.desired(chat).total();
    for (int i = 201; i < 420; i++) {
      double rate = i == 260 ? 20 : 4;
      second(i, chat, load(i, rate, host.desired(chat).total()));
    }
    int low = host.desired(chat).total();
    second(420, chat, load(420, 30, low));
    int once = host.desired(chat).total();
    second(421, chat, load(421, 4, once));
    second(422, chat, load(422, 30, once));

    assertThat(low).isLessThan(before);
    assertThat(host.desired(chat).total()).isGreaterThanOrEqualTo(once).isGreaterThan(low);
  }

  @Test
  void theStabilisationWindowHoldsEvenWhenWishesAlternateFast() {
    settle();
    second(201, chat, load(201, 34, 12));
    int high = host.desired(chat).total();
    for (int i = 0; i < 200; i++) {
      second(202 + i * 0.1, chat, load(202 + i * 0.1, i % 2 == 0 ? 10 : 14, high));
    }

    assertThat(host.desired(chat).total()).isEqualTo(high);
  }

  @Test
  void noCommandComesBeforeTheFirstObserved() {
    for (int i = 1; i < 100; i++) {
      assertThat(second(i, chat, load(i, 30, 3))).isEmpty();
    }
    host.observed(chat, Generation.NONE, Given.running("a", 1));

    assertThat(second(100, chat, load(100, 30, 1))).isPresent();
  }

  @Test
  void theGenerationGoesOnFromWhatTheTargetCarries() {
    host.observed(chat, new Generation(7, 40), Given.running("a", 1));

    Command command = second(1, chat, load(1, 30, 1)).orElseThrow();

    assertThat(command.generation()).isEqualTo(new Generation(7, 41));
  }

  @Test
  void beyondALimitWithStaleDataTheDecisionSaysSo() {
    settle();
    host.at(210);
    pool(Map.of("h100", 3));
    host.observed(chat, host.member(chat).generation(), Given.running("a", 12));

    List<PlanEffect> effects =
        host.estimate(
            Given.estimate(chat, host.now(), Given.stale(Duration.ofSeconds(20), 12), 20, 2.0));

    assertThat(PlanHost.decisions(effects))
        .singleElement()
        .isInstanceOfSatisfying(
            Decision.Hold.class,
            hold -> assertThat(hold.reason()).isEqualTo(HoldReason.OVER_LIMIT));
  }

  @Test
  void aMinimumThatCannotBeMetIsHeldWithItsNumbers() {
    Workload greedy = Given.service("chat", "main", Given.bounds(6, 30), chat.placements().get(0));
    host.declare(Given.declare(2, greedy));
    pool(Map.of("h100", 4));
    host.observed(chat, Generation.NONE, Given.running("a", 0));

    second(1, chat, load(1, 2, 1));

    Decision decision = Objects.requireNonNull(lastDecision());
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Hold.class,
            hold -> assertThat(hold.reason()).isEqualTo(HoldReason.INFEASIBLE));
    assertThat(decision.rationale().refusals()).anyMatch(text -> text.matches(".*\\d.*"));
  }

  @Test
  void aMinimumIsMetEvenWithoutDemand() {
    Workload two = Given.service("chat", "main", Given.bounds(2, 30), chat.placements().get(0));
    host.declare(Given.declare(2, two));
    host.observed(chat, Generation.NONE, Given.running("a", 0));

    for (int i = 1; i < 30; i++) {
      second(i, chat, load(i, 0, host.desired(chat).total()));
    }

    assertThat(host.desired(chat).total()).isGreaterThanOrEqualTo(2);
  }

  @Nullable
  private Decision lastDecision() {
    Decision last = null;
    for (Decision decision : PlanHost.decisions(host.runner.effects())) {
      last = decision;
    }
    return last;
  }

  @Test
  void aPoolThatShrinksIsSharedAndNotEmptied() {
    Workload second = Given.service("two", "main", Given.bounds(1, 30), chat.placements().get(0));
    host.declare(Given.declare(1, second));
    host.observed(chat, Generation.NONE, Given.running("a", 8));
    host.observed(second, Generation.NONE, Given.running("a", 8));
    host.at(1);
    pool(Map.of("h100", 8));

    for (int i = 2; i < 300; i++) {
      host.at(i);
      for (Workload workload : List.of(chat, second)) {
        int live = host.desired(workload).total();
        Estimate estimate = Given.estimate(workload, host.now(), Given.fresh(live), 9, 2.0);
        PlanHost.command(host.estimate(estimate)).ifPresent(c -> host.obey(workload, c));
      }
      for (PlanEffect effect : host.tick()) {
        if (effect instanceof PlanEffect.Issued(Command command)) {
          host.obey(command.workload().equals("two") ? second : chat, command);
        }
      }
      assertThat(host.desired(chat).total()).as("chat at %d", i).isPositive();
      assertThat(host.desired(second).total()).as("two at %d", i).isPositive();
    }
    assertThat(host.desired(chat).total() + host.desired(second).total()).isLessThanOrEqualTo(8);
    assertThat(host.invariants.commands()).allMatch(command -> command.to().total() > 0);
  }

  @Test
  void anAlertsFloorHoldsUntilItIsResolved() {
    settle();
    int before = host.desired(chat).total();
    host.at(201);
    PlanHost.command(host.alert(chat, true)).ifPresent(command -> host.obey(chat, command));
    int raised = host.desired(chat).total();
    for (int i = 202; i < 500; i++) {
      second(i, chat, load(i, 4, host.desired(chat).total()));
      assertThat(host.desired(chat).total()).isGreaterThanOrEqualTo(raised);
    }
    host.alert(chat, false);
    for (int i = 500; i < 800; i++) {
      second(i, chat, load(i, 4, host.desired(chat).total()));
    }

    assertThat(raised).isGreaterThanOrEqualTo((int) Math.ceil(1.25 * before));
    assertThat(host.desired(chat).total()).isLessThan(before);
  }

  @Test
  void anAlertThatIsNeverResolvedEndsWithItsHoldTime() {
    settle();
    host.at(201);
    PlanHost.command(host.alert(chat, true)).ifPresent(command -> host.obey(chat, command));
    int raised = host.desired(chat).total();
    for (int i = 202; i < 201 + 600 + 300; i++) {
      second(i, chat, load(i, 4, host.desired(chat).total()));
    }

    assertThat(host.desired(chat).total()).isLessThan(raised);
  }

  @Test
  void whileFrozenNothingChangesNotEvenForAnAlert() {
    settle();
    host.declare(new Declaration(2, new Declaration.Change.Freeze("*", "me")));
    host.at(201);

    assertThat(PlanHost.command(host.alert(chat, true))).isEmpty();
    for (int i = 202; i < 300; i++) {
      assertThat(second(i, chat, load(i, 50, 12))).isEmpty();
    }
  }

  @Test
  void aWorkloadThatMovedIsNotPlannedBeforeTheOldPoolLetsGo() {
    settle();
    Generation last = host.member(chat).generation();
    host.declare(Given.declare(2, Given.pool("next", Map.of("h100", 30))));
    Workload moved = Given.service("chat", "next", chat.bounds(), chat.placements().get(0));

    List<PlanEffect> effects = host.declare(Given.move(2, moved, "main"));

    Released released = released(effects);
    assertThat(released).isEqualTo(new Released("chat", "main", "next", last, 2));
    host.observed(moved, last, Given.running("a", 3));
    for (int i = 201; i < 230; i++) {
      host.at(i);
      assertThat(PlanHost.command(host.estimate(moved(moved, 30)))).isEmpty();
      assertThat(PlanHost.command(host.tick())).isEmpty();
    }
    host.accept(new PoolEvent.HandedOver(released));
    Command command = second(240, moved, moved(moved, 30)).orElseThrow();
    assertThat(command.generation()).isGreaterThan(last);
    assertThat(command.generation().counter()).isEqualTo(last.counter() + 1);
  }

  @Test
  void aReleaseThatComesBeforeTheDeclarationIsRemembered() {
    Workload moved = Given.service("late", "main", chat.bounds(), chat.placements().get(0));
    Generation last = new Generation(1, 9);
    host.accept(new PoolEvent.HandedOver(new Released("late", "old", "main", last)));
    host.runner.cut();
    host.declare(Given.move(2, moved, "old"));
    host.observed(moved, Generation.NONE, Given.running("a", 3));

    Command command = second(10, moved, moved(moved, 30)).orElseThrow();

    assertThat(command.generation().counter()).isEqualTo(10);
  }

  @Test
  void aReleaseOfAnEarlierMoveThatComesLateLetsNobodyPlan() {
    Workload moved = Given.service("late", "main", chat.bounds(), chat.placements().get(0));
    Released earlier = new Released("late", "old", "main", new Generation(1, 9), 2);
    host.declare(Given.declare(3, Given.pool("other", Map.of("h100", 30))));
    host.accept(new PoolEvent.HandedOver(earlier));
    host.declare(Given.move(4, moved, "other"));
    host.observed(moved, Generation.NONE, Given.running("a", 3));

    assertThat(second(10, moved, moved(moved, 30))).isEmpty();
    host.accept(new PoolEvent.HandedOver(earlier));
    assertThat(second(20, moved, moved(moved, 30))).isEmpty();

    host.accept(
        new PoolEvent.HandedOver(new Released("late", "other", "main", new Generation(1, 12), 4)));
    Command command = second(30, moved, moved(moved, 30)).orElseThrow();
    assertThat(command.generation().counter()).isEqualTo(13);
  }

  @Test
  void aCommandThatFailedMayBeTakenUntilItsLongestCallIsOver() {
    settle();
    Generation desired = host.member(chat).generation();
    Command command = PlanHost.command(host.alert(chat, true)).orElseThrow();
    host.concluded(command, Outcome.Result.FAILED);
    int more = host.member(chat).desired().total();
    host.at(220).tick();
    host.observed(chat, desired, Given.running("a", more));

    assertThat(ReportMerge.mayStillChange(host.member(chat))).isTrue();
    host.at(240).tick();
    host.observed(chat, desired, Given.running("a", more));
    assertThat(ReportMerge.mayStillChange(host.member(chat))).isFalse();
  }

  @Test
  void aPoolThatLostWhatItKnewOfAWorkloadLetsGoOfItAllTheSame() {
    host.declare(Given.declare(2, Given.pool("next", Map.of("h100", 30))));
    Workload moved = Given.service("late", "next", chat.bounds(), chat.placements().get(0));

    List<PlanEffect> effects = host.declare(Given.move(2, moved, "main"));

    assertThat(released(effects))
        .isEqualTo(new Released("late", "main", "next", Generation.NONE, 2));
    Workload others = Given.service("new", "next", chat.bounds(), chat.placements().get(0));
    assertThat(host.declare(Given.move(2, others, "another"))).isEmpty();
  }

  @Test
  void aSecondReleaseWithoutGenerationDoesNotHideTheFirst() {
    Workload moved = Given.service("late", "main", chat.bounds(), chat.placements().get(0));
    host.accept(
        new PoolEvent.HandedOver(new Released("late", "old", "main", new Generation(1, 9))));
    host.accept(new PoolEvent.HandedOver(new Released("late", "old", "main", Generation.NONE)));
    host.declare(Given.move(2, moved, "old"));
    host.observed(moved, Generation.NONE, Given.running("a", 3));

    Command command = second(10, moved, moved(moved, 30)).orElseThrow();

    assertThat(command.generation().counter()).isEqualTo(10);
  }

  private Estimate moved(Workload workload, double rate) {
    return Given.estimate(workload, host.now(), Given.fresh(3), rate, 2.0);
  }

  private static Released released(List<PlanEffect> effects) {
    for (PlanEffect effect : effects) {
      if (effect instanceof PlanEffect.LetGo(Released released)) {
        return released;
      }
    }
    throw new AssertionError("nothing was let go: " + effects);
  }
}
