package io.rheostat.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.model.fleet.Slo;
import io.rheostat.model.resource.EngineProfile;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Speed of one replica: an iteration of n sequences takes 0.01 + 0.0002 n seconds, and 50 µs more
/// for each prompt token.
class EngineModelTest {
  private static final EngineProfile PROFILE =
      new EngineProfile(0.01, 0.0002, 0, 0.00005, 500_000, 128, 2048);
  private static final Slo SLO = new Slo(Duration.ofSeconds(2), Duration.ofMillis(60), 0.99);
  private static final EngineModel.Load LOAD = new EngineModel.Load(500, 100, 1);

  private static EngineModel declared() {
    return EngineModel.of(PROFILE, 1000, true);
  }

  private static double capacity(EngineModel model) {
    return model.capacity(LOAD, SLO, 0);
  }

  @Test
  void aDeclaredProfileIsKnownToAFifth() {
    LinearModel iteration = declared().iteration();

    assertThat(iteration.mean()).containsExactly(0.01, 0.0002, 0.00005);
    assertThat(iteration.covariance()[0]).isCloseTo(0.002 * 0.002, within(1e-15));
    assertThat(iteration.covariance()[4]).isCloseTo(0.00004 * 0.00004, within(1e-18));
    assertThat(iteration.covariance()[8]).isCloseTo(1e-5 * 1e-5, within(1e-18));
  }

  @Test
  void aDerivedProfileIsKnownToTwoFifths() {
    LinearModel iteration = EngineModel.of(PROFILE, 1000, false).iteration();

    assertThat(iteration.covariance()[0]).isCloseTo(0.004 * 0.004, within(1e-15));
  }

  @Test
  void readingTheCacheOfASequenceIsPartOfItsTime() {
    EngineProfile reading = new EngineProfile(0.01, 0.0002, 1e-6, 0.00005, 500_000, 128, 2048);

    // 1000 cached tokens at a microsecond each add a millisecond.
    assertThat(EngineModel.of(reading, 1000, true).iteration().mean()[1])
        .isCloseTo(0.0012, within(1e-15));
  }

  @Test
  void aSequenceAlwaysTakesSomeTime() {
    EngineProfile free = new EngineProfile(0.01, 0, 0, 0.00005, 500_000, 128, 2048);

    assertThat(EngineModel.of(free, 1000, true).iteration().mean()[1]).isEqualTo(1e-7);
  }

  @Test
  void limitsOfTheBatchAreTakenFromTheProfile() {
    EngineModel model = declared();

    assertThat(model.kvTokens()).isEqualTo(500_000);
    assertThat(model.maxSequences()).isEqualTo(128);
    assertThat(model.chunkTokens()).isEqualTo(2048);
    assertThat(model.saturation()).isZero();
  }

  @Test
  void theMostTokensAreThoseOfAFullBatch() {
    // 128 tokens in 0.01 + 128 x 0.0002 = 0.0356 s.
    assertThat(declared().peakTokensPerSecond()).isCloseTo(128 / 0.0356, within(1e-9));
  }

  /// With 9 others running, a token's batch is 10; 1000 prompt tokens a second at 50 µs take a
  /// twentieth of the time: a token takes 0.012 / 0.95 s.
  @Test
  void anObservationAsPredictedMovesNothing() {
    EngineModel after = declared().observe(9, 0.012 / 0.95, 1000);

    assertThat(after.iteration().mean()[0]).isCloseTo(0.01, within(1e-12));
    assertThat(after.iteration().mean()[1]).isCloseTo(0.0002, within(1e-12));
    assertThat(after.iteration().mean()[2]).isCloseTo(0.00005, within(1e-12));
    assertThat(after.iteration().observations()).isEqualTo(1);
    assertThat(after.iteration().covariance()[0])
        .isLessThan(declared().iteration().covariance()[0]);
  }

  @Test
  void theBatchOfATokenNeverExceedsTheLargest() {
    // A full batch of 128 without prompts takes 0.0356 s, whatever is said to run.
    EngineModel after = declared().observe(500, 0.0356, 0);

    assertThat(after.iteration().mean()[1]).isCloseTo(0.0002, within(1e-12));
  }

  @Test
  void aSlowIntervalMakesTheModelSlowerAndAFastOneFaster() {
    EngineModel slower = declared().observe(20, 0.03, 0);
    EngineModel faster = declared().observe(20, 0.008, 0);

    assertThat(slower.iteration().mean()[0]).isGreaterThan(0.01);
    assertThat(faster.iteration().mean()[0]).isLessThan(0.01);
    assertThat(capacity(slower)).isLessThan(capacity(declared()));
    assertThat(capacity(faster)).isGreaterThan(capacity(declared()));
  }

  @Test
  void aNearlyIdleIntervalSaysLessThanABusyOne() {
    // Both took twice the time expected: 0.0104 s at a batch of 2, 0.0204 s at one of 52.
    double idle = declared().observe(1, 2 * 0.0104, 0).iteration().mean()[0];
    double busy = declared().observe(51, 2 * 0.0204, 0).iteration().mean()[0];

    assertThat(idle - 0.01).isPositive().isLessThan((busy - 0.01) / 2);
  }

