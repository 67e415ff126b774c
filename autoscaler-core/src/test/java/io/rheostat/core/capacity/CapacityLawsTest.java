package io.rheostat.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.training.GradientStatistics;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.resource.EngineProfile;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class CapacityLawsTest {
  private static Slo slo(double ttft, double tpot) {
    return new Slo(
        Duration.ofNanos((long) (ttft * 1e9)), Duration.ofNanos((long) (tpot * 1e9)), 0.99);
  }

  private static EngineModel engine(double base, double perSequence, double perPrefill) {
    return EngineModel.of(
        new EngineProfile(base, perSequence, 0, perPrefill, 400_000, 256, 2048), 500, false);
  }

  @Property(tries = 300)
  void capacityFallsWithLongerRequestsTighterLimitsAndPessimism(@ForAll long seed) {
    Random random = new Random(seed);
    double base = 0.003 + 0.03 * random.nextDouble();
    double perSequence = 0.00001 + 0.001 * random.nextDouble();
    double perPrefill = 0.000005 + 0.0003 * random.nextDouble();
    double input = 1 + random.nextInt(6_000);
    double output = 1 + random.nextInt(1_500);
    double more = 1.01 + 2 * random.nextDouble();
    EngineModel engine = engine(base, perSequence, perPrefill);
    double capacity = engine.capacity(new EngineModel.Load(input, output, 1), slo(1.5, 0.06), 1);

    assertThat(capacity).isFinite().isNotNegative();
    double close = capacity * (1 + 1e-9) + 1e-9;
    double expected =
        engine.capacity(new EngineModel.Load(input, output, 1), slo(1.5, 0.06), 0) * (1 + 1e-9)
            + 1e-9;
    assertThat(engine.capacity(new EngineModel.Load(input * more, output, 1), slo(1.5, 0.06), 0))
        .isLessThanOrEqualTo(expected);
    // Beside long prompts a longer answer may even help: the prefill of others is spread over it.
    double alone = engine.capacity(new EngineModel.Load(1, output, 1), slo(1.5, 0.06), 0);
    assertThat(engine.capacity(new EngineModel.Load(1, output * more, 1), slo(1.5, 0.06), 0))
        .isLessThanOrEqualTo(alone * 1.02 + 1e-9);
    assertThat(engine.capacity(new EngineModel.Load(input, output, 1), slo(1.5 / more, 0.06), 1))
        .isLessThanOrEqualTo(close);
    assertThat(engine.capacity(new EngineModel.Load(input, output, 1), slo(1.5, 0.06 / more), 1))
        .isLessThanOrEqualTo(close);
    assertThat(engine.capacity(new EngineModel.Load(input, output, 1), slo(1.5, 0.06), 1 * more))
        .isLessThanOrEqualTo(close);
  }

  @Property(tries = 30)
  void learningFindsTheCapacityOfTheRealEngine(@ForAll long seed) {
    Random random = new Random(seed);
    double wrong = 0.6 + random.nextDouble();
    double base = 0.006 + 0.014 * random.nextDouble();
    double perSequence = 0.0003;
    double perPrefill = 0.00004;
    EngineModel model = engine(base * wrong, perSequence * wrong, perPrefill * wrong);
    for (int i = 0; i < 400; i++) {
      double running = 1 + random.nextInt(60);
      double promptRate = 500 + random.nextInt(8_000);
      double token = (base + perSequence * (running + 1)) / (1 - perPrefill * promptRate);
      double measured = token * (1 + 0.03 * random.nextGaussian());
      model = model.observe(running, measured, promptRate);
    }
    double real =
        engine(base, perSequence, perPrefill)
            .capacity(new EngineModel.Load(800, 200, 1), slo(2, 0.06), 0);

    assertThat(model.capacity(new EngineModel.Load(800, 200, 1), slo(2, 0.06), 0))
        .isCloseTo(real, within(real * 0.15));
  }

  @Property(tries = 100)
  void covarianceStaysSymmetricAndPositive(@ForAll long seed) {
    Random random = new Random(seed);
    LinearModel model = LinearModel.prior(new double[] {0.01, 0.0002, 0.00005}, 0.4);
    double[] fixed = {1, 1 + random.nextInt(200), random.nextInt(2000)};
    boolean steady = random.nextBoolean();
    for (int i = 0; i < 2_000; i++) {
      double[] x = steady ? fixed : new double[] {1, 1 + random.nextInt(200), random.nextInt(2000)};
      double y = Math.abs(0.01 + 0.0003 * x[1] + 0.00002 * x[2] * (1 + random.nextGaussian()));
      model = model.observe(x, y, y * y * 0.0144);
    }

    double[] p = model.covariance();
    for (int i = 0; i < 3; i++) {
      assertThat(p[i * 4]).isFinite().isNotNegative();
      for (int j = 0; j < 3; j++) {
        double scale = Math.sqrt(p[i * 4] * p[j * 4]);
        assertThat(p[i * 3 + j]).isCloseTo(p[j * 3 + i], within(1e-9 * scale + 1e-300));
        assertThat(Math.abs(p[i * 3 + j])).isLessThanOrEqualTo(scale * (1 + 1e-6) + 1e-300);
      }
    }
    assertThat(model.deviation(new double[] {1, 64, 500})).isFinite();
    for (double value : model.mean()) {
      assertThat(value).isPositive();
    }
  }

  @Test
  void aDayOfSteadyLoadMakesNothingLessCertain() {
    EngineModel before = engine(0.01, 0.0003, 0.00004);
    Random random = new Random(1);
    EngineModel model = before;
    for (int i = 0; i < 8_640; i++) {
      double token = 0.0145 * (1 + 0.02 * random.nextGaussian());
      model = model.observe(10, token, 3_000);
    }

    double[] elsewhere = {1, 64, 500};
    assertThat(model.iteration().deviation(elsewhere))
        .isLessThanOrEqualTo(before.iteration().deviation(elsewhere));
    double careful = model.capacity(new EngineModel.Load(800, 200, 1), slo(2, 0.06), 1);
    assertThat(careful)
        .isGreaterThan(model.capacity(new EngineModel.Load(800, 200, 1), slo(2, 0.06), 0) / 2);
  }

  @Property(tries = 500)
  void efficiencyIsAShareAndFallsWithTheBatch(
      @ForAll @DoubleRange(min = -1e3, max = 1e6) double square,
      @ForAll @DoubleRange(min = -1e3, max = 1e6) double variance,
      @ForAll @DoubleRange(min = 1, max = 1e5) double batch,
      @ForAll @DoubleRange(min = 1, max = 10) double more) {
    GradientStatistics statistics = new GradientStatistics(square, variance);
    double small = statistics.efficiency(batch / 32);
    double large = statistics.efficiency(batch * more / 32);

    assertThat(small).isGreaterThan(0).isLessThanOrEqualTo(1);
    assertThat(large).isGreaterThan(0).isLessThanOrEqualTo(small + 1e-12);
  }
}
