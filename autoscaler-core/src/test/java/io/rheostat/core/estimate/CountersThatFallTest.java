package io.rheostat.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Runner;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Counters that several processes, senders or restarts write, through the whole stage.
class CountersThatFallTest {
  private static final double[] BOUNDS = {0.1, 0.5, 1, Double.POSITIVE_INFINITY};
  private Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner =
      new Runner<>(new EstimateStage());

  @BeforeEach
  void declare() {
    runner = declared();
  }

  private static Runner<WorkloadState, WorkloadEvent, EstimateEffect> declared() {
    Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner = new Runner<>(new EstimateStage());
    Pages.fleet().forEach(event -> runner.accept(event, Given.START));
    return runner;
  }

  /// A page of a process that finished so many requests of 500 and 100 tokens.
  private static List<Sample> page(double finished, double running) {
    return page(finished, running, BOUNDS);
  }

  private static List<Sample> page(double finished, double running, double[] bounds) {
    List<Sample> samples = new ArrayList<>();
    samples.add(new Sample.Scalar(Signal.REQUESTS_RUNNING, running));
    samples.add(new Sample.Scalar(Signal.REQUESTS_WAITING, 0));
    samples.add(new Sample.Scalar(Signal.PROMPT_TOKENS, 500 * finished));
    samples.add(new Sample.Scalar(Signal.GENERATION_TOKENS, 100 * finished));
    samples.add(new Sample.Scalar(Signal.REQUESTS_FINISHED, finished));
    samples.add(new Sample.Scalar(Signal.TIME_TO_FIRST_TOKEN_SUM, finished / 4));
    for (int i = 0; i < bounds.length; i++) {
      double below = Math.floor(finished * (i + 1) / bounds.length);
      samples.add(new Sample.Bucket(Signal.TIME_TO_FIRST_TOKEN, bounds[i], below));
    }
    return samples;
  }

  private void send(String replica, double second, List<Sample> samples) {
    Instant at = Given.at(second);
    runner.accept(new WorkloadEvent.Measured(new Reading("chat", replica, "big", at, samples)), at);
    runner.accept(new WorkloadEvent.Tick(), at);
  }

  private double highestRate() {
    double highest = 0;
    for (EstimateEffect effect : runner.effects()) {
      if (effect instanceof EstimateEffect.Estimated(Estimate estimate)
          && estimate.measure() instanceof Measure.Inference inference
          && estimate.at().isAfter(Given.at(10))) {
        highest = Math.max(highest, inference.demand().stableRate());
        highest = Math.max(highest, inference.demand().recentRate());
        highest = Math.max(highest, inference.demand().level());
      }
    }
    return highest;
  }

  private Estimate last() {
    Estimate found = null;
    for (EstimateEffect effect : runner.effects()) {
      if (effect instanceof EstimateEffect.Estimated(Estimate estimate)
          && estimate.workload().equals("chat")) {
        found = estimate;
      }
    }
    return Objects.requireNonNull(found);
  }

  private double stableRate() {
    return ((Measure.Inference) last().measure()).demand().stableRate();
  }

  /// Two processes behind each address, 5,000 requests apart, each with 2 requests a second.
  private void balanced() {
    for (int i = 0; i <= 24; i++) {
      double finished = (i % 2 == 0 ? 50_000 : 45_000) + 10 * i;
      send("a", 5 * i + 1, page(finished, 6));
      send("b", 5 * i + 1.5, page(finished + 200_000, 6));
    }
  }

  @Test
  void twoProcessesBehindOneAddressCountAtMostWhatTheyServe() {
    balanced();

    assertThat(stableRate()).isBetween(4.0, 8.5);
    assertThat(highestRate()).isLessThan(12);
  }

