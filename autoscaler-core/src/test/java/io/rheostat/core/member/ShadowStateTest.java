package io.rheostat.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.stage.Given;
import io.rheostat.model.decision.Savings;
import io.rheostat.model.fleet.Allocation;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Imagined replicas that serve once their start has passed.
class ShadowStateTest {
  private static ShadowState shadow(ShadowState.Rise... rises) {
    return new ShadowState(
        Allocation.of("big", 5).with("small", 2),
        List.of(rises),
        0,
        List.of(),
        Savings.since(Given.START),
        Given.START);
  }

  @Test
  void aShadowBeginsWithWhatRuns() {
    ShadowState shadow = ShadowState.of(Allocation.of("big", 3), Given.at(7));

    assertThat(shadow.ready(Given.at(7))).isEqualTo(Allocation.of("big", 3));
    assertThat(shadow.steps()).isZero();
    assertThat(shadow.talliedAt()).isEqualTo(Given.at(7));
    assertThat(shadow.savings().since()).isEqualTo(Given.at(7));
  }

  @Test
  void risesServeFromTheirTimeOn() {
    ShadowState shadow =
        shadow(
            new ShadowState.Rise("big", 2, Given.at(10)),
            new ShadowState.Rise("big", 1, Given.at(20)),
            new ShadowState.Rise("small", 2, Given.at(20)));

    assertThat(shadow.ready(Given.at(9.999))).isEqualTo(Allocation.of("big", 2));
    assertThat(shadow.ready(Given.at(10))).isEqualTo(Allocation.of("big", 4));
    assertThat(shadow.ready(Given.at(20))).isEqualTo(shadow.desired());
  }

  @Test
  void noLessThanNothingServes() {
    assertThat(shadow(new ShadowState.Rise("big", 9, Given.at(10))).ready(Given.START))
        .isEqualTo(Allocation.of("small", 2));
  }

  @Test
  void addedSavingsLeaveTheReplicasAlone() {
    Savings savings = new Savings(Given.START, 10, 3, 2, 0, 0, 0);
    ShadowState after = shadow().with(savings, Given.at(10));

    assertThat(after.savings()).isEqualTo(savings);
    assertThat(after.talliedAt()).isEqualTo(Given.at(10));
    assertThat(after.desired()).isEqualTo(shadow().desired());
  }
}
