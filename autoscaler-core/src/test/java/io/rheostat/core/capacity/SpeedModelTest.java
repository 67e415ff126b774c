package io.rheostat.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.capacity.SpeedCoefficients.EngineCoefficients;
import io.rheostat.core.capacity.SpeedCoefficients.Latencies;
import io.rheostat.core.capacity.SpeedCoefficients.Shares;
import io.rheostat.model.resource.Architecture;
import io.rheostat.model.resource.Architecture.Experts;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.DeviceLinks;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.ReducedPrecision;
import io.rheostat.model.resource.Sharding;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Times by hand, on a device of 1 TB/s, 100 TFLOPS, 200 in FP8 and links of 10 GB/s, for a model
/// of a billion weights in 10 layers of 1000.
class SpeedModelTest {
  private static final Device DEVICE =
      new Device(
          "hand",
          80.0 * (1L << 30),
          1e12,
          100e12,
          new CostRates(0, 1, 0, 0),
          OptionalDouble.empty(),
          new ReducedPrecision(200e12, 0),
          Optional.of(new DeviceLinks(10e9, 1e9, 8)));

  private static final ModelShape DENSE = model(1e9, Optional.empty());

  /// Everything at its peak and nothing outside.
  private static final SpeedCoefficients PEAK =
      coefficients(new Latencies(0, 0, 0, 0, 1), new EngineCoefficients(0, 0, 1, 0, 1, 0, 0, 0));

  private static final SpeedModel.Requests REQUESTS = new SpeedModel.Requests(1000, 100, 0);

  private static ModelShape model(double parameters, Optional<Experts> experts) {
    return new ModelShape(
        parameters,
        10,
        2,
        50,
        Precision.BF16,
        Optional.of(Precision.BF16),
        Sharding.NONE,
        Optional.of(new Architecture(1000, 20, 0, 0, false, experts)));
  }

  private static SpeedCoefficients coefficients(Latencies latencies, EngineCoefficients engine) {
    return new SpeedCoefficients(
        new Shares(1, 1, 1, 1, 1, 1, 1, 1), latencies, Map.of(ServingEngine.VLLM, engine));
  }

  private static SpeedModel speed(ModelShape model, int tensor, SpeedCoefficients coefficients) {
    return SpeedModel.of(
        model, DEVICE, new Parallelism(tensor, 1, 1), coefficients, ServingEngine.VLLM);
  }

  @Test
  void fewTokensTakeTheTimeToReadTheWeights() {
    // 2 GB at 1 TB/s; computing 2 GFLOP takes a hundredth of it and is not seen.
    assertThat(speed(DENSE, 1, PEAK).decodeSeconds(1, 0)).isCloseTo(0.002, within(1e-8));
  }

  @Test
  void manyTokensTakeTheTimeToCompute() {
    // 10,000 tokens x 2 GFLOP at 100 TFLOPS.
    assertThat(speed(DENSE, 1, PEAK).decodeSeconds(10_000, 0)).isCloseTo(0.2, within(1e-6));
  }

  @Test
  void whereBothTakeAsLongTheyAddUpByAQuarter() {
    // 100 tokens: 2 ms to read and 2 ms to compute.
    assertThat(speed(DENSE, 1, PEAK).decodeSeconds(100, 0))
        .isCloseTo(0.002 * StrictMath.cbrt(2), within(1e-9));
  }

  @Test
  void eachSequenceReadsItsKeysAndValues() {
    double without = speed(DENSE, 1, PEAK).decodeSeconds(4, 0);

    // 2 x 10 layers x 2 heads x 50 x 2 bytes = 4000 bytes a token, for 4 x 1000 tokens.
    assertThat(speed(DENSE, 1, PEAK).decodeSeconds(4, 1000) - without)
        .isCloseTo(1.6e-5, within(1e-12));
    // Eight devices have two heads between them: no more than two share the reading.
    assertThat(
            speed(DENSE, 8, PEAK).decodeSeconds(4, 1000)
                - speed(DENSE, 8, PEAK).decodeSeconds(4, 0))
        .isCloseTo(0.8e-5, within(1e-12));
  }

  @Test
  void devicesSumTheirResultsTwiceALayer() {
    Latencies starts = new Latencies(0, 0, 0, 1e-6, 1);
    SpeedCoefficients coefficients =
        coefficients(starts, new EngineCoefficients(0, 0, 1, 0, 1, 0, 0, 0));

    double alone = speed(DENSE, 1, coefficients).decodeSeconds(1, 0);
    double four = speed(DENSE, 4, coefficients).decodeSeconds(1, 0);

    // 20 all-reduces: 2 doublings of 1 us each, and 2000 bytes x 2 x 3/4 at 10 GB/s.
    assertThat(four - alone / 4).isCloseTo(20 * (2e-6 + 3e-7), within(1e-9));
  }

