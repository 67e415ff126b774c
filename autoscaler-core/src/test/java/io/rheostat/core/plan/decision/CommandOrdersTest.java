package io.rheostat.core.plan.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.member.MemberCommands;
import io.rheostat.core.member.MemberDeclaration;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.stage.Given;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Orders of a command for a service of two replicas on `big` and three on `small`.
class CommandOrdersTest {
  private static final Workload CHAT =
      Given.service(
          "chat",
          "main",
          Given.bounds(0, 9),
          Given.placement("big", "h100"),
          Given.placement("small", "l40s"));
  private static final Generation NEXT = new Generation(3, 8);
  private static final Placement OLD = Given.placement("old", "a100");

  private static Allocation mix(int big, int small) {
    return Allocation.of("big", big).with("small", small);
  }

  private static MemberState member() {
    return Given.reported(
        Given.member(CHAT, mix(2, 3)),
        Given.START,
        Given.running("big", 2),
        Given.running("small", 3));
  }

  private static MemberState leaving() {
    MemberDraft draft = MemberDraft.of(member());
    draft.leaving = List.of(new MemberDeclaration.Leaving(OLD, 4, Given.START, Optional.empty()));
    return draft.build();
  }

  private static Command command(MemberState member, Allocation to, boolean leaves) {
    return new CommandOrders("main", member, Given.START).command(to, NEXT, leaves);
  }

  private static List<String> orders(MemberState member, Allocation to) {
    return command(member, to, false).orders().stream()
        .map(order -> order.placement() + " " + order.replicas())
        .toList();
  }

  @Test
  void onlyAPlacementThatChangesIsOrdered() {
    assertThat(orders(member(), mix(4, 3))).containsExactly("big 4");
    assertThat(orders(member(), mix(2, 1))).containsExactly("small 1");
    assertThat(orders(member(), mix(2, 3))).isEmpty();
  }

  @Test
  void raisesAreOrderedBeforeScaleDowns() {
    assertThat(orders(member(), mix(1, 5))).containsExactly("small 5", "big 1");
    assertThat(orders(member(), mix(4, 0))).containsExactly("big 4", "small 0");
  }

  @Test
  void aCommandLivesForAMinuteAndNamesItsGeneration() {
    Command command = command(member(), mix(4, 3), false);

    assertThat(command.workload()).isEqualTo("chat");
    assertThat(command.pool()).isEqualTo("main");
    assertThat(command.generation()).isEqualTo(NEXT);
    assertThat(command.to()).isEqualTo(mix(4, 3));
    assertThat(command.issuedAt()).isEqualTo(Given.START);
    assertThat(command.expiresAt()).isEqualTo(Given.at(60));
  }

  @Test
  void whatACommandUnderWayOrderedIsOrderedAgain() {
    MemberDraft draft = MemberDraft.of(member());
    draft.inFlight =
        Optional.of(
            new MemberCommands.InFlight(
                NEXT, mix(2, 3), Given.at(120), mix(2, 3), List.of("small")));

    assertThat(orders(draft.build(), mix(4, 3))).containsExactly("big 4", "small 3");
  }

  @Test
  void whatABadlyEndedCommandMayHaveChangedIsOrderedAgain() {
    MemberDraft draft = MemberDraft.of(member());
    draft.settled =
        Optional.of(
            new MemberCommands.Settled(NEXT, List.of("small"), false, Given.START, Given.START));
    assertThat(orders(draft.build(), mix(4, 3))).containsExactly("big 4");

    draft.doubt = Optional.of(new MemberCommands.Doubt(mix(2, 9), Given.START));
    assertThat(orders(draft.build(), mix(4, 3))).containsExactly("big 4", "small 3");
  }

  @Test
  void aTargetThatWasNeverSeenOrSaysOtherwiseIsOrdered() {
    assertThat(orders(Given.member(CHAT, mix(2, 3)), mix(2, 3)))
        .containsExactly("big 2", "small 3");
    MemberState other =
        Given.reported(
            Given.member(CHAT, mix(2, 3)),
            Given.START,
            Given.running("big", 2),
            Given.running("small", 1));
    assertThat(orders(other, mix(2, 3))).containsExactly("small 3");
  }

  @Test
  void aSilentTargetWithoutAChangeIsLeftAlone() {
    MemberDraft draft = MemberDraft.of(member());
    PlacementLook silent =
        new PlacementLook("small", Optional.empty(), Optional.empty(), Optional.of("refused"));
    draft.observed =
        Optional.of(
            new Observed(
                "chat",
                "main",
                Given.START,
                NEXT,
                List.of(Given.running("big", 2)),
                false,
                Optional.empty(),
                List.of(silent)));

    assertThat(orders(draft.build(), mix(4, 3))).containsExactly("big 4");
    assertThat(orders(draft.build(), mix(4, 2))).containsExactly("big 4", "small 2");
  }

  @Test
  void placementsNoLongerDeclaredAreOrderedToNothingLast() {
    Command command = command(leaving(), mix(4, 3), true);

    assertThat(command.orders())
        .extracting(order -> order.placement() + " " + order.replicas())
        .containsExactly("big 4", "old 0");
    assertThat(command.leaving()).containsExactly(OLD);
  }

  @Test
  void theyAreLeftAloneUntilTheyAreDue() {
    assertThat(command(leaving(), mix(4, 3), false).leaving()).isEmpty();
    assertThat(orders(leaving(), mix(4, 3))).containsExactly("big 4");
  }

  @Test
  void whatRunsThereIsKnown() {
    assertThat(new CommandOrders("main", leaving(), Given.START).leavingReplicas())
        .isEqualTo(Allocation.of("old", 4));
    assertThat(new CommandOrders("main", member(), Given.START).leavingReplicas())
        .isEqualTo(Allocation.NONE);
  }
}