  /// An engine restarts, and another version of it with other buckets follows at once.
  @ParameterizedTest
  @ValueSource(strings = {"0.1, 0.25, 0.5, 1, Infinity", "0.2, 2, Infinity", "Infinity"})
  void aRestartFollowedByOtherBucketsCountsWhatComesAfter(String bounds) {
    double[] others = Stream.of(bounds.split(", ")).mapToDouble(Double::parseDouble).toArray();
    for (int i = 0; i <= 24; i++) {
      send("a", 5 * i + 1, page(1000 + 10 * i, 6));
    }
    send("a", 126, page(4, 6));
    for (int i = 0; i <= 24; i++) {
      send("a", 131 + 5 * i, page(8 + 10 * i, 6, others));
    }

    Measure.Inference measure = (Measure.Inference) last().measure();
    assertThat(measure.demand().stableRate()).isBetween(1.9, 2.1);
    assertThat(measure.timeToFirstToken()).isPresent();
  }

  @Test
  void jumpingCountersAreSaidAndCountedAndNothingIsLoweredOnThem() {
    balanced();

    assertThat(last().counters().jumping()).isEqualTo(2);
    assertThat(last().freshness().stale()).isTrue();
    assertThat(runner.effects())
        .filteredOn(new EstimateEffect.Dropped(DropReason.JUMPED)::equals)
        .hasSizeGreaterThan(20);
  }

  @Test
  void aReplicaIsTrustedAgainOnceItsCountersGoOn() {
    balanced();
    for (int i = 25; i <= 60; i++) {
      send("a", 5 * i + 1, page(50_000 + 10 * i, 6));
      send("b", 5 * i + 1.5, page(250_000 + 10 * i, 6));
    }

    assertThat(last().counters().jumping()).isZero();
    assertThat(last().freshness().stale()).isFalse();
    assertThat(stableRate()).isBetween(3.9, 4.1);
  }

  @Test
  void whatRunsInProcessesThatTakeTurnsIsNotTakenForArrivals() {
    for (int i = 0; i <= 24; i++) {
      double finished = (i % 2 == 0 ? 50_000 : 45_000) + 10 * i;
      send("a", 5 * i + 1, page(finished, i % 2 == 0 ? 0 : 100));
    }

    assertThat(stableRate()).isBetween(1.9, 4.2);
    assertThat(((Measure.Inference) last().measure()).demand().recentRate()).isLessThan(5);
  }

  @Test
  void aCounterThatJumpsOnceByABillionChangesNothing() {
    for (int i = 0; i <= 24; i++) {
      send("a", 5 * i + 1, page(1000 + 50 * i, 6));
    }
    double before = stableRate();
    send("a", 126, page(1e9, 6));
    for (int i = 26; i <= 30; i++) {
      send("a", 5 * i + 1, page(1000 + 50 * i, 6));
    }

    assertThat(highestRate()).isLessThan(12);
    assertThat(stableRate()).isBetween(before * 0.8, before * 1.05);
  }

  @Test
  void aCounterThatStaysABillionHigherGoesOnFromThere() {
    for (int i = 0; i <= 50; i++) {
      send("a", 5 * i + 1, page(1000 + 50 * i + (i < 20 ? 0 : 1e9), 6));
    }

    assertThat(highestRate()).isLessThan(12);
    assertThat(stableRate()).isBetween(9.5, 10.5);
    assertThat(last().counters().jumping()).isZero();
  }

  @Test
  void aBillionWaitingRequestsOnceAreNobodys() {
    for (int i = 0; i <= 12; i++) {
      send("a", 5 * i + 1, page(1000 + 50 * i, 6));
    }
    List<Sample> absurd = new ArrayList<>(page(1000 + 50 * 13, 6));
    absurd.set(1, new Sample.Scalar(Signal.REQUESTS_WAITING, 1e9));
    send("a", 66, absurd);

    assertThat(((Measure.Inference) last().measure()).waiting()).isZero();
    assertThat(((Measure.Inference) last().measure()).demand().backlog()).isZero();
    assertThat(highestRate()).isLessThan(12);
  }

  @Test
  void anAbsurdDeltaIsNoGrowthAndThoseAfterItCount() {
    Origin delta = new Origin(0, 0, Origin.Temporality.DELTA);
    for (int i = 0; i <= 40; i++) {
      double amount = i == 20 ? 1e15 : 50;
      send("a", 5 * i + 1, List.of(new Sample.Scalar(Signal.REQUESTS_FINISHED, delta, amount)));
    }

    assertThat(highestRate()).isLessThan(12);
    assertThat(stableRate()).isBetween(9.5, 10.5);
  }

