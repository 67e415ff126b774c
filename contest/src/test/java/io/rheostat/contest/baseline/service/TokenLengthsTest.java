package io.rheostat.contest.baseline.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.baseline.ServiceViews;
import io.rheostat.simulator.engine.ReplicaView;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenLengthsTest {
  private static final TokenLengths.Mean DECLARED = new TokenLengths.Mean(4000, 1000);

  @Test
  void whatIsDeclaredHoldsUntilTenRequestsHaveFinished() {
    TokenLengths lengths = new TokenLengths(DECLARED);
    assertThat(lengths.mean()).isEqualTo(DECLARED);
    lengths.add(ServiceViews.at(0), List.of(replica("a", 0)));
    lengths.add(ServiceViews.at(15), List.of(replica("a", 9)));
    assertThat(lengths.mean()).isEqualTo(DECLARED);

    lengths.add(ServiceViews.at(30), List.of(replica("a", 10)));

    assertThat(lengths.mean()).isEqualTo(new TokenLengths.Mean(200, 50));
    assertThat(lengths.mean().context()).isEqualTo(225);
  }

  @Test
  void replicasThatComeAndGoTakeNothingBack() {
    TokenLengths lengths = new TokenLengths(DECLARED);
    lengths.add(ServiceViews.at(0), List.of(replica("a", 1000)));
    lengths.add(ServiceViews.at(15), List.of(replica("a", 1010), replica("b", 10)));
    lengths.add(ServiceViews.at(30), List.of(replica("b", 20)));

    assertThat(lengths.mean()).isEqualTo(new TokenLengths.Mean(200, 50));
  }

  @Test
  void whatIsOlderThanFiveMinutesIsForgotten() {
    TokenLengths lengths = new TokenLengths(DECLARED);
    lengths.add(ServiceViews.at(0), List.of(replica("a", 0)));
    lengths.add(ServiceViews.at(15), List.of(replica("a", 500)));

    lengths.add(ServiceViews.at(316), List.of(replica("a", 500)));

    assertThat(lengths.mean()).isEqualTo(DECLARED);
  }

  /// One that has finished so many requests of 200 tokens in and 50 out.
  private static ReplicaView replica(String name, long finished) {
    return new ReplicaView(
        name,
        "h100",
        false,
        0,
        0,
        0,
        100_000,
        0,
        200 * finished,
        50 * finished,
        finished,
        ServiceViews.EMPTY,
        ServiceViews.EMPTY,
        new ReplicaView.Iteration(0, 0, 0, 0));
  }
}
