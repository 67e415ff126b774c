package io.rheostat.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/// Step times of seven parameters, reckoned by hand.
final class ThroughputParametersTest {
  private static ThroughputParameters parameters(double overlap) {
    return new ThroughputParameters(1, 0.5, 4, 0.5, 2, 0.25, overlap);
  }

  @Test
  void aPassGrowsLinearlyWithTheLocalBatch() {
    assertThat(parameters(1).passSeconds(0)).isEqualTo(1);
    assertThat(parameters(1).passSeconds(4)).isEqualTo(3);
  }

  @Test
  void oneReplicaNeedsNoSynchronisation() {
    assertThat(parameters(1).syncSeconds(1, 1)).isZero();
    assertThat(parameters(2).stepSeconds(1, 1, 4, 0)).isEqualTo(3);
  }

  @Test
  void synchronisationGrowsBeyondTwoReplicas() {
    assertThat(parameters(1).syncSeconds(1, 2)).isEqualTo(2);
    assertThat(parameters(1).syncSeconds(1, 4)).isEqualTo(2.5);
  }

  @Test
  void synchronisationBetweenNodesHasParametersOfItsOwn() {
    assertThat(parameters(1).syncSeconds(2, 2)).isEqualTo(4);
    assertThat(parameters(1).syncSeconds(2, 8)).isEqualTo(7);
  }

  @Test
  void withoutOverlapPassAndSynchronisationAddUp() {
    assertThat(parameters(1).stepSeconds(2, 2, 4, 0)).isEqualTo(7);
  }

  /// A pass of 3 and synchronisation of 4 are sides of the triangle 3, 4, 5.
  @Test
  void anOverlapOfTwoIsTheHypotenuse() {
    assertThat(parameters(2).stepSeconds(2, 2, 4, 0)).isCloseTo(5, within(1e-12));
  }

  @Test
  void passesOfAccumulationAreAddedWithoutSynchronisation() {
    assertThat(parameters(2).stepSeconds(2, 2, 4, 3)).isCloseTo(3 * 3 + 5, within(1e-12));
    assertThat(parameters(2).stepSeconds(1, 1, 4, 2)).isEqualTo(9);
  }

  @Test
  void tinyTimesUnderAHighOverlapDoNotVanish() {
    ThroughputParameters tiny = new ThroughputParameters(1e-7, 0, 0, 0, 1e-7, 0, 10);

    assertThat(tiny.stepSeconds(1, 2, 1, 0)).isCloseTo(1e-7 * Math.pow(2, 0.1), within(1e-18));
  }

  /// The law of any power mean: not below the longer part, not above the sum of both.
  @Property
  void aStepLiesBetweenTheLongerPartAndTheSum(
      @ForAll @DoubleRange(min = 1e-4, max = 1e4) @Scale(4) double pass,
      @ForAll @DoubleRange(min = 1e-4, max = 1e4) @Scale(4) double sync,
      @ForAll @DoubleRange(min = 1, max = 10) @Scale(4) double overlap) {
    double step = new ThroughputParameters(pass, 0, sync, 0, 1, 0, overlap).stepSeconds(2, 2, 1, 0);

    double longer = Math.max(pass, sync);
    assertThat(step).isBetween(longer * (1 - 1e-12), (pass + sync) * (1 + 1e-12));
    double expected =
        longer * Math.pow(1 + Math.pow(Math.min(pass, sync) / longer, overlap), 1 / overlap);
    assertThat(step).isCloseTo(expected, within(1e-9 * expected));
  }
}
