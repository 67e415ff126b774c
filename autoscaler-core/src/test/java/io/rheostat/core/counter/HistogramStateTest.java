package io.rheostat.core.counter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Histograms put together from parts of pages, with bounds of 1, 2 and infinity.
class HistogramStateTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double[] BOUNDS = {1, 2, INF};

  /// Cumulative counts of a whole page.
  private static HistogramState page(HistogramState before, long at, double... counts) {
    return before.addAll(at, BOUNDS, counts, counts.length);
  }

  /// A first page as the baseline, and a second one gathered.
  private static HistogramState second() {
    return page(page(HistogramState.EMPTY, 1_000, 3, 5, 9), 2_000, 4, 7, 12);
  }

  @Test
  void aFirstHistogramIsOnlyABaseline() {
    HistogramState first = page(HistogramState.EMPTY, 1_000, 3, 5, 9);

    assertThat(first.isComplete()).isFalse();
    assertThat(first.bounds()).isEmpty();
    assertThat(first.pending()).containsExactly(3, 5, 9);
  }

  @Test
  void theNextOneIsComparedWithIt() {
    HistogramState state = second();

    assertThat(state.isComplete()).isTrue();
    assertThat(state.hasSameBounds()).isTrue();
    assertThat(state.line().values()).containsExactly(3, 5, 9);
    assertThat(state.line().at()).isEqualTo(1_000);
    assertThat(state.sample().values()).containsExactly(4, 7, 12);
    assertThat(state.sample().at()).isEqualTo(2_000);
  }

  @Test
  void onceSettledItIsTheNewBaseline() {
    HistogramState settled = second().settled();

    assertThat(settled.complete()).containsExactly(4, 7, 12);
    assertThat(settled.completeAt()).isEqualTo(2_000);
    assertThat(settled.isComplete()).isFalse();
    assertThat(page(settled, 2_000, 9, 9, 9)).isSameAs(settled);
    assertThat(page(settled, 1_500, 9, 9, 9)).isSameAs(settled);
  }

  @Test
  void theJudgeMayKeepOtherCounts() {
    HistogramState settled = second().settled(new double[] {3, 5, 9});

    assertThat(settled.complete()).containsExactly(3, 5, 9);
    assertThat(settled.completeAt()).isEqualTo(2_000);
  }

  @Test
  void partsOfOnePageAreGatheredInAnyOrder() {
    HistogramState baseline = second().settled();

    HistogramState two = baseline.add(3_000, INF, 20).add(3_000, 1, 6);
    HistogramState three = two.add(3_000, 2, 11);

    assertThat(two.isComplete()).isFalse();
    assertThat(three.isComplete()).isTrue();
    assertThat(three.pendingBounds()).containsExactly(1, 2, INF);
    assertThat(three.pending()).containsExactly(6, 11, 20);
  }

  @Test
  void aBucketThatComesTwiceCountsOnce() {
    HistogramState state = second().settled().add(3_000, 1, 6).add(3_000, 1, 99);

    assertThat(state.pending()).containsExactly(6);
  }

  @Test
  void aPartOfAnOlderPageIsDropped() {
    HistogramState state = second().settled().add(3_000, 1, 6);

    assertThat(state.add(2_500, 2, 8)).isSameAs(state);
  }

  @Test
  void aNewerPageGivesUpAnIncompleteOne() {
    HistogramState state = second().settled().add(3_000, 1, 6).add(4_000, 2, 12);

    assertThat(state.pendingBounds()).containsExactly(2);
    assertThat(state.misses()).isEqualTo(1);
    assertThat(state.complete()).containsExactly(4, 7, 12);
  }

  @Test
  void bucketsThatAreNotSortedAreSortedIn() {
    HistogramState state =
        second()
            .settled()
            .addAll(3_000, new double[] {2, 1, INF, 77}, new double[] {11, 6, 20, 77}, 3);

    assertThat(state.pendingBounds()).containsExactly(1, 2, INF);
    assertThat(state.pending()).containsExactly(6, 11, 20);
  }

  @Test
  void onlyTheGivenNumberOfBucketsIsRead() {
    HistogramState state =
        second()
            .settled()
            .addAll(3_000, new double[] {1, 2, INF, 77}, new double[] {6, 11, 20, 77}, 3);

    assertThat(state.pendingBounds()).containsExactly(1, 2, INF);
    assertThat(state.isComplete()).isTrue();
  }

  @Test
  void moreBoundsThanKnownAreCompleteButNotTheSame() {
    HistogramState state =
        second()
            .settled()
            .addAll(3_000, new double[] {1, 1.5, 2, INF}, new double[] {6, 8, 11, 20}, 4);

    assertThat(state.isComplete()).isTrue();
    assertThat(state.hasSameBounds()).isFalse();
    assertThat(state.settled().bounds()).containsExactly(1, 1.5, 2, INF);
  }

  @Test
  void asManyButOtherBoundsAreIncomplete() {
    HistogramState state =
        second().settled().addAll(3_000, new double[] {1, 3, INF}, new double[] {6, 11, 20}, 3);

    assertThat(state.isComplete()).isFalse();
  }

  @Test
  void thirdTimesOtherBoundsAreTheNewShape() {
    HistogramState state = second().settled();
    double[] other = {5, 10, INF};
    state = state.addAll(3_000, other, new double[] {1, 2, 3}, 3);
    state = state.addAll(4_000, other, new double[] {2, 4, 6}, 3);
    state = state.addAll(5_000, other, new double[] {3, 6, 9}, 3);
    assertThat(state.bounds()).containsExactly(1, 2, INF);
    assertThat(state.misses()).isEqualTo(2);

    state = state.addAll(6_000, other, new double[] {4, 8, 12}, 3);

    assertThat(state.bounds()).containsExactly(5, 10, INF);
    assertThat(state.complete()).containsExactly(3, 6, 9);
    assertThat(state.misses()).isZero();
    assertThat(state.isComplete()).isTrue();
  }

  @Test
  void aHistogramWithoutItsLastBucketIsNoBaseline() {
    HistogramState state =
        HistogramState.EMPTY
            .addAll(1_000, new double[] {1, 2}, new double[] {3, 5}, 2)
            .addAll(2_000, BOUNDS, new double[] {4, 7, 12}, 3);

    assertThat(state.bounds()).isEmpty();
    assertThat(state.misses()).isEqualTo(1);
  }

  @Test
  void theLastCountOfABoundIsThatOfTheBaseline() {
    HistogramState first = page(HistogramState.EMPTY, 1_000, 3, 5, 9);

    // While the first is gathered there is nothing before it; a newer page finds it.
    assertThat(first.last(1_000, 2)).isZero();
    assertThat(first.last(2_000, 2)).isEqualTo(5);
    assertThat(second().settled().last(3_000, 2)).isEqualTo(7);
    assertThat(second().settled().last(3_000, 1.7)).isZero();
  }
}
