package io.rheostat.core.solve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Best of several offered choices.
class BestChoiceTest {
  private final BestChoice best = new BestChoice(2);

  @Test
  void beforeAnOfferNothingIsFound() {
    assertThat(best.isFound()).isFalse();
    assertThat(best.total()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void aLossIsFoundToo() {
    best.offer(new int[] {0, 1}, -7);

    assertThat(best.isFound()).isTrue();
    assertThat(best.total()).isEqualTo(-7);
    assertThat(best.of(1)).isEqualTo(1);
  }

  @Test
  void onlyABetterOneTakesItsPlace() {
    best.offer(new int[] {1, 1}, 5);
    best.offer(new int[] {2, 2}, 4);
    best.offer(new int[] {3, 3}, 5 + 1e-10); // within the tolerance

    assertThat(best.of(0)).isEqualTo(1);

    best.offer(new int[] {4, 4}, 5.1);
    assertThat(best.of(0)).isEqualTo(4);
    assertThat(best.total()).isEqualTo(5.1);
  }

  @Test
  void laterChangesOfAnOfferDoNotCount() {
    int[] offered = {1, 2};
    best.offer(offered, 5);
    offered[0] = 9;

    assertThat(best.of(0)).isEqualTo(1);
  }
}
