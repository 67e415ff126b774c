package io.rheostat.core.estimate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.capacity.StepModel;
import io.rheostat.core.stage.Given;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.model.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Goodput of each width of a job, in its estimate.
final class WidthGoodputsTest {
  private final JobPage job = new JobPage();

  @Test
  void goodputAtOneLocalBatchIsThatOfTheFittedTimes() {
    job.learned(JobPage.TIMES, JobPage.ran(1, 4));
    job.tell(Signal.SAMPLES, 5_000);
    job.tell(Signal.GRADIENT_SQUARE, 1);
    job.tell(Signal.GRADIENT_VARIANCE, 3);

    // A pass of 32 samples takes 0.42 s. Four times the batch gains (3 + 1) / (3 / 4 + 1) steps.
    assertThat(job.at(1).goodput()).isCloseTo(32 / 0.42, within(1e-9));
    assertThat(job.at(2).goodput()).isCloseTo(32 * (4 / 2.5) / 0.52, within(1e-9));
    assertThat(job.at(4).goodput()).isCloseTo(32 * (4 / 1.75) / 0.56, within(1e-9));
    assertThat(job.at(8).goodput()).isCloseTo(32 * (4 / 1.375) / 0.64, within(1e-9));
    assertThat(job.at(4).batch()).isEqualTo(WidthGoodput.Batch.DECLARED);
  }

  @Test
  void widthsBeyondANodeSynchroniseBetweenNodes() {
    job.learned(JobPage.TIMES, JobPage.ran(2, 4), JobPage.ran(1, 2));

    // Two workers a node at most: four on two nodes, eight on four.
    assertThat(job.at(2).goodput()).isCloseTo(64 / 0.52, within(1e-9));
    assertThat(job.at(4).goodput()).isCloseTo(128 / (0.42 + 0.4), within(1e-9));
    assertThat(job.at(8).goodput()).isCloseTo(256 / (0.42 + 0.6), within(1e-9));
  }

  /// Half the peak: half the goodput, with the nodes of where it ran.
  @Test
  void aDeviceTypeItNeverRanOnIsKnownByTheOneItDid() {
    job.second = Optional.of(device("l40s", 494.5e12));
    job.learned(JobPage.TIMES, JobPage.ran(2, 4), JobPage.ran(1, 2));

    assertThat(job.at("small", 1).goodput()).isCloseTo(0.5 * 32 / 0.42, within(1e-9));
    assertThat(job.at("small", 4).goodput()).isCloseTo(0.5 * 128 / (0.42 + 0.4), within(1e-9));
    assertThat(job.at("small", 4).confidence()).isZero();
    assertThat(job.at("big", 4).confidence()).isPositive();
  }

  @Test
  void whereItRanItsOwnStepTimesCount() {
    job.second = Optional.of(device("l40s", 494.5e12));
    job.learned(JobPage.TIMES, JobPage.ran(1, 2));
    job.learned("small", JobPage.TIMES, JobPage.ran(1, 1));

    assertThat(job.at("small", 1).goodput()).isCloseTo(32 / 0.42, within(1e-9));
  }

  @Test
  void aDeclaredProfileIsNotReplacedByAGuess() {
    job.second = Optional.of(device("l40s", 494.5e12));
    job.declared = Optional.of(new StepProfile(0.005, 0.1, 0.01));
    job.root.steps = new TreeMap<>(Map.of("small", StepModel.of(job.declared.orElseThrow(), true)));
    job.learned(JobPage.TIMES, JobPage.ran(1, 2));

    assertThat(job.at("small", 1).goodput()).isCloseTo(32 / 0.16, within(1e-9));
  }

  private static Device device(String name, double flops) {
    Device known = Given.device(name, 1);
    return new Device(
        name, known.memoryBytes(), known.bandwidthBytesPerSecond(), flops, known.rates());
  }

  @Test
  void confidenceCountsTheConfigurationsNear() {
    job.learned(JobPage.TIMES, JobPage.ran(1, 1), JobPage.ran(1, 2));

    assertThat(job.at(1).confidence()).isCloseTo(0.5, within(1e-12)); // both
    assertThat(job.at(4).confidence()).isCloseTo(1.0 / 3, within(1e-12)); // two workers
    assertThat(job.at(8).confidence()).isZero();
  }

  @Test
  void theBatchOfAnAdaptiveJobIsAsGoodAsAnyThatFits() {
    job.learned(JobPage.TIMES, JobPage.ran(1, 4));
    job.objective = JobPage.elastic(JobPage.ADAPTIVE);
    job.tell(Signal.SAMPLES, 5_000);
    job.tell(Signal.GRADIENT_SQUARE, 1);
    job.tell(Signal.GRADIENT_VARIANCE, 9);

    for (int width : List.of(1, 2, 4, 8)) {
      WidthGoodput found = job.at(width);
      double expected = goodput(width, found.batch().local(), found.batch().accumulation());
      assertThat(found.goodput()).as("width %d", width).isCloseTo(expected, within(1e-9));
      assertThat(found.batch().local()).isBetween(8.0, 64.0);
      // The search tries fifty batches at equal ratios, of all that fit.
      assertThat(found.goodput()).isGreaterThan(0.99 * best(width));
    }
  }

  /// Goodput by the definition, on one node and with a gradient of square 1 and variance 9.
  private static double goodput(int width, double local, int accumulation) {
    double pass = 0.1 + 0.01 * local;
    double sync = width == 1 ? 0 : 0.1 + 0.02 * (width - 2);
    double samples = width * local * (accumulation + 1);
    double efficiency = Math.min(1, (9.0 + 1) / (9 + samples / 32));
    return samples * efficiency / ((accumulation + 1) * pass + sync);
  }

  private static double best(int width) {
    double best = 0;
    for (int accumulation = 0; accumulation < 64; accumulation++) {
      for (int local = 8; local <= 64; local++) {
        int samples = width * local * (accumulation + 1);
        boolean measures = width > 1 || accumulation > 0 || samples == 32;
        if (samples >= 32 && samples <= 512 && measures) {
          best = Math.max(best, goodput(width, local, accumulation));
        }
      }
    }
    return best;
  }

  @Test
  void beforeItTellsItsSynchronisationWholeStepsDecide() {
    StepProfile profile = new StepProfile(0.01, 0.02, 0.001);
    job.root.steps = new TreeMap<>(Map.of("big", StepModel.of(profile, true)));

    // 64 samples in 0.34 s, two workers synchronising in 20 ms.
    assertThat(job.at(2).goodput()).isCloseTo(64 / 0.34, within(1e-9));
    assertThat(job.at(2).confidence()).isZero();
  }

  @Test
  void anElasticJobOfWhichNothingIsKnownScalesFromAStepASecond() {
    assertThat(job.measure(0).goodputs())
        .containsExactly(
            new WidthGoodput("big", 1, 32, 0),
            new WidthGoodput("big", 2, 64, 0),
            new WidthGoodput("big", 4, 128, 0),
            new WidthGoodput("big", 8, 256, 0));
  }

  @Test
  void anyOtherJobOfWhichNothingIsKnownHasNoGoodput() {
    job.objective = JobPage.plain();

    assertThat(job.measure(0).goodputs()).isEmpty();
  }
}
