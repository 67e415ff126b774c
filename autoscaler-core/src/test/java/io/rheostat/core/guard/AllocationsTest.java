package io.rheostat.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.fleet.Allocation;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Arithmetic on allocations of `a` and `b`.
class AllocationsTest {
  private static Allocation of(int a, int b) {
    return Allocation.of("a", a).with("b", b);
  }

  private static Predicate<Allocation> atMost(int total) {
    return allocation -> allocation.total() <= total;
  }

  @Test
  void commonReplicasAreTheFewerOfBoth() {
    assertThat(Allocations.common(of(3, 2), of(1, 5))).isEqualTo(of(1, 2));
    assertThat(Allocations.common(of(3, 0), of(0, 5))).isEqualTo(Allocation.NONE);
    assertThat(Allocations.common(of(1, 5), of(3, 2))).isEqualTo(of(1, 2));
  }

  @Test
  void oneSmallerPartIsADrop() {
    assertThat(Allocations.dropsAny(of(3, 2), of(3, 2))).isFalse();
    assertThat(Allocations.dropsAny(of(3, 2), of(9, 1))).isTrue();
    assertThat(Allocations.dropsAny(of(3, 2), of(2, 9))).isTrue();
    assertThat(Allocations.dropsAny(of(3, 2), of(4, 3))).isFalse();
    assertThat(Allocations.dropsAny(Allocation.NONE, of(1, 1))).isFalse();
  }

  @Test
  void oneLargerPartIsARaise() {
    assertThat(Allocations.raisesAny(of(3, 2), of(3, 2))).isFalse();
    assertThat(Allocations.raisesAny(of(3, 2), of(0, 3))).isTrue();
    assertThat(Allocations.raisesAny(of(3, 0), of(3, 1))).isTrue();
    assertThat(Allocations.raisesAny(of(3, 2), of(2, 2))).isFalse();
  }

  @Test
  void anAcceptedProposalStaysAsItIs() {
    assertThat(Allocations.reduceUntil(of(1, 0), of(5, 4), atMost(9))).isEqualTo(of(5, 4));
    assertThat(Allocations.lowerUntil(of(5, 4), atMost(9))).isEqualTo(of(5, 4));
  }

  /// From 1 x a, additions go in turns: a, b, a, b.
  @Test
  void additionsAreTakenBackEvenly() {
    assertThat(Allocations.reduceUntil(of(1, 0), of(5, 4), atMost(5))).isEqualTo(of(3, 2));
    assertThat(Allocations.reduceUntil(of(1, 0), of(5, 4), atMost(2))).isEqualTo(of(2, 0));
    assertThat(Allocations.reduceUntil(of(1, 3), of(5, 7), atMost(8))).isEqualTo(of(3, 5));
  }

  @Test
  void aSmallAdditionLeavesTheRestToTheOther() {
    assertThat(Allocations.reduceUntil(of(1, 1), of(2, 9), atMost(7))).isEqualTo(of(2, 5));
  }

  @Test
  void aRefusedPartKeepsNoOtherDown() {
    Predicate<Allocation> noB = allocation -> allocation.replicas("b") == 0;

    assertThat(Allocations.reduceUntil(of(1, 0), of(5, 4), noB)).isEqualTo(of(5, 0));
  }

  @Test
  void whatIsNeverAcceptedAddsNothingAndGivesBackAsProposed() {
    assertThat(Allocations.reduceUntil(of(1, 0), of(5, 4), atMost(-1))).isEqualTo(of(1, 0));
    assertThat(Allocations.reduceUntil(of(5, 2), of(3, 4), atMost(-1))).isEqualTo(of(3, 2));
  }

  @Test
  void loweringTakesFromTheLargestPart() {
    assertThat(Allocations.lowerUntil(of(5, 2), atMost(5))).isEqualTo(of(3, 2));
    assertThat(Allocations.lowerUntil(of(5, 2), atMost(3))).isEqualTo(of(2, 1));
    assertThat(Allocations.lowerUntil(of(1, 6), atMost(4))).isEqualTo(of(1, 3));
  }

  @Test
  void loweringTakesOnlyFromARefusedPart() {
    Predicate<Allocation> oneB = allocation -> allocation.replicas("b") <= 1;

    assertThat(Allocations.lowerUntil(of(5, 2), oneB)).isEqualTo(of(5, 1));
  }

  @Test
  void loweringEndsAtNothing() {
    assertThat(Allocations.lowerUntil(of(5, 2), atMost(0))).isEqualTo(Allocation.NONE);
    assertThat(Allocations.lowerUntil(of(5, 2), atMost(-1))).isEqualTo(Allocation.NONE);
  }

  @Test
  void loweringIsNeverMoreThanBeforeAndAlwaysAccepted() {
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      Allocation from = of(random.nextInt(9), random.nextInt(9));
      Predicate<Allocation> accepted = atMost(random.nextInt(12));
      Allocation to = Allocations.lowerUntil(from, accepted);

      assertThat(accepted.test(to)).isTrue();
      assertThat(Allocations.raisesAny(from, to)).isFalse();
      assertThat(Allocations.lowerUntil(to, accepted)).isEqualTo(to);
    }
  }
}