  @Test
  void beyondANodeTheNetworkIsTheLink() {
    SpeedModel inside = speed(DENSE, 8, PEAK);
    SpeedModel across = speed(DENSE, 16, PEAK);

    assertThat(across.promptSeconds(REQUESTS)).isGreaterThan(2 * inside.promptSeconds(REQUESTS));
  }

  @Test
  void anExpertIsReadWhenATokenIsRoutedToIt() {
    // 10 layers x 4 experts of 10 million: 400 of 500 million weights.
    ModelShape mixture = model(5e8, Optional.of(new Experts(4, 1, 1e7)));
    SpeedModel speed = speed(mixture, 1, PEAK);

    // 0.2 ms for the dense weights, and a quarter of the experts for one token: 0.2 ms.
    assertThat(speed.decodeSeconds(1, 0)).isCloseTo(4e-4, within(1e-8));
    // Two tokens miss an expert by (3/4)^2: 7/16 of 0.8 ms.
    assertThat(speed.decodeSeconds(2, 0)).isCloseTo(2e-4 + 3.5e-4, within(1e-8));
  }

  @Test
  void eightBitsHalveBothTimes() {
    ModelShape small = DENSE.with(Precision.FP8);

    assertThat(speed(small, 1, PEAK).decodeSeconds(1, 0)).isCloseTo(0.001, within(1e-8));
    assertThat(speed(small, 1, PEAK).decodeSeconds(10_000, 0)).isCloseTo(0.1, within(1e-6));
  }

  @Test
  void aFormatThatTheDeviceLacksIsComputedInSixteenBits() {
    ModelShape small = DENSE.with(Precision.FP4);

    assertThat(speed(small, 1, PEAK).decodeSeconds(10_000, 0)).isCloseTo(0.2, within(1e-6));
  }

  @Test
  void aCachedPromptIsOnlyLookedAt() {
    SpeedModel speed = speed(DENSE, 1, PEAK);
    double whole = speed.promptSeconds(new SpeedModel.Requests(1000, 100, 0));
    double half = speed.promptSeconds(new SpeedModel.Requests(500, 100, 500));

    assertThat(half).isLessThan(0.6 * whole).isGreaterThan(0.4 * whole);
  }

  @Test
  void inSteadyStatePromptsDelayTokens() {
    SpeedModel speed = speed(DENSE, 1, PEAK);
    SpeedModel.SteadyState state = speed.at(10, REQUESTS);

    assertThat(state.running()).isEqualTo(10);
    // Each of 100 tokens waits for a tenth of a prompt.
    assertThat(state.timePerOutputToken())
        .isCloseTo(
            speed.decodeSeconds(10, 1050) + 0.1 * speed.addedPromptSeconds(REQUESTS),
            within(1e-12));
  }

  @Test
  void requestsBeyondTheCacheWaitForOthersToFinish() {
    ModelShape large = model(34e9, Optional.empty());
    SpeedModel speed = speed(large, 1, PEAK);
    double room = speed.kvTokens() / (1000 + 75);

    SpeedModel.SteadyState crowded = speed.at(4 * room, REQUESTS);

    assertThat(crowded.running()).isCloseTo(Math.min(256, room), within(1e-9));
    assertThat(crowded.timeToFirstToken()).isGreaterThan(2 * 100 * crowded.timePerOutputToken());
  }

  @Test
  void stagesWorkOnPartsOfTheBatch() {
    SpeedModel two =
        SpeedModel.of(DENSE, DEVICE, new Parallelism(1, 2, 1), PEAK, ServingEngine.VLLM);

    // Each token passes both stages and one link; a prompt adds half as much to a stage's work.
    assertThat(two.decodeSeconds(2, 0)).isCloseTo(0.002 + 1e-5 + 2e-7, within(1e-8));
    assertThat(two.addedPromptSeconds(REQUESTS))
        .isCloseTo(speed(DENSE, 1, PEAK).addedPromptSeconds(REQUESTS) / 2, within(1e-12));
  }

  @Property
  void aLinearProfileIsNearTheModelWithinItsRange(@ForAll @IntRange(min = 16, max = 190) int n) {
    SpeedModel speed = speed(DENSE, 1, SpeedCoefficients.FITTED);
    EngineProfile profile = speed.profile(REQUESTS);

    double modelled = speed.decodeSeconds(n, REQUESTS.contextTokens());
    assertThat(profile.iterationSeconds(n, n * REQUESTS.contextTokens(), 0))
        .isCloseTo(modelled, within(modelled * 0.25));
  }

  @Property
  void moreWorkNeverTakesLess(
      @ForAll @IntRange(min = 1, max = 200) int n, @ForAll @IntRange(min = 1, max = 200) int more) {
    SpeedModel speed = speed(DENSE, 2, SpeedCoefficients.FITTED);

    assertThat(speed.decodeSeconds(n + more, 1000)).isGreaterThan(speed.decodeSeconds(n, 1000));
    assertThat(speed.decodeSeconds(n, 1000.0 + more)).isGreaterThan(speed.decodeSeconds(n, 1000));
  }
}
