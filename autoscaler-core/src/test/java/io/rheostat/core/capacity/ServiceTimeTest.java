package io.rheostat.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.model.fleet.Slo;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Highest rates where one condition alone binds, with the others far away.
class ServiceTimeTest {
  private static final double TINY = 1e-12;

  private static Slo slo(double ttft, double tpot) {
    return new Slo(
        Duration.ofNanos(Math.round(ttft * 1e9)), Duration.ofNanos(Math.round(tpot * 1e9)), 0.99);
  }

  private static ServiceTime.BatchLimits limits(double kvTokens, int sequences, int chunk) {
    return new ServiceTime.BatchLimits(kvTokens, sequences, chunk);
  }

  /// An iteration takes 8.5 ms and 1 ms a sequence; a request generates 100 tokens.
  private static final ServiceTime DECODING = new ServiceTime(0.0085, 0.001, TINY, 950, 100, 1);

  /// A prompt takes 0.1 s of reading; an iteration takes 10 ms.
  private static ServiceTime reading(int replicas) {
    return new ServiceTime(0.01, TINY, 0.0001, 1000, 100, replicas);
  }

  @Test
  void timePerTokenBindsAtFifteenPercentBelowItsLimit() {
    // 8.5 ms / (1 - 0.1 λ) reach 85 of 100 ms at λ = 9. The batch is then 76.5.
    assertThat(DECODING.highestRate(slo(10, 0.1), limits(1e9, 1000, 2048)))
        .isCloseTo(9, within(1e-6));
  }

  /// b + 2.326 √(2b) = 73 at b = 49.79 sequences on average. b = 100 λ · 0.0085 / (1 - 0.1 λ), so λ
  /// = b / (0.85 + 0.1 b).
  @Test
  void theBatchBindsWithRoomForItsSpread() {
    assertThat(DECODING.highestRate(slo(10, 0.1), limits(1e9, 73, 2048)))
        .isCloseTo(49.789 / 5.8289, within(1e-3));
  }

  @Test
  void theCacheBindsAtTheMeanContextOfItsSequences() {
    // A sequence holds its prompt and half of its answer, 1000 tokens: 73,000 hold 73 of them.
    assertThat(DECODING.highestRate(slo(10, 0.1), limits(73_000, 1000, 2048)))
        .isCloseTo(49.789 / 5.8289, within(1e-3));
  }

  /// 100 tokens in 50 ms each leave 5 s, of which 1 s is decoding. λ prompts a second of 0.1 s each
  /// take 0.5 λ of the rest, and 2.326 · 0.1 √(10 λ) = 0.7355 √λ at worst: √λ = 2.187.
  @Test
  void promptsReadMeanwhileLeaveTimeToDecode() {
    assertThat(reading(1).highestRate(slo(100, 0.05), limits(1e9, 1000, 2048)))
        .isCloseTo(4.783, within(2e-3));
  }

  @Test
  void behindARouterFourReplicasHalveTheSpread() {
    // 0.5 λ + 0.3678 √λ = 4: √λ = 2.4845.
    assertThat(reading(4).highestRate(slo(100, 0.05), limits(1e9, 1000, 2048)))
        .isCloseTo(6.173, within(2e-3));
  }

  /// A prompt takes 0.11 s to its first token, and 1.5 times that where it is long: 0.2 of 0.365 s
  /// are left to wait. A load x = 0.11 λ waits 0.11 / (1 - x) · ln(20 x) s: 0.2 s at x = 0.2102.
  @Test
  void waitingForEarlierPromptsBindsTheFirstToken() {
    assertThat(reading(1).highestRate(slo(0.365, 10), limits(1e9, 100_000, 2048)))
        .isCloseTo(0.2102 / 0.11, within(3e-3));
  }

  @Test
  void twoReplicasHalveTheWait() {
    // ln(20 x) / (1 - x) = 3.636 at x = 0.4308: ln 8.616 = 2.1536, over 0.5692 = 3.784; at 0.42:
    // 2.1282 / 0.58 = 3.669; at 0.417: 2.1211 / 0.583 = 3.638.
    assertThat(reading(2).highestRate(slo(0.365, 10), limits(1e9, 100_000, 2048)))
        .isCloseTo(0.417 / 0.11, within(5e-3));
  }

  @Test
  void longPromptsLeaveThreeTenthsOfTheLimitToWait() {
    // 1.5 x 0.11 s exceed 0.15 s; 0.045 s are left: ln(20 x) / (1 - x) = 0.409 at x = 0.0731.
    assertThat(reading(1).highestRate(slo(0.15, 10), limits(1e9, 100_000, 2048)))
        .isCloseTo(0.0731 / 0.11, within(5e-3));
  }

  @Test
  void aPromptLateByItselfIsServedAtNoRate() {
    assertThat(reading(1).highestRate(slo(0.111, 10), limits(1e9, 100_000, 2048))).isPositive();
    assertThat(reading(1).highestRate(slo(0.109, 10), limits(1e9, 100_000, 2048))).isLessThan(1e-9);
  }

  @Test
  void aPromptTakesAnIterationForEachBegunChunk() {
    // 5000 tokens at 10 µs are 0.05 s; 3 iterations of 10 ms make 0.08 s, 5 make 0.1 s and the 6 of
    // chunks of 999 make 0.11 s.
    ServiceTime prompts = new ServiceTime(0.01, TINY, 0.00001, 5000, 100, 1);

    assertThat(prompts.highestRate(slo(0.081, 10), limits(1e9, 10_000, 2048))).isPositive();
    assertThat(prompts.highestRate(slo(0.081, 10), limits(1e9, 10_000, 1000))).isLessThan(1e-9);
    assertThat(prompts.highestRate(slo(0.101, 10), limits(1e9, 10_000, 1000))).isPositive();
    assertThat(prompts.highestRate(slo(0.101, 10), limits(1e9, 10_000, 999))).isLessThan(1e-9);
  }

  @Test
  void anIterationSlowerThanTheLimitIsServedAtNoRate() {
    assertThat(DECODING.highestRate(slo(10, 0.0085), limits(1e9, 1000, 2048))).isLessThan(1e-9);
  }

  /// A prompt takes one iteration of T = 0.0085 / (1 - 0.1 λ) s beside the batch. Prompts never
  /// pile up while λ T < 1: 0.0085 λ = 1 - 0.1 λ.
  @Test
  void promptsAreReadAsFastAsTheyComeHoweverPatientTheirSenders() {
    assertThat(DECODING.highestRate(slo(10_000, 100), limits(1e12, 1_000_000, 2048)))
        .isCloseTo(1 / 0.1085, within(1e-2));
  }

  @Test
  void slowerPartsNeverRaiseTheRate() {
    ServiceTime.BatchLimits limits = limits(400_000, 128, 2048);
    Slo slo = slo(1.5, 0.06);
    double rate = new ServiceTime(0.008, 0.0002, 0.00004, 800, 200, 2).highestRate(slo, limits);

    for (double slower = 1.1; slower < 4; slower += 0.3) {
      assertThat(
              new ServiceTime(0.008 * slower, 0.0002, 0.00004, 800, 200, 2)
                  .highestRate(slo, limits))
          .isLessThan(rate);
      assertThat(
              new ServiceTime(0.008, 0.0002 * slower, 0.00004, 800, 200, 2)
                  .highestRate(slo, limits))
          .isLessThan(rate);
      assertThat(
              new ServiceTime(0.008, 0.0002, 0.00004 * slower, 800, 200, 2)
                  .highestRate(slo, limits))
          .isLessThan(rate);
    }
  }
}
