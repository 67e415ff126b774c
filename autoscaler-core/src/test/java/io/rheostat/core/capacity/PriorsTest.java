package io.rheostat.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.stage.Given;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Sharding;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.model.resource.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// Speeds from the data sheet of a device of 80 GiB, 3.35 TB/s and 989 TFLOPS, for a model of 800
/// million weights of 2 bytes.
class PriorsTest {
  private static final Device DEVICE = Given.device("h100", 4);
  private static final ModelShape MODEL =
      new ModelShape(8e8, 32, 8, 128, Precision.BF16, Sharding.ZERO3);

  private static Placement placement(int tensorParallel, boolean declared) {
    return new Placement(
        "big",
        "h100",
        tensorParallel,
        1,
        List.of(),
        0,
        0,
        Duration.ofSeconds(30),
        OptionalDouble.empty(),
        declared ? Optional.of(new EngineProfile(1, 2, 3, 4, 5, 6, 7)) : Optional.empty(),
        declared ? Optional.of(new StepProfile(1, 2, 3)) : Optional.empty(),
        Target.OBSERVE);
  }

  @Test
  void declaredProfilesAreTakenAsTheyAre() {
    assertThat(Priors.engine(MODEL, DEVICE, placement(1, true)))
        .isEqualTo(new EngineProfile(1, 2, 3, 4, 5, 6, 7));
    assertThat(Priors.step(MODEL, DEVICE, placement(1, true))).isEqualTo(new StepProfile(1, 2, 3));
  }

  @Test
  void otherwiseTheSpeedModelIsTheStart() {
    EngineProfile profile = Priors.engine(MODEL, DEVICE, placement(2, false));

    assertThat(profile)
        .isEqualTo(
            SpeedModel.of(
                    MODEL,
                    DEVICE,
                    new Parallelism(2, 1, 1),
                    SpeedCoefficients.FITTED,
                    ServingEngine.VLLM)
                .profile(new SpeedModel.Requests(1024, 256, 0)));
    assertThat(profile.maxSequences()).isEqualTo(256);
    assertThat(profile.chunkTokens()).isEqualTo(2048);
  }

  @Test
  void aCacheHoldsAtLeastOneTokenAndAtMostABillion() {
    ModelShape huge = new ModelShape(1e12, 32, 8, 128, Precision.BF16, Sharding.ZERO3);
    ModelShape none = new ModelShape(8e8, 0, 0, 0, Precision.BF16, Sharding.ZERO3);

    assertThat(Priors.engine(huge, DEVICE, placement(1, false)).kvTokens()).isEqualTo(1);
    assertThat(Priors.engine(none, DEVICE, placement(1, false)).kvTokens()).isEqualTo(1e9);
  }

  @Test
  void aSampleTakesSixFlopsAWeightAndTokenAtTwoFifthsOfThePeak() {
    StepProfile profile = Priors.step(MODEL, DEVICE, placement(1, false));

    // 6 x 800 million x 2048 tokens are 9.83 TFLOP, at 395.6 TFLOPS.
    assertThat(profile.perSampleSeconds()).isCloseTo(0.024849, within(1e-6));
  }

  @Test
  void gradientsGoTwiceOverTheWire() {
    StepProfile profile = Priors.step(MODEL, DEVICE, placement(1, false));

    // 3.2 GB at 50 GB/s, and a fiftieth of it for each further worker.
    assertThat(profile.syncSeconds()).isCloseTo(0.064, within(1e-12));
    assertThat(profile.perWorkerSyncSeconds()).isCloseTo(0.00128, within(1e-12));
  }

  @Test
  void twoDevicesOfAWorkerHalveItsStep() {
    StepProfile profile = Priors.step(MODEL, DEVICE, placement(2, false));

    assertThat(profile.perSampleSeconds()).isCloseTo(0.0124246, within(1e-6));
    assertThat(profile.syncSeconds()).isCloseTo(0.032, within(1e-12));
  }
}
