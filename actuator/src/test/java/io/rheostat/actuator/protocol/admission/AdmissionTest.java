package io.rheostat.actuator.protocol.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.actuator.protocol.queue.DeclaredState;
import io.rheostat.actuator.protocol.queue.EndedGenerations;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class AdmissionTest {
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

  private Optional<String> owner = Optional.empty();
  private final Admission admission = new Admission();
  private final SortedMap<String, String> frozen = new TreeMap<>();
  private Pool pool =
      new Pool("east", new TreeMap<>(Map.of("big", 8, "small", 4)), OptionalDouble.empty(), 1, 1);
  private Bounds bounds = new Bounds(1, 6, OptionalDouble.empty());
  private Mode mode = Mode.ACT;
  private Instant now = START;

  @Test
  void a_raise_within_all_limits_is_admitted() {
    declare("chat", "rank");
    runs("chat", 1, 0);
    runs("rank", 2, 0);

    assertThat(judge(command("chat", 1, 5, 1))).isInstanceOf(AdmissionVerdict.Admitted.class);
  }

  @Test
  void what_others_were_asked_for_counts_until_it_is_seen() {
    declare("chat", "rank");
    runs("chat", 1, 0);
    runs("rank", 2, 0);
    Command first = command("chat", 1, 5, 0);
    admission.tried(first, first);

    assertThat(judge(command("rank", 1, 4, 0))).isInstanceOf(AdmissionVerdict.Refused.class);
    admission.answered(first, new Attempt.Refused("no"), now);
    now = now.plusSeconds(1);
    runs("chat", 1, 0);
    // An earlier call of it may still be under way.
    assertThat(judge(command("rank", 1, 4, 0))).isInstanceOf(AdmissionVerdict.Refused.class);
    now = now.plus(Command.LONGEST_CALL);
    runs("chat", 1, 0);

    assertThat(judge(command("rank", 1, 4, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
  }

  @Test
  void a_look_that_was_begun_before_the_answer_settles_nothing() {
    declare("chat", "rank");
    runs("chat", 1, 0);
    runs("rank", 2, 0);
    Command first = command("chat", 1, 5, 0);
    admission.tried(first, first);
    Instant begun = now;
    now = now.plusSeconds(1);
    admission.answered(first, new Attempt.Accepted("yes"), now);
    admission.observed(observed("chat", 1, 0, 0), begun);

    assertThat(judge(command("rank", 1, 4, 0))).isInstanceOf(AdmissionVerdict.Refused.class);
  }

  @Test
  void time_alone_settles_nothing_but_a_late_look_does() {
    declare("chat", "rank");
    runs("chat", 1, 0);
    runs("rank", 2, 0);
    admission.tried(command("chat", 1, 5, 0), command("chat", 1, 5, 0));
    now = now.plus(Duration.ofMinutes(10));

    assertThat(judge(command("rank", 1, 4, 0))).isInstanceOf(AdmissionVerdict.Refused.class);
    runs("chat", 1, 0);

    assertThat(judge(command("rank", 1, 4, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
  }

  @Test
  void what_drains_makes_no_room_yet() {
    declare("chat", "rank");
    runs("chat", 1, 0);
    admission.observed(observed("rank", 2, 0, 4), now);

    AdmissionVerdict verdict = judge(command("chat", 1, 4, 0));

    assertThat(verdict)
        .isEqualTo(
            new AdmissionVerdict.Waits("pool east has 8 big, and this could make it use 10"));
  }

  @Test
  void a_swap_with_no_room_for_both_lowers_first() {
    declare("chat");
    pool =
        new Pool("east", new TreeMap<>(Map.of("big", 8, "small", 4)), OptionalDouble.of(5), 1, 1);
    declare("chat");
    runs("chat", 2, 0);

    AdmissionVerdict verdict = judge(command("chat", 1, 0, 4));

    assertThat(verdict).isInstanceOf(AdmissionVerdict.Admitted.class);
    AdmissionVerdict.Admitted part = (AdmissionVerdict.Admitted) verdict;
    assertThat(part.command().orders()).extracting(Order::placement).containsExactly("on-big");
    assertThat(part.rest()).contains("$/h");
  }

  @Test
  void aSwapThatMayNotChangeYetLowersNothing() {
    pool =
        new Pool("east", new TreeMap<>(Map.of("big", 8, "small", 4)), OptionalDouble.of(5), 1, 1);
    bounds = bounds.withChurn(new Churn(1, Duration.ofMinutes(10)));
    declare("chat");
    runs("chat", 2, 0);
    admission.ended(
        "chat",
        EndedGenerations.NONE.with(new Generation(1, 1), Optional.of(now.minusSeconds(60))));

    assertThat(judge(command("chat", 2, 0, 4)))
        .isEqualTo(
            new AdmissionVerdict.Waits(
                "workload chat may change 1 times in PT10M and has changed 1 times"));
  }

  @Test
  void whatASwapGivesBackCountsForTheMinimumOfANeighbour() {
    bounds = new Bounds(1, 6, OptionalDouble.empty());
    pool =
        new Pool("east", new TreeMap<>(Map.of("big", 8, "small", 4)), OptionalDouble.of(7), 1, 1);
    declare("chat", "rank");
    runs("chat", 2, 0);
    runs("rank", 0, 0);

    AdmissionVerdict verdict = judge(command("chat", 1, 0, 4));

    assertThat(verdict).isInstanceOf(AdmissionVerdict.Admitted.class);
    assertThat(((AdmissionVerdict.Admitted) verdict).command().orders())
        .extracting(Order::placement)
        .containsExactly("on-big");
  }

  @Test
  void a_budget_is_not_rounded() {
    pool = new Pool("east", new TreeMap<>(Map.of("big", 8)), OptionalDouble.of(5.99), 1, 1);
    declare("chat");
    runs("chat", 1, 0);

    assertThat(judge(command("chat", 1, 2, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
    assertThat(judge(command("chat", 2, 3, 0)))
        .isEqualTo(
            new AdmissionVerdict.Refused(
                "pool east may cost 5.99 $/h, and this could make it 6 $/h"));
  }

  @Test
  void power_replicas_and_changes_are_limited_too() {
    pool = pool.withMaxWatts(1_400);
    bounds = bounds.withChurn(new Churn(1, Duration.ofMinutes(10)));
    declare("chat");
    runs("chat", 1, 0);

    assertThat(judge(command("chat", 1, 3, 0)))
        .isEqualTo(
            new AdmissionVerdict.Refused(
                "pool east may draw 1400 W, and this could make it 2100 W"));
    assertThat(judge(command("chat", 1, 0, 7))).isInstanceOf(AdmissionVerdict.Refused.class);
    Command allowed = command("chat", 1, 2, 0);
    admission.tried(allowed, allowed);
    admission.answered(allowed, new Attempt.Accepted("yes"), now);
    now = now.plusSeconds(1);
    runs("chat", 1, 0);
    assertThat(judge(command("chat", 2, 2, 0))).isInstanceOf(AdmissionVerdict.Waits.class);
    now = now.plus(Duration.ofMinutes(11));
    assertThat(judge(command("chat", 2, 2, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
  }

  @Test
  void changesOfAnEarlierLifeCountAgainstTheLimit() {
    bounds = bounds.withChurn(new Churn(1, Duration.ofMinutes(10)));
    declare("chat");
    runs("chat", 1, 0);
    admission.ended(
        "chat",
        EndedGenerations.NONE.with(new Generation(1, 1), Optional.of(now.minusSeconds(60))));

    assertThat(judge(command("chat", 2, 2, 0)))
        .isEqualTo(
            new AdmissionVerdict.Waits(
                "workload chat may change 1 times in PT10M and has changed 1 times"));
    // Another machine dated it: its clock may be 5 s behind.
    now = now.plus(Duration.ofMinutes(9)).plusSeconds(4);
    assertThat(judge(command("chat", 2, 2, 0))).isInstanceOf(AdmissionVerdict.Waits.class);
    now = now.plusSeconds(2);
    assertThat(judge(command("chat", 2, 2, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
  }

  @Test
  void whatACommandThatHasEndedNeverSentIsReservedNoMore() {
    declare("chat", "rank");
    runs("chat", 0, 4);
    runs("rank", 2, 0);
    Command swap = command("chat", 1, 5, 0);
    Command lowers =
        new Command(
            "chat",
            "east",
            swap.generation(),
            swap.to(),
            List.of(swap.orders().getLast()),
            swap.issuedAt(),
            swap.expiresAt());
    admission.tried(swap, lowers);
    assertThat(judge(command("rank", 1, 4, 0))).isInstanceOf(AdmissionVerdict.Refused.class);

    admission.concluded("chat", swap.generation());

    assertThat(judge(command("rank", 1, 4, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
    assertThat(admission.unsettled("chat"))
        .hasEntrySatisfying(
            swap.generation(),
            left -> assertThat(left.orders()).containsExactly(Map.entry("on-small", 0)));
  }

  @Test
  void aCommandThatAnEarlierLifeMayNeverHaveTriedIsOneMoreChange() {
    bounds = bounds.withChurn(new Churn(1, Duration.ofMinutes(10)));
    declare("chat");
    runs("chat", 1, 0);
    admission.ended(
        "chat",
        EndedGenerations.NONE.with(new Generation(1, 1), Optional.of(now.minusSeconds(60))));
    Command unread = command("chat", 2, 2, 0);
    admission.inherited(unread);

    assertThat(judge(unread)).isInstanceOf(AdmissionVerdict.Waits.class);
    now = now.plus(Duration.ofMinutes(10));
    assertThat(judge(unread)).isInstanceOf(AdmissionVerdict.Admitted.class);
    admission.tried(unread, unread);
    assertThat(judge(unread)).isInstanceOf(AdmissionVerdict.Admitted.class);
  }

  @Test
  void whatAnEarlierLifeLeftUnderWayCountsUntilALateLook() {
    declare("chat", "rank");
    Instant until = now.plusSeconds(20);
    EndedGenerations.Unsettled left =
        new EndedGenerations.Unsettled(new TreeMap<>(Map.of("on-big", 5)), until);
    admission.ended(
        "chat", EndedGenerations.NONE.with(new TreeMap<>(Map.of(new Generation(1, 1), left))));
    runs("chat", 1, 0);
    runs("rank", 2, 0);

    assertThat(judge(command("rank", 1, 4, 0))).isInstanceOf(AdmissionVerdict.Refused.class);
    now = until.plusSeconds(1);
    runs("chat", 1, 0);
    assertThat(judge(command("rank", 1, 4, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
  }

  @Test
  void aCommandThatGotNoAnswerMayTakeEffectUntilItsLastCallHasEnded() {
    bounds = bounds.withChurn(new Churn(1, Duration.ofMinutes(10)));
    declare("chat");
    runs("chat", 1, 0);
    Command silent = command("chat", 1, 2, 0);
    admission.tried(silent, silent);
    admission.answered(silent, new Attempt.Unreachable("silence"), now);
    now = silent.expiresAt().plusSeconds(29).plus(Duration.ofMinutes(10));
    runs("chat", 1, 0);

    assertThat(judge(command("chat", 2, 2, 0))).isInstanceOf(AdmissionVerdict.Waits.class);
    now = now.plusSeconds(2);
    assertThat(judge(command("chat", 2, 2, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
  }

  @Test
  void aCommandThatGotNoAnswerTakesNoEffectOnceItsTargetsTookALaterOne() {
    bounds = bounds.withChurn(new Churn(2, Duration.ofMinutes(10)));
    declare("chat");
    runs("chat", 1, 0);
    Instant taken = silentThenTaken(command("chat", 2, 1, 0));
    now = taken.plus(Duration.ofMinutes(10));
    runs("chat", 1, 0);

    assertThat(judge(command("chat", 3, 2, 0))).isInstanceOf(AdmissionVerdict.Waits.class);
    now = now.plusSeconds(1);
    assertThat(judge(command("chat", 3, 2, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
    assertThat(admission.changed("chat", new Generation(1, 1))).contains(taken);
  }

  @Test
  void aTargetThatTheLaterCommandLeftOutMayStillTakeTheSilentOne() {
    declare("chat");
    runs("chat", 1, 0);
    Command both = command("chat", 2, 1, 0);

    silentThenTaken(
        new Command(
            "chat",
            "east",
            both.generation(),
            both.to(),
            List.of(both.orders().getFirst()),
            both.issuedAt(),
            both.expiresAt()));

    assertThat(admission.changed("chat", new Generation(1, 1)))
        .contains(both.expiresAt().plus(Command.LONGEST_CALL));
  }

  /// Generation 1.1 gets no answer, and ten seconds later the other one is taken.
  private Instant silentThenTaken(Command later) {
    Command silent = command("chat", 1, 2, 0);
    admission.tried(silent, silent);
    admission.answered(silent, new Attempt.Unreachable("silence"), now);
    Instant taken = now.plusSeconds(10);
    admission.tried(later, later);
    admission.answered(later, new Attempt.Accepted("yes"), taken);
    return taken;
  }

  @Test
  void whatLeftTheDeclarationTakesItsDevicesUntilItIsSeenEmpty() {
    declare("chat", "rank");
    runs("chat", 1, 0);
    runs("rank", 6, 0);
    declare("chat");

    assertThat(judge(command("chat", 1, 2, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
    assertThat(judge(command("chat", 1, 3, 0))).isInstanceOf(AdmissionVerdict.Refused.class);
    admission.observed(observed("rank", 0, 0, 6), now);
    assertThat(judge(command("chat", 1, 3, 0))).isInstanceOf(AdmissionVerdict.Waits.class);
    now = now.plusSeconds(1);
    runs("rank", 0, 0);
    assertThat(judge(command("chat", 1, 3, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
  }

  @Test
  void whatLeftTheDeclarationIsOrderedAwayAndNeverRaised() {
    declare("chat", "rank");
    Workload rank = workload("rank");
    declare("chat");

    assertThat(judge(leaving(rank, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
    assertThat(judge(leaving(rank, 1))).isInstanceOf(AdmissionVerdict.Refused.class);
    assertThat(judge(command("rank", 1, 0, 0))).isInstanceOf(AdmissionVerdict.Refused.class);
    frozen.put("*", "ada");
    declare("chat");
    assertThat(judge(leaving(rank, 0))).isEqualTo(new AdmissionVerdict.Refused("frozen by ada"));
  }

  private Command leaving(Workload workload, int replicas) {
    Command command = command(workload.name(), 1, replicas, 0);
    return new Command(
        command.workload(),
        command.pool(),
        command.generation(),
        command.to(),
        command.orders(),
        command.issuedAt(),
        command.expiresAt(),
        workload.placements());
  }

  @Test
  void theJobsOfAnOwnerTogetherStayWithinItsQuota() {
    owner = Optional.of("research");
    pool =
        pool.withOwners(
            new TreeMap<>(Map.of("research", new Pool.Quota(1, new TreeMap<>(Map.of("big", 5))))));
    declare("chat", "rank");
    runs("chat", 2, 0);
    runs("rank", 2, 0);

    assertThat(judge(command("rank", 1, 3, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
    assertThat(judge(command("rank", 1, 4, 0)))
        .isEqualTo(
            new AdmissionVerdict.Refused(
                "owner research may have 5 big, and this could make them 6"));
    assertThat(judge(command("rank", 1, 2, 2))).isInstanceOf(AdmissionVerdict.Admitted.class);
    owner = Optional.of("nobody");
    declare("chat", "rank");
    assertThat(judge(command("rank", 1, 4, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
  }

  @Test
  void noRaiseTakesWhatANeighbourNeedsForItsMinimum() {
    bounds = new Bounds(1, 6, OptionalDouble.empty());
    declare("chat", "rank");
    runs("chat", 4, 0);
    runs("rank", 0, 0);
    pool = new Pool("east", new TreeMap<>(Map.of("big", 6)), OptionalDouble.empty(), 1, 1);
    declare("chat", "rank");

    assertThat(judge(command("chat", 1, 5, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
    assertThat(judge(command("chat", 1, 6, 0)))
        .isEqualTo(
            new AdmissionVerdict.Refused(
                "it would take what rank needs for its minimum of 1 replicas"));
    runs("rank", 1, 0);
    assertThat(judge(command("chat", 1, 5, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
  }

  @Test
  void aMinimumIsReservedInDollarsAndWattsToo() {
    pool = new Pool("east", new TreeMap<>(Map.of("big", 8)), OptionalDouble.of(12), 1, 1);
    declare("chat", "rank");
    runs("chat", 4, 0);
    runs("rank", 0, 0);
    assertThat(judge(command("chat", 1, 5, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
    assertThat(judge(command("chat", 1, 6, 0))).isInstanceOf(AdmissionVerdict.Refused.class);

    pool =
        new Pool("east", new TreeMap<>(Map.of("big", 8)), OptionalDouble.empty(), 1, 1)
            .withMaxWatts(4_200);
    declare("chat", "rank");
    assertThat(judge(command("chat", 1, 5, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
    assertThat(judge(command("chat", 1, 6, 0))).isInstanceOf(AdmissionVerdict.Refused.class);
  }

  @Test
  void aMinimumThatFitsNowhereAnywayHoldsUpNobody() {
    bounds = new Bounds(3, 8, OptionalDouble.empty());
    pool = new Pool("east", new TreeMap<>(Map.of("big", 6)), OptionalDouble.empty(), 1, 1);
    declare("chat", "rank");
    runs("chat", 4, 0);
    runs("rank", 0, 0);

    assertThat(judge(command("chat", 1, 5, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
  }

  @Test
  void aWorkloadComesToItsOwnMinimumBesideAnotherThatIsShort() {
    bounds = new Bounds(2, 8, OptionalDouble.empty());
    pool = new Pool("east", new TreeMap<>(Map.of("big", 2)), OptionalDouble.empty(), 1, 1);
    declare("chat", "rank");
    runs("chat", 0, 0);
    runs("rank", 0, 0);

    assertThat(judge(command("chat", 1, 2, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
  }

  @Test
  void aSilentTargetTakesWhatItWasLastSeenWith() {
    declare("chat", "rank");
    runs("chat", 1, 0);
    Observed seen = observed("rank", 6, 0, 0);
    PlacementLook silent =
        new PlacementLook(
            "on-big", Optional.of(now), Optional.empty(), Optional.of("connection refused"));
    admission.observed(
        new Observed(
            "rank",
            "east",
            now,
            Generation.NONE,
            seen.placements(),
            false,
            Optional.empty(),
            List.of(silent)),
        now);

    assertThat(judge(command("chat", 1, 2, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
    assertThat(judge(command("chat", 1, 3, 0))).isInstanceOf(AdmissionVerdict.Refused.class);
  }

  @Test
  void aLookAtOneTargetSettlesNothingOfACommandForAnother() {
    declare("chat", "rank");
    runs("chat", 1, 0);
    runs("rank", 2, 0);
    admission.tried(command("chat", 1, 5, 0), command("chat", 1, 5, 0));
    now = now.plus(Duration.ofMinutes(10));
    PlacementStatus small =
        new PlacementStatus("on-small", 0, 0, 0, 0, 0, Optional.empty(), Optional.empty());
    PlacementStatus big =
        new PlacementStatus("on-big", 1, 1, 0, 0, 0, Optional.empty(), Optional.empty());
    admission.observed(
        new Observed(
            "chat",
            "east",
            now,
            Generation.NONE,
            List.of(big, small),
            false,
            Optional.empty(),
            List.of(
                new PlacementLook(
                    "on-big", Optional.of(START), Optional.empty(), Optional.of("silence")),
                new PlacementLook(
                    "on-small", Optional.of(now), Optional.empty(), Optional.empty()))),
        now);

    assertThat(judge(command("rank", 1, 4, 0))).isInstanceOf(AdmissionVerdict.Refused.class);
  }

  @Test
  void lowering_is_admitted_even_beyond_a_limit_but_not_when_frozen() {
    pool = new Pool("east", new TreeMap<>(Map.of("big", 1)), OptionalDouble.of(1), 1, 1);
    declare("chat");
    runs("chat", 6, 0);

    assertThat(judge(command("chat", 1, 5, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
    frozen.put("*", "ada");
    declare("chat");
    assertThat(judge(command("chat", 1, 5, 0)))
        .isEqualTo(new AdmissionVerdict.Refused("frozen by ada"));
  }

  @Test
  void nothing_is_admitted_in_observe_mode_or_of_what_is_not_declared() {
    mode = Mode.OBSERVE;
    declare("chat");
    runs("chat", 2, 0);

    assertThat(judge(command("chat", 1, 1, 0))).isInstanceOf(AdmissionVerdict.Refused.class);
    assertThat(judge(command("ghost", 1, 1, 0))).isInstanceOf(AdmissionVerdict.Refused.class);
  }

  @Test
  void a_raise_waits_until_the_pool_was_seen_and_what_came_before_is_known() {
    declare("chat", "rank");
    runs("chat", 2, 0);

    assertThat(judge(command("chat", 1, 4, 0)))
        .isEqualTo(
            new AdmissionVerdict.Waits(
                "pool east has 8 big, and this could make it use 10; rank has not been seen yet"));
    assertThat(judge(command("chat", 1, 1, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
    runs("rank", 1, 0);
    assertThat(admission.judge(command("chat", 1, 4, 0), false, now))
        .isInstanceOf(AdmissionVerdict.Waits.class);
    assertThat(judge(command("chat", 1, 4, 0))).isInstanceOf(AdmissionVerdict.Admitted.class);
  }

  /// Targets may take any part of what was admitted, in order, whenever they like.
  @Property(tries = 1_000)
  void whatever_targets_make_of_admitted_commands_no_limit_is_exceeded(@ForAll long seed) {
    new AdmissionTest().limitsHold(seed);
  }

  private void limitsHold(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Pool.Quota six = new Pool.Quota(1, new TreeMap<>(Map.of("big", 6)));
    pool =
        new Pool("east", new TreeMap<>(Map.of("big", 8, "small", 4)), OptionalDouble.of(13), 1, 1)
            .withOwners(new TreeMap<>(Map.of("research", six)));
    boolean owned = random.nextBoolean();
    owner = owned ? Optional.of("research") : Optional.empty();
    declare("chat", "rank");
    Made chat = new Made();
    Made rank = new Made();
    for (int i = 1; i < 30; i++) {
      now = now.plusSeconds(1 + random.nextInt(10));
      Made made = random.nextBoolean() ? chat : rank;
      String name = made == chat ? "chat" : "rank";
      if (random.nextInt(3) == 0) {
        admission.observed(
            observed(name, made.big, made.small, made.drainingBig, made.drainingSmall), now);
      }
      Command command = command(name, i, random.nextInt(6), random.nextInt(5));
      if (judge(command) instanceof AdmissionVerdict.Admitted(Command part, String _)) {
        admission.tried(part, part);
        made.take(part, random);
      }
      if (random.nextInt(4) == 0) {
        made.drained();
      }
      assertThat(chat.bigs() + rank.bigs()).isLessThanOrEqualTo(owned ? 6 : 8);
      assertThat(chat.smalls() + rank.smalls()).isLessThanOrEqualTo(4);
      assertThat(2 * (chat.bigs() + rank.bigs()) + chat.smalls() + rank.smalls())
          .isLessThanOrEqualTo(13);
    }
  }

  /// Replicas that really run.
  private static final class Made {
    private int big;
    private int small;
    private int drainingBig;
    private int drainingSmall;

    void take(Command command, SplittableRandom random) {
      for (Order order : command.orders()) {
        if (random.nextInt(4) == 0) {
          return;
        }
        if (order.placement().equals("on-big")) {
          drainingBig += Math.max(0, big - order.replicas());
          big = order.replicas();
        } else {
          drainingSmall += Math.max(0, small - order.replicas());
          small = order.replicas();
        }
      }
    }

    void drained() {
      drainingBig = 0;
      drainingSmall = 0;
    }

    int bigs() {
      return big + drainingBig;
    }

    int smalls() {
      return small + drainingSmall;
    }
  }

  private AdmissionVerdict judge(Command command) {
    return admission.judge(command, true, now);
  }

  private void runs(String workload, int big, int small) {
    admission.observed(observed(workload, big, small, 0), now);
  }

  private void declare(String... names) {
    SortedMap<String, Workload> workloads = new TreeMap<>();
    for (String name : names) {
      workloads.put(name, workload(name));
    }
    SortedMap<String, Device> devices =
        new TreeMap<>(Map.of("big", device("big", 2), "small", device("small", 1)));
    Fleet fleet = new Fleet(devices, new TreeMap<>(Map.of("east", pool)), workloads);
    admission.declared(new DeclaredState(fleet, frozen));
  }

  private static Device device(String name, double usd) {
    return new Device(name, 1e9, 1e9, 1e9, new CostRates(0, usd, 0, 0)).withWatts(700);
  }

  private Workload workload(String name) {
    return new Workload(
        name,
        "east",
        owner.<Objective>map(AdmissionTest::trainingFor).orElse(new Objective.Profiled(1)),
        Optional.empty(),
        List.of(placement("big"), placement("small")),
        bounds,
        List.of(),
        List.of(),
        mode);
  }

  private static Objective trainingFor(String owner) {
    return new Objective.Training(1e6, 8, 8, 0, Optional.empty(), 0)
        .with(new ElasticTraining(2, BatchRange.fixedPerReplica(8, 8)).ownedBy(owner));
  }

  private static Placement placement(String device) {
    return new Placement(
        "on-" + device,
        device,
        1,
        1,
        List.of(),
        0,
        0,
        Duration.ZERO,
        OptionalDouble.of(1),
        Optional.empty(),
        Optional.empty(),
        Target.OBSERVE);
  }

  private Command command(String workload, int counter, int big, int small) {
    return new Command(
        workload,
        "east",
        new Generation(1, counter),
        Allocation.NONE,
        List.of(
            new Order("on-big", Target.OBSERVE, big), new Order("on-small", Target.OBSERVE, small)),
        now,
        now.plusSeconds(60));
  }

  private Observed observed(String workload, int big, int small, int drainingBig) {
    return observed(workload, big, small, drainingBig, 0);
  }

  private Observed observed(
      String workload, int big, int small, int drainingBig, int drainingSmall) {
    return new Observed(
        workload,
        "east",
        now,
        Generation.NONE,
        List.of(status("on-big", big, drainingBig), status("on-small", small, drainingSmall)),
        false,
        Optional.empty());
  }

  private static PlacementStatus status(String placement, int replicas, int draining) {
    return new PlacementStatus(
        placement, replicas, replicas, 0, draining, 0, Optional.empty(), Optional.empty());
  }
}