  @Test
  void aLoneCounterThatFallsBesideOthersThatGoOnHasNoFirstValue() {
    Sample first = new Sample.Scalar(Signal.REQUESTS_FINISHED, 1000);
    send("a", 1, List.of(first, new Sample.Scalar(Signal.GENERATION_TOKENS, 100_000)));
    for (int i = 1; i <= 4; i++) {
      Sample fallen = new Sample.Scalar(Signal.REQUESTS_FINISHED, 10 + i);
      Sample others = new Sample.Scalar(Signal.GENERATION_TOKENS, 100_000 + 100 * i);
      send("a", 1 + 5 * i, List.of(fallen, others));
    }

    long start = Given.START.toEpochMilli();
    assertThat(runner.state("chat").root().finished().sum(start, start + 120_000)).isEqualTo(3);
  }

  @Test
  void aReplicaThatRestartsCountsWhatItDidSince() {
    for (int i = 0; i <= 20; i++) {
      send("a", 5 * i + 1, page(i < 10 ? 1000 + 50 * i : 20 + 50 * (i - 10), 6));
    }

    long start = Given.START.toEpochMilli();
    assertThat(runner.state("chat").root().finished().sum(start, start + 120_000))
        .isEqualTo(450 + 20 + 500);
    assertThat(runner.state("chat").root().timeToFirstToken().count()).isPositive();
    assertThat(last().counters().jumping()).isZero();
  }

  /// Truth, kept apart from all that the stage does.
  private static final class EngineProcess {
    double finished;
    double grown;
    double restarted;

    EngineProcess(double finished) {
      this.finished = finished;
    }

    void live(Random random, int most) {
      double done = random.nextInt(most + 1);
      finished += done;
      grown += done;
    }
  }

  @Property(tries = 150)
  void scalarsAndHistogramsOfAnyMixtureGrowByNoMoreThanTheirProcesses(@ForAll long seed) {
    Random random = new Random(seed);
    runner = declared();
    List<EngineProcess> processes = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      processes.add(new EngineProcess(1e6 * i + random.nextInt(100_000)));
    }
    double first = 1;
    for (double time = first; time < 58; time += 1 + random.nextDouble() * 4) {
      processes.forEach(process -> process.live(random, 30));
      EngineProcess one = processes.get(random.nextInt(processes.size()));
      // Two that begin again within what one engine does in a minute cannot be told apart.
      if (random.nextInt(12) == 0 && one.equals(processes.getFirst())) {
        one.finished = random.nextInt(5);
        one.restarted += one.finished;
      }
      List<Sample> samples = new ArrayList<>(page(one.finished, random.nextInt(16)));
      Collections.shuffle(samples, random);
      int cut = random.nextInt(samples.size());
      double stamp = time + random.nextDouble() * 2;
      for (int copies = 1 + random.nextInt(2); copies > 0; copies--) {
        send("a", stamp, samples.subList(0, cut + 1));
        send("a", stamp, samples.subList(cut, samples.size()));
      }
    }

    double most = processes.stream().mapToDouble(p -> p.grown + p.restarted).sum();
    long start = Given.START.toEpochMilli();
    WorkloadRoot root = runner.state("chat").root();
    assertThat(root.finished().sum(start, start + 120_000)).isBetween(-1e-6, most + 1e-6);
    assertThat(root.timeToFirstToken().count()).isBetween(0.0, most + 1e-6);
  }

  @Property(tries = 60)
  void aPairOfSendersOfOneSeriesIsOneProcess(@ForAll long seed) {
    Random random = new Random(seed);
    runner = declared();
    double skew = random.nextDouble() * 3;
    for (double time = 1; time < 118; time += 2.5) {
      boolean second = random.nextBoolean();
      // The clock of the second sender is ahead.
      send("a", time + (second ? skew : 0), page(Math.floor(10_000 + 4 * time), 6));
    }

    assertThat(stableRate()).isBetween(3.0, 4.4);
    assertThat(highestRate()).isLessThan(12);
  }
}
