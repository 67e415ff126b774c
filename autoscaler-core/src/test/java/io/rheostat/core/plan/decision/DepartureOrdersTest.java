package io.rheostat.core.plan.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.member.MemberCommands;
import io.rheostat.core.member.MemberDeclaration;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.pool.PoolRoot;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Moment;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.resource.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Orders to nothing for `old`, which is declared no longer and still runs three replicas, while
/// `big` serves 12 requests a second with 10 of capacity each.
class DepartureOrdersTest {
  private static final Workload CHAT =
      Given.service("chat", "main", Given.bounds(1, 9), Given.placement("big", "h100"));
  private static final Placement OLD = Given.placement("old", "h100");
  private static final Instant NOW = Given.at(100);

  private Workload workload = CHAT;
  private int ready = 2;
  private Optional<Instant> orderedAt = Optional.empty();
  private Optional<PlacementStatus> old = Optional.of(Given.running("old", 3));
  private Catalogue catalogue =
      Given.catalogue(Given.pool("main", Map.of("h100", 20)), Given.device("h100", 4));

  private MemberDraft draft() {
    List<PlacementStatus> statuses = new ArrayList<>(List.of(Given.running("big", ready)));
    old.ifPresent(statuses::add);
    MemberState reported =
        Given.reported(
            Given.member(workload, Allocation.of("big", ready)),
            NOW,
            statuses.toArray(PlacementStatus[]::new));
    MemberDraft draft =
        MemberDraft.of(
            Given.estimated(
                reported,
                Given.estimate(
                    workload,
                    NOW,
                    Given.fresh(ready),
                    Given.measure(Given.demand(12), Given.capacity("big", 10)))));
    draft.leaving = List.of(new MemberDeclaration.Leaving(OLD, 3, Given.START, orderedAt));
    return draft;
  }

  private boolean isDue() {
    return isDue(draft().build());
  }

  private boolean isDue(MemberState member) {
    PoolState pool = new PoolState(PoolRoot.of("main"), new TreeMap<>()).with(member);
    return DepartureOrders.isDue(
        PlanningInput.of(
            new PoolResources("main", catalogue), pool, member, new Moment(NOW, catalogue)));
  }

  @Test
  void theyAreDueOnceTheDeclaredOnesServeTheDemand() {
    assertThat(isDue()).isTrue();
    ready = 1;
    assertThat(isDue()).isFalse();
  }

  @Test
  void theMinimumMustBeReadyAsWell() {
    workload = Given.service("chat", "main", Given.bounds(3, 9), Given.placement("big", "h100"));
    assertThat(isDue()).isFalse();

    ready = 3;
    assertThat(isDue()).isTrue();
  }

  @Test
  void anOrderIsRepeatedAfterAMinute() {
    orderedAt = Optional.of(Given.at(40.001));
    assertThat(isDue()).isFalse();

    orderedAt = Optional.of(Given.at(40));
    assertThat(isDue()).isTrue();
  }

  @Test
  void aTargetThatTookTheOrderIsNotAskedAgain() {
    old =
        Optional.of(new PlacementStatus("old", 0, 1, 0, 2, 0, Optional.empty(), Optional.empty()));
    assertThat(isDue()).isFalse();

    old = Optional.empty();
    assertThat(isDue()).isTrue();
  }

  @Test
  void withoutALeavingPlacementNothingIsDue() {
    MemberDraft draft = draft();
    draft.leaving = List.of();

    assertThat(isDue(draft.build())).isFalse();
  }

  @Test
  void aCommandUnderWayOrARecentFailureComesFirst() {
    MemberDraft busy = draft();
    busy.inFlight =
        Optional.of(
            new MemberCommands.InFlight(
                new Generation(1, 1),
                Allocation.of("big", 2),
                Given.at(200),
                Allocation.of("big", 2),
                List.of("big")));
    MemberDraft failed = draft();
    failed.retryAt = Given.at(100.001);
    MemberDraft again = draft();
    again.retryAt = NOW;

    assertThat(isDue(busy.build())).isFalse();
    assertThat(isDue(failed.build())).isFalse();
    assertThat(isDue(again.build())).isTrue();
  }

  @Test
  void onlyAWorkloadThatActsIsOrdered() {
    workload = CHAT.with(Mode.APPROVE);
    assertThat(isDue()).isFalse();

    workload = CHAT;
    catalogue = catalogue.apply(new Declaration(2, new Declaration.Change.Freeze("*", "ann")));
    assertThat(isDue()).isFalse();
  }

  @Test
  void anOrderIsNotedWithItsTime() {
    List<MemberDeclaration.Leaving> ordered =
        DepartureOrders.ordered(draft().build().leaving(), NOW);

    assertThat(ordered)
        .containsExactly(new MemberDeclaration.Leaving(OLD, 3, Given.START, Optional.of(NOW)));
  }
}
