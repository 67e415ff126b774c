package io.rheostat.core.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.capacity.EngineModel;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.signal.Signal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Believable growth of an engine that generates 128 tokens in 0.0356 s at best, for requests of
/// 500 tokens in and 100 out: 3595.5 tokens and 35.955 requests a second.
class EngineLimitsTest {
  private static final double TOKENS = 128 / 0.0356;
  private static final EngineModel MODEL =
      EngineModel.of(new EngineProfile(0.01, 0.0002, 0, 0.00005, 500_000, 128, 2048), 550, true);
  private static final EngineLimits KNOWN = EngineLimits.of(Optional.of(MODEL), 500, 100);
  private static final EngineLimits UNKNOWN = EngineLimits.of(Optional.empty(), 500, 100);

  private static void assertNear(double value, double expected) {
    assertThat(value).isCloseTo(expected, within(1e-6 * expected));
  }

  @Test
  void thePeakIsThatOfAFullBatch() {
    assertNear(KNOWN.tokensPerSecond(), TOKENS);
    assertNear(KNOWN.requestsPerSecond(), TOKENS / 100);
    assertThat(KNOWN.batch()).isEqualTo(128);
  }

  @Test
  void twiceThePeakAndTwentyRequestsAreLikely() {
    // In ten seconds 719.1 and 20.
    assertNear(KNOWN.likely(Signal.REQUESTS_FINISHED, 10_000), 20 * TOKENS / 100 + 20);
    assertNear(KNOWN.likely(Signal.TIME_TO_FIRST_TOKEN, 10_000), 739.1011236);
  }

  @Test
  void eightTimesThePeakAndAWholeBatchArePossible() {
    assertNear(KNOWN.possible(Signal.REQUESTS_FINISHED, 10_000), 80 * TOKENS / 100 + 148);
  }

  @Test
  void tokensAreCountedByRequestsOfTheirLength() {
    assertNear(KNOWN.likely(Signal.GENERATION_TOKENS, 1_000), 2 * TOKENS + 2_000);
    assertNear(KNOWN.possible(Signal.TIME_PER_OUTPUT_TOKEN, 1_000), 8 * TOKENS + 14_800);
  }

  @Test
  void onePromptMayBeVeryLong() {
    // 35.955 x 500 tokens a second twice, twenty requests of 500, and one prompt of 200,000.
    assertNear(KNOWN.likely(Signal.PROMPT_TOKENS, 1_000), 10 * TOKENS + 10_000 + 200_000);
    assertNear(KNOWN.possible(Signal.PROMPT_TOKENS, 0), 148 * 500 + 200_000);
  }

  @Test
  void anUnknownEngineIsFasterThanAny() {
    assertThat(UNKNOWN.likely(Signal.REQUESTS_FINISHED, 1_000)).isEqualTo(2_020);
    assertThat(UNKNOWN.possible(Signal.REQUESTS_FINISHED, 1_000)).isEqualTo(9_020);
    assertThat(UNKNOWN.likely(Signal.GENERATION_TOKENS, 1_000)).isEqualTo(2_002_000);
  }

  @Test
  void aGatewayPassesOnTenThousandASecond() {
    assertThat(KNOWN.likely(Signal.GATEWAY_REQUESTS, 2_000)).isEqualTo(40_020);
  }

  @Test
  void otherCountersGrowByAMillionASecond() {
    assertThat(KNOWN.likely(Signal.SAMPLES, 1_000)).isEqualTo(2_000_020);
    assertThat(KNOWN.likely(Signal.TIME_TO_FIRST_TOKEN_SUM, 500)).isEqualTo(1_000_020);
  }

  @Test
  void inNoTimeAFewRequestsAreLikely() {
    assertThat(KNOWN.likely(Signal.REQUESTS_FINISHED, 0)).isEqualTo(20);
    assertThat(KNOWN.likely(Signal.REQUESTS_FINISHED, -9_000)).isEqualTo(20);
    assertThat(KNOWN.possible(Signal.REQUESTS_FINISHED, -9_000)).isEqualTo(148);
  }

  @Test
  void requestsWithoutALengthCountAsOneToken() {
    EngineLimits limits = EngineLimits.of(Optional.of(MODEL), 0, 0);

    assertNear(limits.requestsPerSecond(), TOKENS);
    assertThat(limits.inputTokens()).isEqualTo(1);
  }

  @Test
  void whatIsLikelyIsPossible() {
    for (Signal signal : Signal.values()) {
      for (long millis = 0; millis < 100_000; millis += 7_000) {
        assertThat(KNOWN.likely(signal, millis)).isLessThan(KNOWN.possible(signal, millis));
      }
    }
  }
}
