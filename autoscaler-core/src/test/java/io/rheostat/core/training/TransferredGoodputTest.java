package io.rheostat.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Goodput on an unseen type: the known one's on its own nodes, times the ratio.
final class TransferredGoodputTest {
  /// Digits that show each argument.
  private static final BatchGoodput KNOWN =
      (nodes, replicas, local, accumulation) ->
          nodes * 1_000 + replicas * 100 + local * 10 + accumulation;

  @Test
  void nodesAreThoseOfTheKnownType() {
    TransferredGoodput goodput = new TransferredGoodput(KNOWN, 4, 1);

    // Eight replicas on one node of eight fill two nodes of four.
    assertThat(goodput.samplesPerSecond(1, 8, 3, 2)).isEqualTo(2_832);
    assertThat(goodput.samplesPerSecond(1, 4, 3, 2)).isEqualTo(1_432);
    assertThat(goodput.samplesPerSecond(1, 5, 3, 2)).isEqualTo(2_532);
  }

  @Test
  void theRatioScalesTheKnownGoodput() {
    assertThat(new TransferredGoodput(KNOWN, 8, 2.5).samplesPerSecond(2, 8, 3, 0))
        .isEqualTo(1_830 * 2.5);
  }
}