  @Test
  void confidenceComesWithObservations() {
    EngineModel model = declared();
    assertThat(model.confidence()).isZero();

    for (int i = 0; i < 20; i++) {
      model = model.observe(20, 0.0142, 0);
    }
    // Twenty of twenty are a half, and a twentieth of it more.
    assertThat(model.confidence()).isCloseTo(0.525, within(1e-12));

    for (int i = 0; i < 1000; i++) {
      model = model.observe(20, 0.0142, 0);
    }
    assertThat(model.confidence()).isEqualTo(1);
  }

  @Test
  void aFullIntervalCountsAQuarterAndTheNextOneAQuarterOfTheRest() {
    EngineModel once = declared().saturated(true, 8);
    EngineModel twice = once.saturated(true, 18);

    assertThat(once.saturatedRate()).isEqualTo(8);
    assertThat(once.saturation()).isEqualTo(0.25);
    assertThat(twice.saturatedRate()).isCloseTo(9, within(1e-12)); // a tenth of the way to 18
    assertThat(twice.saturation()).isEqualTo(0.4375);
  }

  @Test
  void withoutAQueueTheLimitFadesAndIsThenMeasuredAnew() {
    EngineModel once = declared().saturated(true, 8);
    EngineModel faded = once.saturated(false, 3);

    assertThat(faded.saturatedRate()).isEqualTo(8);
    assertThat(faded.saturation()).isCloseTo(0.225, within(1e-12));

    EngineModel forgotten = once;
    for (int i = 0; i < 16; i++) { // 0.25 x 0.9^16 = 0.046
      forgotten = forgotten.saturated(false, 0);
    }
    assertThat(forgotten.saturated(true, 20).saturatedRate()).isEqualTo(20);
    assertThat(forgotten.saturated(true, 20).saturation())
        .isCloseTo(0.0463 + 0.25 * 0.9537, within(1e-3));
  }

  @Test
  void aMeasuredLimitPullsTheCapacityDownByItsWeight() {
    double expected = capacity(declared());

    EngineModel once = declared().saturated(true, expected / 2);

    // A quarter of the way to 95 % of the half: 1 - 0.25 x 0.525.
    assertThat(capacity(once)).isCloseTo(expected * 0.86875, within(1e-9));
  }

  @Test
  void aMeasuredLimitAboveTheModelRaisesNothing() {
    double expected = capacity(declared());

    assertThat(capacity(declared().saturated(true, 3 * expected))).isEqualTo(expected);
  }

  @Test
  void aForgottenLimitDoesNotCount() {
    EngineModel forgotten = declared().saturated(true, 1);
    for (int i = 0; i < 16; i++) {
      forgotten = forgotten.saturated(false, 0);
    }

    assertThat(capacity(forgotten)).isEqualTo(capacity(declared()));
  }

  /// At a quarter of the batch, 32 sequences with 160 prompt tokens, an iteration takes 0.01 +
  /// 0.0064 + 0.008 = 0.0244 s. A fifth of each part is 0.002, 0.00128 and 0.0016 s: together
  /// 0.0028633 s, or 11.735 % of the time.
  @Test
  void pessimismIsAModelSlowerByItsDeviation() {
    double slower = 1.117_35;
    EngineProfile slow =
        new EngineProfile(0.01 * slower, 0.0002 * slower, 0, 0.00005 * slower, 500_000, 128, 2048);

    assertThat(declared().capacity(LOAD, SLO, 1))
        .isCloseTo(capacity(EngineModel.of(slow, 1000, true)), within(1e-3));
  }

  @Test
  void pessimismReadsAtMostAChunkOfAPrompt() {
    // 32 x 100,000 prompt tokens an iteration are cut to 2048: the deviation stays finite.
    EngineModel.Load prompts = new EngineModel.Load(20_000, 1, 1);
    Slo patient = new Slo(Duration.ofSeconds(20), Duration.ofSeconds(9), 0.99);
    double careful = declared().capacity(prompts, patient, 1);

    // Of 0.01 + 0.0064 + 0.1024 = 0.1188 s, a fifth of each part makes 0.020617 s: 17.3546 %.
    EngineProfile slow =
        new EngineProfile(0.01173546, 0.0002347092, 0, 0.0000586773, 500_000, 128, 2048);
    assertThat(careful)
        .isCloseTo(EngineModel.of(slow, 1000, true).capacity(prompts, patient, 0), within(1e-6));
  }

  @Test
  void aModelSlowerThanTheObjectiveCarriesNothing() {
    EngineProfile slow = new EngineProfile(0.06, 0.0002, 0, 0.00005, 500_000, 128, 2048);

    assertThat(capacity(EngineModel.of(slow, 1000, true))).isLessThan(1e-6);
  }

  @Test
  void requestsShorterThanATokenCountAsOne() {
    EngineModel model = declared();

    assertThat(model.capacity(new EngineModel.Load(0, 0, 0), SLO, 0))
        .isEqualTo(model.capacity(new EngineModel.Load(1, 1, 1), SLO, 0));
  }

  @Test
  void sharingAStreamNeverLowersTheCapacityOfAReplica() {
    double before = 0;
    for (int replicas = 1; replicas <= 32; replicas *= 2) {
      double each = declared().capacity(new EngineModel.Load(500, 100, replicas), SLO, 0);

      assertThat(each).isGreaterThanOrEqualTo(before);
      before = each;
    }
    assertThat(before).isGreaterThan(capacity(declared()));
  }
}
