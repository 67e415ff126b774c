package io.rheostat.core.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.core.stage.Given;
import io.rheostat.model.command.Generation;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.GuardNote;
import io.rheostat.model.decision.GuardStage;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.fleet.Allocation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Contents that tell one decision from the next.
class DecisionContentTest {
  private static final Allocation TWO = Allocation.of("big", 2);
  private static final Allocation THREE = Allocation.of("big", 3);
  private static final Generation FIRST = new Generation(1, 7);

  private static Rationale rationale(String observed, GuardStage... stages) {
    return new Rationale(
        observed,
        Optional.empty(),
        List.of(),
        Arrays.stream(stages).map(stage -> new GuardNote(stage, TWO, THREE, "why")).toList(),
        List.of());
  }

  private static Decision.Hold hold(Allocation held, HoldReason reason, Rationale rationale) {
    return new Decision.Hold("chat", "main", Given.START, held, reason, rationale);
  }

  private static Decision.Resize resize(Generation generation, Rationale rationale) {
    return new Decision.Resize("chat", "main", Given.START, TWO, THREE, generation, rationale);
  }

  @Test
  void beforeTheFirstDecisionThereIsNone() {
    assertThat(DecisionContent.NONE.kind()).isEqualTo(DecisionContent.Kind.NONE);
    assertThat(DecisionContent.of(hold(Allocation.NONE, HoldReason.BEST, rationale(""))))
        .isNotEqualTo(DecisionContent.NONE);
  }

  @Test
  void aHoldIsItsAllocationReasonAndGuards() {
    DecisionContent content =
        DecisionContent.of(
            hold(TWO, HoldReason.GUARDED, rationale("", GuardStage.RATE, GuardStage.QUOTA)));

    assertThat(content.kind()).isEqualTo(DecisionContent.Kind.HOLD);
    assertThat(content.desired()).isEqualTo(TWO);
    assertThat(content.reason()).contains(HoldReason.GUARDED);
    assertThat(content.guards()).containsExactly(GuardStage.RATE, GuardStage.QUOTA);
    assertThat(content.generation()).isEqualTo(Generation.NONE);
  }

  @Test
  void figuresThatAlwaysChangeAreNoDifference() {
    assertThat(DecisionContent.of(hold(TWO, HoldReason.BEST, rationale("8 req/s"))))
        .isEqualTo(DecisionContent.of(hold(TWO, HoldReason.BEST, rationale("9 req/s"))));
  }

  @Test
  void everyPartOfAHoldIsADifference() {
    DecisionContent content =
        DecisionContent.of(hold(TWO, HoldReason.BEST, rationale("", GuardStage.RATE)));

    assertThat(DecisionContent.of(hold(THREE, HoldReason.BEST, rationale("", GuardStage.RATE))))
        .isNotEqualTo(content);
    assertThat(DecisionContent.of(hold(TWO, HoldReason.FROZEN, rationale("", GuardStage.RATE))))
        .isNotEqualTo(content);
    assertThat(DecisionContent.of(hold(TWO, HoldReason.BEST, rationale("", GuardStage.CHURN))))
        .isNotEqualTo(content);
    assertThat(DecisionContent.of(hold(TWO, HoldReason.BEST, rationale("")))).isNotEqualTo(content);
  }

  @Test
  void aDecisionWithoutDataIsNoHold() {
    DecisionContent content =
        DecisionContent.of(
            new Decision.NoData(
                "chat",
                "main",
                Given.START,
                TWO,
                Duration.ofMinutes(2),
                Optional.of(HoldReason.BEST),
                rationale("")));

    assertThat(content.kind()).isEqualTo(DecisionContent.Kind.NO_DATA);
    assertThat(content.desired()).isEqualTo(TWO);
    assertThat(content.reason()).isEmpty();
  }

  @Test
  void aCommandIsItsGeneration() {
    DecisionContent content = DecisionContent.of(resize(FIRST, rationale("")));

    assertThat(content.kind()).isEqualTo(DecisionContent.Kind.RESIZE);
    assertThat(content.generation()).isEqualTo(FIRST);
    assertThat(content.desired()).isEqualTo(Allocation.NONE);
    assertThat(DecisionContent.of(resize(new Generation(1, 8), rationale(""))))
        .isNotEqualTo(content);
  }

  @Test
  void aProposalOfTheSameGenerationIsNoCommand() {
    DecisionContent content =
        DecisionContent.of(
            new Decision.Proposal(
                "chat",
                "main",
                Given.START,
                TWO,
                THREE,
                FIRST,
                Given.at(600),
                rationale("", GuardStage.RATE)));

    assertThat(content.kind()).isEqualTo(DecisionContent.Kind.PROPOSAL);
    assertThat(content.generation()).isEqualTo(FIRST);
    assertThat(content.guards()).containsExactly(GuardStage.RATE);
    assertThat(content).isNotEqualTo(DecisionContent.of(resize(FIRST, rationale(""))));
  }

  @Test
  void anAnswerToAPersonHasNoContent() {
    Decision.Request request =
        new Decision.Request(
            "chat",
            "main",
            Given.START,
            Decision.Asked.FREEZE,
            "ann",
            true,
            Rationale.of("frozen"));

    assertThatThrownBy(() -> DecisionContent.of(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no decision on an allocation");
  }
}
