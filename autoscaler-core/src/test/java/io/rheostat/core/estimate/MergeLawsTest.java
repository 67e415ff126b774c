package io.rheostat.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.series.BucketRing;
import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Runner;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MergeLawsTest {
  private final Runner<WorkloadState, WorkloadEvent, EstimateEffect> whole =
      new Runner<>(new EstimateStage());
  private final Runner<WorkloadState, WorkloadEvent, EstimateEffect> torn =
      new Runner<>(new EstimateStage());

  private static Runner<WorkloadState, WorkloadEvent, EstimateEffect> declared() {
    Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner = new Runner<>(new EstimateStage());
    Pages.fleet().forEach(event -> runner.accept(event, Given.START));
    return runner;
  }

  @Property(tries = 60)
  void tornShuffledDoubledAndPairedPagesAreTheWholePageOnce(@ForAll long seed) {
    Random random = new Random(seed);
    List<Pages.Replica> replicas =
        List.of(new Pages.Replica("a", "big"), new Pages.Replica("b", "small"));
    Runner<WorkloadState, WorkloadEvent, EstimateEffect> once = declared();
    Runner<WorkloadState, WorkloadEvent, EstimateEffect> many = declared();

    int steps = 4 + random.nextInt(12);
    for (int step = 1; step <= steps; step++) {
      Instant observed = Given.at(step * 5 - 0.4 + random.nextDouble() / 3);
      Instant received = Given.at(step * 5);
      List<WorkloadEvent> parts = new ArrayList<>();
      for (Pages.Replica replica : replicas) {
        replica.live(random, 40);
        once.accept(replica.page("chat", observed), received);
        parts.addAll(replica.torn("chat", observed, random));
        parts.addAll(replica.torn("chat", observed, random));
      }
      Collections.shuffle(parts, random);
      parts.forEach(part -> many.accept(part, received));
    }
    Instant end = Given.at(steps * 5 + 7.5);
    List<EstimateEffect> onceLast = once.accept(new WorkloadEvent.Tick(), end);
    List<EstimateEffect> manyLast = many.accept(new WorkloadEvent.Tick(), end);

    assertThat(manyLast).isEqualTo(onceLast).hasSize(2);
    assertThat(many.digest()).isEqualTo(once.digest());
  }

  @Property(tries = 60)
  void arrivalsAreWhatTheCountersSay(@ForAll long seed) {
    Random random = new Random(seed);
    Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner = declared();
    Pages.Replica replica = new Pages.Replica("a", "big");
    runner.accept(replica.page("chat", Given.at(0.1)), Given.at(0.2));
    double came = 0;

    double time = 1;
    for (int step = 0; step < 15; step++) {
      came += replica.live(random, 30);
      Instant at = Given.at(time);
      replica.torn("chat", at, random).forEach(part -> runner.accept(part, at));
      time += 0.5 + random.nextDouble() * 6;
    }
    // Growth that is more than likely counts once another page confirms it.
    runner.accept(replica.page("chat", Given.at(time + 5)), Given.at(time + 5));

    WorkloadState state = runner.state("chat");
    long start = Given.START.toEpochMilli();
    assertThat(state.root().arrivals().sum(start, start + 120_000)).isCloseTo(came, within(1e-6));
    assertThat(state.root().finished().sum(start, start + 120_000))
        .isCloseTo(replica.finished, within(1e-6));
  }

  @Property(tries = 60)
  void windowsSplitAnAmountWithoutLosingAny(@ForAll long seed) {
    Random random = new Random(seed);
    BucketRing ring = BucketRing.empty(2_000, 60);
    long from = Given.START.toEpochMilli();
    double all = 0;
    long until = from;
    for (int i = 0; i < 20; i++) {
      long to = until + 1 + random.nextInt(5_500);
      double amount = random.nextInt(100);
      ring = ring.add(until, to, amount);
      all += amount;
      until = to;
    }
    long end = Math.floorDiv(until, 2_000) * 2_000 + 2_000;
    long middle = from + (random.nextInt(40) * 2_000L);

    assertThat(ring.sum(from, middle) + ring.sum(middle, end)).isCloseTo(all, within(1e-4));
  }

  @Test
  void aSampleThatIsNotNewerIsDroppedBeforeAResetIsSeen() {
    Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner = declared();
    counter(runner, 1, 1000);
    counter(runner, 11, 1010);

    counter(runner, 6, 1005);
    counter(runner, 11, 3);

    assertThat(finished(runner)).isCloseTo(10, within(1e-4));
  }

  @Test
  void aCounterResetCountsWhatCameSinceTheRestartOnceItStaysThere() {
    Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner = declared();
    counter(runner, 1, 1000);
    counter(runner, 11, 1010);

    counter(runner, 21, 4);

    assertThat(finished(runner)).isCloseTo(10, within(1e-4));

    counter(runner, 31, 9);

    assertThat(finished(runner)).isCloseTo(19, within(1e-4));
  }

  @Property(tries = 60)
  void restartsNeverMakeDemandNegativeNorLowerThanWhatOthersTake(@ForAll long seed) {
    Random random = new Random(seed);
    Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner = declared();
    Pages.Replica replica = new Pages.Replica("a", "big");
    for (int step = 1; step < 25; step++) {
      replica.live(random, 30);
      if (random.nextInt(4) == 0) {
        replica.restart();
      }
      Instant at = Given.at(step * 3);
      replica.torn("chat", at, random).forEach(part -> runner.accept(part, at));
      runner.accept(new WorkloadEvent.Tick(), at);
    }

    for (EstimateEffect effect : runner.effects()) {
      if (effect instanceof EstimateEffect.Estimated(Estimate estimate)
          && estimate.measure() instanceof Measure.Inference inference) {
        assertThat(inference.demand().stableRate()).isNotNegative();
        assertThat(inference.demand().recentRate()).isNotNegative();
      }
    }
    double[] sums = runner.state("chat").root().finished().sums();
    assertThat(Arrays.stream(sums).min().orElseThrow()).isNotNegative();
  }

  @Test
  void aHistogramCountsOnlyWithAllItsKnownBuckets() {
    Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner = declared();
    histogram(runner, 1, 0, 0, 0);
    histogram(runner, 11, 1, 2, 3);
    bucket(runner, 21, 0.5, 50);
    bucket(runner, 21, 1, 60);

    assertThat(runner.state("chat").root().timeToFirstToken().count()).isEqualTo(3);

    bucket(runner, 21, Double.POSITIVE_INFINITY, 63);

    assertThat(runner.state("chat").root().timeToFirstToken().count()).isEqualTo(63);
  }

  @Test
  void ofAHistogramsRestartOnlyWhatCameSinceCounts() {
    Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner = declared();
    histogram(runner, 1, 10, 20, 30);
    histogram(runner, 11, 11, 22, 33);
    histogram(runner, 21, 1, 1, 2);

    assertThat(runner.state("chat").root().timeToFirstToken().count()).isEqualTo(3);

    histogram(runner, 31, 1, 2, 3);

    assertThat(runner.state("chat").root().timeToFirstToken().count()).isEqualTo(6);
  }

  @Test
  void aTrainingStepIsLearnedWithTheWidthAndBatchOfItsOwnPageWhateverTheirOrder() {
    for (WorkloadEvent event : Pages.fleet()) {
      whole.accept(event, Given.START);
      torn.accept(event, Given.START);
    }
    double[][] pages = {{2, 64, 0.4}, {2, 64, 0.4}, {4, 128, 0.5}, {4, 128, 0.5}, {1, 32, 0.3}};
    for (int i = 0; i < pages.length; i++) {
      Sample workers = new Sample.Scalar(Signal.WORKERS, pages[i][0]);
      Sample batch = new Sample.Scalar(Signal.BATCH_SIZE, pages[i][1]);
      Sample step = new Sample.Scalar(Signal.STEP_TIME, pages[i][2]);
      Instant at = Given.at(10 * (i + 1));
      whole.accept(page("train", at, List.of(workers, batch, step)), at);
      torn.accept(page("train", at, List.of(step)), at);
      torn.accept(page("train", at, List.of(batch, workers)), at);
    }
    whole.accept(new WorkloadEvent.Tick(), Given.at(60));
    torn.accept(new WorkloadEvent.Tick(), Given.at(60));

    assertThat(torn.digest()).isEqualTo(whole.digest());
    assertThat(whole.state("train").root().steps()).containsKey("big");
  }

  private static WorkloadEvent page(String workload, Instant at, List<Sample> samples) {
    return new WorkloadEvent.Measured(new Reading(workload, "a", "big", at, samples));
  }

  private static void counter(
      Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner, double time, double value) {
    Sample sample = new Sample.Scalar(Signal.REQUESTS_FINISHED, value);
    runner.accept(page("chat", Given.at(time), List.of(sample)), Given.at(time));
  }

  private static void bucket(
      Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner,
      double time,
      double bound,
      double count) {
    Sample sample = new Sample.Bucket(Signal.TIME_TO_FIRST_TOKEN, bound, count);
    runner.accept(page("chat", Given.at(time), List.of(sample)), Given.at(time));
  }

  private static void histogram(
      Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner, double time, double... counts) {
    bucket(runner, time, 0.5, counts[0]);
    bucket(runner, time, 1, counts[1]);
    bucket(runner, time, Double.POSITIVE_INFINITY, counts[2]);
  }

  private static double finished(Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner) {
    long start = Given.START.toEpochMilli();
    return runner.state("chat").root().finished().sum(start, start + 120_000);
  }
}
