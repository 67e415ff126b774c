package io.rheostat.simulator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A job of 205 iterations of ten samples in a world: two a second on one device, 2.5 on two of one
/// node, after half a minute of delay.
final class TabledJobTest {
  private static final long SECOND = 1_000_000_000;
  private static final SortedMap<String, String> ONE = new TreeMap<>(Map.of("w1", "t4"));
  private static final SortedMap<String, String> TWO =
      new TreeMap<>(Map.of("w1", "t4", "w2", "t4"));

  private final TabledJob job =
      new TabledJob(
          new TabledTruth(Toy.submission("job", 0.2, Toy.application()), Toy.CLUSTER, Toy.rules()));

  private OptionalDouble told(Signal signal) {
    return job.samples().stream()
        .filter(sample -> sample.signal() == signal)
        .mapToDouble(sample -> ((Sample.Scalar) sample).value())
        .findFirst();
  }

  @Test
  void itTrainsAfterTheDelayOfItsStart() {
    job.assign(ONE, 0);
    job.advance(29 * SECOND);
    assertThat(job.progress()).isZero();
    assertThat(job.busyShare(29 * SECOND)).isZero();
    assertThat(told(Signal.STEP_TIME)).hasValue(0);

    job.advance(40 * SECOND);
    assertThat(job.progress()).isCloseTo(200, within(1e-6));
    assertThat(job.busyShare(40 * SECOND)).isEqualTo(1);
    assertThat(told(Signal.STEP_TIME)).hasValue(0.5);
    assertThat(told(Signal.BATCH_SIZE)).hasValue(10);
    assertThat(told(Signal.WORKERS)).hasValue(1);
    assertThat(told(Signal.SAMPLES).orElseThrow()).isCloseTo(200, within(1e-6));
    assertThat(told(Signal.RESTORE_TIME)).hasValue(30);
  }

  @Test
  void theDivisionOfTimeChangesNothing() {
    TabledJob other =
        new TabledJob(
            new TabledTruth(
                Toy.submission("job", 0.2, Toy.application()), Toy.CLUSTER, Toy.rules()));
    job.assign(ONE, SECOND / 3);
    other.assign(ONE, SECOND / 3);
    job.advance(90 * SECOND);
    for (long at = SECOND; at <= 90 * SECOND; at += SECOND / 7) {
      other.advance(at);
    }
    other.advance(90 * SECOND);

    assertThat(other.samples()).isEqualTo(job.samples());
  }

  @Test
  void anotherWorkerRestartsItAndTheSameSetDoesNot() {
    job.assign(ONE, 0);
    job.advance(40 * SECOND);
    job.assign(new TreeMap<>(ONE), 40 * SECOND);
    assertThat(job.restarts()).isZero();

    job.assign(TWO, 40 * SECOND);
    job.advance(69 * SECOND);
    assertThat(job.restarts()).isEqualTo(1);
    assertThat(job.progress()).isCloseTo(200, within(1e-6));
    assertThat(told(Signal.GRADIENT_SQUARE)).hasValue(0);

    job.advance(80 * SECOND);
    // A batch of ten on two devices of one node takes 0.4 s.
    assertThat(told(Signal.STEP_TIME)).hasValue(0.4);
    assertThat(told(Signal.TRAINING_NODES)).hasValue(1);
    assertThat(job.progress()).isCloseTo(450, within(1e-6));
  }

  @Test
  void itEndsWithItsLastEpochAndStaysSo() {
    job.assign(ONE, 0);
    job.advance(600 * SECOND);

    // 205 iterations at two a second, each of two epochs to a whole second.
    double end = job.completedAt().orElseThrow() / 1e9;
    assertThat(end).isCloseTo(30 + 102.5, within(1.5));
    assertThat(job.progress()).isEqualTo(2_050);
    assertThat(told(Signal.COMPLETE)).hasValue(1);
    assertThat(job.nextEvent()).isEqualTo(Long.MAX_VALUE);
    job.assign(TWO, 600 * SECOND);
    assertThat(job.workers()).isEqualTo(ONE);
  }

  @Test
  void withoutWorkersNothingHappens() {
    job.advance(600 * SECOND);

    assertThat(job.nextEvent()).isEqualTo(Long.MAX_VALUE);
    assertThat(job.progress()).isZero();
    assertThat(job.completedAt()).isEmpty();
  }

  @Test
  void aSubmissionIsSeenAtTheNextFullSecond() {
    TabledTruth truth =
        new TabledTruth(Toy.submission("job", 0.2, Toy.application()), Toy.CLUSTER, Toy.rules());

    assertThat(truth.submittedAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(truth.samples()).isEqualTo(2_050);
  }

  @Test
  void aClusterOfTwoTypesIsRefused() {
    assertThatThrownBy(
            () ->
                new TabledTruth(
                    Toy.submission("job", 0, Toy.application()),
                    ClusterShape.parse("2x2:t4,1x2:fast"),
                    Toy.rules()))
        .hasMessageContaining("one type");
  }
}
