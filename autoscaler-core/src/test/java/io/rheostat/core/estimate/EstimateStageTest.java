package io.rheostat.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.encoding.coder.StateFormatException;
import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Moment;
import io.rheostat.core.stage.Runner;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Alert;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateStageTest {
  private Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner = declared();

  @BeforeEach
  void declare() {
    runner = declared();
  }

  private static Runner<WorkloadState, WorkloadEvent, EstimateEffect> declared() {
    Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner = new Runner<>(new EstimateStage());
    Pages.fleet().forEach(event -> runner.accept(event, Given.START));
    return runner;
  }

  @ParameterizedTest
  @CsvSource({
    "chat, big, 140, FUTURE",
    "chat, big, -25, LATE",
    "nobody, big, 100, UNDECLARED",
    "chat, huge, 100, UNKNOWN_PLACEMENT"
  })
  void whatCannotCountChangesNothing(
      String workload, String placement, double observed, DropReason reason) {
    runner.accept(new Pages.Replica("a", "big").page("chat", Given.at(100)), Given.at(100));
    byte[] before = runner.digest();

    List<EstimateEffect> effects =
        runner.accept(
            new Pages.Replica("b", placement).page(workload, Given.at(observed)), Given.at(100));

    assertThat(effects).containsExactly(new EstimateEffect.Dropped(reason));
    assertThat(runner.digest()).isEqualTo(before);
  }

  @Test
  void aReplicaThatLeftStopsCountingAtOnce() {
    serve(60, 2);

    runner.accept(new WorkloadEvent.Left(new ReplicaGone("chat", "r1")), Given.at(60));

    Estimate estimate = estimateAt(66);
    assertThat(estimate.freshness().live()).isEqualTo(1);
    assertThat(estimate.freshness().unreachable()).isZero();
  }

  @Test
  void aReplicaThatFellSilentIsUnreachableAndItsDemandIsCarried() {
    serve(120, 2);
    double before = inference(estimateAt(121)).demand().stableRate();

    serveOne(121, 175);
    Estimate estimate = estimateAt(176);

    assertThat(estimate.freshness().unreachable()).isEqualTo(1);
    assertThat(estimate.freshness().stale()).isFalse();
    assertThat(inference(estimate).demand().stableRate()).isCloseTo(before, within(before * 0.1));
    assertThat(inference(estimate).demand().level()).isCloseTo(before, within(before * 0.1));
  }

  @Test
  void aReplicaThatIsNotReadyIsNotCountedButItsRequestsAre() {
    serve(60, 2);
    double running = inference(estimateAt(61)).running();

    status("r1", 61, 0, 0);

    Estimate estimate = estimateAt(61);
    assertThat(estimate.freshness().live()).isEqualTo(1);
    assertThat(estimate.freshness().unreachable()).isZero();
    assertThat(estimate.freshness().stale()).isFalse();
    assertThat(inference(estimate).running()).isEqualTo(running);
    assertThat(inference(estimate).capacities().getFirst().reporting()).isEqualTo(1);
  }

  @Test
  void whereNoReplicaIsReadyNothingMayBeLowered() {
    serve(60, 2);
    status("r0", 61, 0, 0);
    status("r1", 61, 0, 1);

    assertThat(estimateAt(61).freshness().live()).isZero();
    assertThat(estimateAt(61).freshness().stale()).isTrue();

    status("r0", 62, 1, 0);
    assertThat(estimateAt(62).freshness().live()).isEqualTo(1);
    assertThat(estimateAt(62).freshness().stale()).isFalse();
  }

  @Test
  void whatWasSaidOfAReplicaLongAgoNoLongerCounts() {
    serve(60, 1);
    status("r0", 20, 0, 0);
    assertThat(estimateAt(61).freshness().live()).isZero();

    serveOne(61, 120);

    assertThat(estimateAt(120).freshness().live()).isEqualTo(1);
  }

  @Test
  void aPodThatIsThereMakesNoSilentReplicaLookAlive() {
    serve(120, 2);
    double before = inference(estimateAt(121)).demand().stableRate();

    for (int second = 121; second < 240; second++) {
      status("r0", second, 1, 0);
      status("r1", second, 1, 0);
      runner.accept(new WorkloadEvent.Tick(), Given.at(second));
    }
    Estimate estimate = estimateAt(240);

    assertThat(estimate.freshness().live()).isZero();
    assertThat(estimate.freshness().unreachable()).isEqualTo(2);
    assertThat(estimate.freshness().stale()).isTrue();
    assertThat(inference(estimate).demand().stableRate()).isCloseTo(before, within(before * 0.1));
  }

  @Test
  void aPodThatIsPendingIsNoReplicaYetAndMeasuresNoDemand() {
    double declared = inference(estimateAt(1)).demand().level();

    status("r0", 10, 0, 1);

    Estimate estimate = estimateAt(20);
    assertThat(estimate.freshness().live()).isZero();
    assertThat(estimate.freshness().unreachable()).isZero();
    assertThat(estimate.freshness().stale()).isTrue();
    assertThat(inference(estimate).demand().level()).isEqualTo(declared);
  }

  /// Takes the orchestrator's word on a replica.
  private void status(String replica, int second, double ready, double pending) {
    List<Sample> samples =
        List.of(
            new Sample.Scalar(Signal.REPLICA_READY, ready),
            new Sample.Scalar(Signal.REPLICA_PENDING, pending));
    Reading reading = new Reading("chat", replica, "big", Given.at(second), samples);
    runner.accept(new WorkloadEvent.Measured(reading), Given.at(second));
  }

  @Test
  void anOutageOfAllMetricsIsNotZeroLoad() {
    serve(120, 2);
    double before = inference(estimateAt(121)).demand().stableRate();

    for (int second = 122; second < 420; second++) {
      runner.accept(new WorkloadEvent.Tick(), Given.at(second));
    }
    Estimate estimate = estimateAt(420);

    assertThat(estimate.freshness().stale()).isTrue();
    assertThat(inference(estimate).demand().stableRate()).isCloseTo(before, within(before * 0.1));
    assertThat(inference(estimate).demand().level()).isCloseTo(before, within(before * 0.1));
  }

  @Test
  void aJobIsCompleteOnlyWhenItIsTold() {
    job(10, 0);
    job(20, 0);
    for (int second = 21; second < 600; second++) {
      runner.accept(new WorkloadEvent.Tick(), Given.at(second));
    }

    assertThat(training().complete()).isFalse();

    job(600, 1);
    runner.accept(new WorkloadEvent.Tick(), Given.at(606));

    assertThat(training().complete()).isTrue();
  }

  @Property(tries = 40)
  void aLogCutAnywhereGivesTheSameEffectsAndTheSameBytes(@ForAll long seed) {
    List<Arrival> log = randomLog(new Random(seed), 250);
    Runner<WorkloadState, WorkloadEvent, EstimateEffect> uncut = declared();
    Runner<WorkloadState, WorkloadEvent, EstimateEffect> cut = declared();
    Random knife = new Random(seed + 1);

    for (Arrival arrival : log) {
      uncut.accept(arrival.event(), arrival.at());
      cut.accept(arrival.event(), arrival.at());
      if (knife.nextInt(20) == 0) {
        cut.cut();
      }
    }

    assertThat(cut.effects()).isEqualTo(uncut.effects());
    assertThat(cut.digest()).isEqualTo(uncut.digest());
  }

  @Property(tries = 60)
  void garbageNeverThrowsAndNeverMakesANumberThatIsNone(@ForAll long seed) {
    Random random = new Random(seed);
    Runner<WorkloadState, WorkloadEvent, EstimateEffect> host = declared();
    for (int step = 1; step < 120; step++) {
      Instant at = Given.at(step);
      String workload = random.nextBoolean() ? "chat" : "train";
      host.accept(garbage(workload, random, at), at);
      host.accept(new WorkloadEvent.Tick(), at);
    }

    assertThat(host.effects().toString()).doesNotContain("NaN").doesNotContain("Infinity");
  }

  @Property(tries = 200)
  void damagedStateIsReadOrRefused(@ForAll long seed) {
    Random random = new Random(seed);
    EstimateStage stage = new EstimateStage();
    serve(20, 1);
    WorkloadState state = runner.state("chat");
    SortedMap<String, byte[]> parts = new TreeMap<>();
    byte[] part = stage.codec().encodePart(state, "r0");
    part[random.nextInt(part.length)] = (byte) random.nextInt(256);
    parts.put("r0", part);
    byte[] root = stage.codec().encodeRoot(state);
    root[random.nextInt(root.length)] = (byte) random.nextInt(256);

    try {
      assertThat(stage.codec().decode(root, parts)).isNotNull();
    } catch (StateFormatException refused) {
      assertThat(refused).hasMessageContaining(" ");
    }
  }

  private record Arrival(WorkloadEvent event, Instant at) {}

  private static List<Arrival> randomLog(Random random, int length) {
    List<Arrival> log = new ArrayList<>();
    List<Pages.Replica> replicas = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      replicas.add(new Pages.Replica("r" + i, i % 2 == 0 ? "big" : "small"));
    }
    double time = 1;
    while (log.size() < length) {
      time += random.nextDouble() * 2;
      Instant at = Given.at(time);
      Pages.Replica replica = replicas.get(random.nextInt(replicas.size()));
      switch (random.nextInt(12)) {
        case 0 -> log.add(new Arrival(gone(replica.name), at));
        case 1 -> log.add(new Arrival(alert(random, at), at));
        case 2 -> log.add(new Arrival(garbage("train", random, at), at));
        case 3 -> log.add(new Arrival(change(random), at));
        case 4, 5, 6 -> log.add(new Arrival(new WorkloadEvent.Tick(), at));
        case 7 -> replica.restart();
        default -> {
          replica.live(random, 30);
          Instant observed = at.minusMillis(random.nextInt(4_000));
          replica.torn("chat", observed, random).forEach(part -> log.add(new Arrival(part, at)));
        }
      }
    }
    return log;
  }

  private static WorkloadEvent gone(String replica) {
    return new WorkloadEvent.Left(new ReplicaGone("chat", replica));
  }

  private static WorkloadEvent alert(Random random, Instant at) {
    String workload = random.nextBoolean() ? "chat" : "nobody";
    return new WorkloadEvent.Alerted(new Alert(workload, "slow", random.nextBoolean(), at));
  }

  private static WorkloadEvent change(Random random) {
    return switch (random.nextInt(5)) {
      case 0 ->
          Pages.declared(new Declaration(2, new Declaration.Change.WorkloadWithdrawn("train")));
      case 1 -> Pages.declared(new Declaration(2, new Declaration.Change.Freeze("chat", "me")));
      default -> Pages.fleet().get(random.nextInt(4));
    };
  }

  /// A page with values that no sane replica has.
  private static WorkloadEvent garbage(String workload, Random random, Instant at) {
    double[] values = {
      0, -1, 1, -1e308, 1.7e308, 1e-300, 1e18, -1e18, 3.5, Double.MIN_VALUE, Double.MAX_VALUE
    };
    List<Sample> samples = new ArrayList<>();
    Signal[] signals = Signal.values();
    for (int i = 1 + random.nextInt(30); i > 0; i--) {
      Signal signal = signals[random.nextInt(signals.length)];
      double value = values[random.nextInt(values.length)];
      if (signal.kind() == Signal.Kind.HISTOGRAM) {
        double bound = random.nextInt(3) == 0 ? Double.POSITIVE_INFINITY : value;
        bound = random.nextInt(20) == 0 ? Double.NEGATIVE_INFINITY : bound;
        samples.add(new Sample.Bucket(signal, bound, Math.abs(values[random.nextInt(11)])));
      } else {
        samples.add(new Sample.Scalar(signal, value));
      }
    }
    String replica = "r" + random.nextInt(3);
    return new WorkloadEvent.Measured(new Reading(workload, replica, "big", at, samples));
  }

  /// Steady traffic on replicas `r0`… until a second: ten requests a second each.
  private void serve(int until, int replicas) {
    List<Pages.Replica> all = new ArrayList<>();
    for (int i = 0; i < replicas; i++) {
      all.add(new Pages.Replica("r" + i, "big"));
    }
    for (int second = 1; second <= until; second++) {
      for (Pages.Replica replica : all) {
        replica.finished += 10;
        replica.running = 4;
        runner.accept(replica.page("chat", Given.at(second)), Given.at(second));
      }
      runner.accept(new WorkloadEvent.Tick(), Given.at(second));
    }
  }

  private void serveOne(int from, int until) {
    Pages.Replica replica = new Pages.Replica("r0", "big");
    replica.finished = (from - 1) * 10.0;
    for (int second = from; second <= until; second++) {
      replica.finished += 10;
      replica.running = 4;
      runner.accept(replica.page("chat", Given.at(second)), Given.at(second));
      runner.accept(new WorkloadEvent.Tick(), Given.at(second));
    }
  }

  private void job(double time, double complete) {
    List<Sample> samples =
        List.of(
            new Sample.Scalar(Signal.SAMPLES, time * 100),
            new Sample.Scalar(Signal.WORKERS, 2),
            new Sample.Scalar(Signal.COMPLETE, complete));
    runner.accept(
        new WorkloadEvent.Measured(new Reading("train", "w0", "big", Given.at(time), samples)),
        Given.at(time));
  }

  private Measure.Training training() {
    return (Measure.Training) last("train").measure();
  }

  private Estimate last(String workload) {
    Estimate found = null;
    for (EstimateEffect effect : runner.effects()) {
      if (effect instanceof EstimateEffect.Estimated(Estimate estimate)
          && estimate.workload().equals(workload)) {
        found = estimate;
      }
    }
    return Objects.requireNonNull(found);
  }

  private Estimate estimateAt(double second) {
    WorkloadState state = runner.state("chat");
    return EstimateBuilder.of(
        state,
        state.root().declared().orElseThrow(),
        new Moment(
            Given.START.plus(Duration.ofMillis((long) (second * 1000))),
            runner.moment().catalogue()));
  }

  private static Measure.Inference inference(Estimate estimate) {
    return (Measure.Inference) estimate.measure();
  }
}
