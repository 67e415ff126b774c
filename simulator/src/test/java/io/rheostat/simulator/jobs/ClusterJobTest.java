package io.rheostat.simulator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.training.GradientStatistics;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.simulator.jobs.table.Application;
import io.rheostat.simulator.jobs.table.EpochTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// Seconds of one job, reckoned by hand: two iterations a second on one device, 2.5 on two of one
/// node, after half a minute of delay.
final class ClusterJobTest {
  private static final ClusterShape MIXED = ClusterShape.parse("2x2:t4,1x2:fast");

  private static ClusterJob job(Application application, JobRules rules) {
    return new ClusterJob(Toy.submission("job", 0, application), MIXED, rules, new ProfileBook());
  }

  private static ClusterJob job() {
    return job(Toy.application(), Toy.rules());
  }

  /// Noise alone: a step of n times the batch counts n times.
  private static Application wide(double end) {
    EpochTable epochs =
        new EpochTable(
            Map.of(10.0, List.of(new EpochTable.Epoch(end, end, new GradientStatistics(0, 1)))));
    return new Application(
        "wide",
        new BatchRange(10, 40, 5, 10, true),
        6,
        Optional.empty(),
        Toy.steps(),
        epochs,
        Map.of("fast", 2.0));
  }

  @Test
  void aFirstStartPaysTheDelayAndIsNoRestart() {
    ClusterJob job = job();
    job.allocate(new int[] {1, 0, 0});
    job.advance(20, 0);

    assertThat(job.isStarting()).isTrue();
    assertThat(job.workLeft()).isEqualTo(205);
    job.advance(20, 0);
    assertThat(job.isStarting()).isFalse();
    // Ten seconds beyond the delay.
    assertThat(job.workLeft()).isCloseTo(185, within(1e-9));
    assertThat(job.restarts()).isZero();
    assertThat(job.deviceSeconds()).isEqualTo(40);
    assertThat(job.executedSeconds()).isEqualTo(40);
    assertThat(job.age()).isEqualTo(40);
  }

  @Test
  void theSameNodesAgainChangeNothing() {
    ClusterJob job = job();
    job.allocate(new int[] {1, 0, 0});
    job.advance(40, 0);
    job.allocate(new int[] {1, 0, 0});
    job.advance(10, 0);

    assertThat(job.restarts()).isZero();
    assertThat(job.workLeft()).isCloseTo(165, within(1e-9));
  }

  @Test
  void anotherNodeAtTheSameWidthIsARestartWithoutLostWork() {
    ClusterJob job = job();
    job.allocate(new int[] {1, 0, 0});
    job.advance(40, 0);
    job.allocate(new int[] {0, 1, 0});
    job.advance(40, 0);

    assertThat(job.restarts()).isEqualTo(1);
    assertThat(job.workLeft()).isCloseTo(165, within(1e-9));
  }

  @Test
  void aJobWithoutDevicesWaitsAndStartsAgain() {
    ClusterJob job = job();
    job.allocate(new int[] {1, 0, 0});
    job.advance(40, 0);
    job.allocate(new int[] {0, 0, 0});
    job.advance(100, 0);

    assertThat(job.replicas()).isZero();
    assertThat(job.type()).isEmpty();
    assertThat(job.restarts()).isZero();
    assertThat(job.deviceSeconds()).isEqualTo(40);
    assertThat(job.workLeft()).isCloseTo(185, within(1e-9));
    job.allocate(new int[] {1, 0, 0});
    job.advance(40, 0);
    assertThat(job.restarts()).isEqualTo(1);
    assertThat(job.workLeft()).isCloseTo(165, within(1e-9));
    assertThat(job.age()).isEqualTo(180);
  }

  @Test
  void moreReplicasAreFasterAndHoldMoreDevices() {
    ClusterJob job = job();
    job.allocate(new int[] {2, 0, 0});
    job.advance(40, 0);

    assertThat(job.replicas()).isEqualTo(2);
    assertThat(job.row()).containsExactly(2, 0, 0);
    assertThat(job.deviceSeconds()).isEqualTo(80);
    assertThat(job.executedSeconds()).isEqualTo(40);
    assertThat(job.workLeft()).isCloseTo(205 - 25, within(1e-9));
  }

  @Test
  void deviceSecondsAreCountedByType() {
    ClusterJob job = job();
    job.allocate(new int[] {1, 0, 0});
    job.advance(40, 0);
    job.allocate(new int[] {0, 0, 2});
    job.advance(10, 0);

    assertThat(job.type()).isEqualTo("fast");
    assertThat(job.deviceSeconds("t4")).isEqualTo(40);
    assertThat(job.deviceSeconds("fast")).isEqualTo(20);
    assertThat(job.deviceSeconds("none")).isZero();
    assertThat(job.deviceSeconds()).isEqualTo(60);
  }

  /// 100.6 iterations at 2 a second are 50.3 s, rounded to 50; the epoch's progress is whole then.
  @Test
  void anEpochEndsAtARoundedSecond() {
    ClusterJob job = job();
    job.allocate(new int[] {1, 0, 0});
    job.advance(79, 0);

    assertThat(job.epoch()).isZero();
    job.advance(2, 0);
    assertThat(job.epoch()).isEqualTo(1);
    assertThat(job.workLeft()).isCloseTo(205 - 100.6 - 2, within(1e-9));
  }

  /// The second epoch takes 52.2 s, rounded to 52: 30 + 50 + 52.
  @Test
  void aJobEndsWithinAnIntervalAndHoldsNothingFromThen() {
    ClusterJob job = job();
    job.allocate(new int[] {1, 0, 0});
    assertThat(job.completedAt()).isNaN();
    job.advance(600, 0);

    assertThat(job.isComplete()).isTrue();
    assertThat(job.completedAt()).isEqualTo(132);
    assertThat(job.deviceSeconds()).isEqualTo(132);
  }

  @Test
  void interferenceTakesAShareOfTheProgress() {
    ClusterJob job = job();
    job.allocate(new int[] {1, 0, 0});
    job.advance(70, 0.25);

    assertThat(job.workLeft()).isCloseTo(205 - 60, within(1e-9));
  }

  @Test
  void declaredWorkNeverFallsBelowAHundredth() {
    ClusterJob job = job();
    job.allocate(new int[] {1, 0, 0});
    job.advance(131, 0);

    // 100.6 + 2 · 51 = 202.6 of 205 are done: 2.4 left. A second later it is at its end.
    assertThat(job.workLeft()).isCloseTo(2.4, within(1e-9));
    job.advance(1, 0);
    assertThat(job.workLeft()).isCloseTo(2.05, within(1e-9));
  }

  @Test
  void twoTypesAtOnceAreRefused() {
    ClusterJob job = job();

    assertThatThrownBy(() -> job.allocate(new int[] {0, 1, 1}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("job");
  }

  @Test
  void aJobKnowsNothingBeforeItTrained() {
    ClusterJob job = job(wide(1_000), JobRules.of(JobKnowledge.OWN, false, 30));
    job.allocate(new int[] {1, 0, 0});
    job.advance(30, 0);

    assertThat(job.isProfiled()).isFalse();
    assertThat(job.goodput("t4", 1, 1)).isEmpty();
    assertThat(job.mostReplicas()).isEqualTo(1);
    job.advance(1, 0);
    assertThat(job.isProfiled()).isTrue();
    assertThat(job.goodput("t4", 1, 1).orElseThrow()).isCloseTo(2, Percentage.withPercentage(1));
  }

  @Test
  void aJobMayHaveTwiceTheReplicasThatRan() {
    ClusterJob job = job(wide(1_000), JobRules.of(JobKnowledge.OWN, false, 0));
    job.allocate(new int[] {1, 0, 0});
    job.advance(1, 0);
    assertThat(job.mostReplicas()).isEqualTo(2);
    job.allocate(new int[] {2, 0, 0});
    job.advance(1, 0);
    assertThat(job.mostReplicas()).isEqualTo(4);
    job.allocate(new int[] {1, 0, 0});
    job.advance(1, 0);
    assertThat(job.mostReplicas()).isEqualTo(4);

    // All of 40 / 5 = 8 and 6 replicas.
    ClusterJob oracle = job(wide(1_000), JobRules.of(JobKnowledge.TRUE, false, 0));
    assertThat(oracle.mostReplicas()).isEqualTo(6);
  }

  /// A step of ten samples takes 0.5 s on one type and 0.25 s on the other.
  @Test
  void anUnseenTypeIsValuedByTheRatioOfOneReplica() {
    ClusterJob job = job(wide(1_000), JobRules.of(JobKnowledge.OWN, false, 0));
    job.allocate(new int[] {1, 0, 0});
    job.advance(1, 0);

    assertThat(job.goodput("fast", 1, 1).orElseThrow()).isCloseTo(4, Percentage.withPercentage(1));
  }

  @Test
  void theOracleKnowsTheTruthFromTheStart() {
    ClusterJob oracle = job(wide(1_000), JobRules.of(JobKnowledge.TRUE, false, 0));

    assertThat(oracle.isProfiled()).isTrue();
    assertThat(oracle.goodput("fast", 1, 1).orElseThrow()).isCloseTo(4, within(1e-9));
    // Two replicas, two passes of ten samples: four initial batches in 0.6 + 0.5 s.
    assertThat(oracle.goodput("t4", 1, 2).orElseThrow()).isCloseTo(4 / 1.1, within(1e-9));
  }

  /// Without a model two replicas run the initial batch of 10 in 0.4 s. Afterwards the agent adds
  /// up two passes of ten: four initial batches in 1.1 s.
  @Test
  void theAgentAdaptsTheBatchAfterAnInterval() {
    ClusterJob job = job(wide(1_000), JobRules.of(JobKnowledge.OWN, false, 0));
    job.allocate(new int[] {2, 0, 0});
    job.advance(60, 0);
    assertThat(job.workLeft()).isCloseTo(1_000 - 60 / 0.4, within(1e-9));
    job.advance(60, 0);

    assertThat(job.workLeft()).isCloseTo(850 - 60 * 4 / 1.1, within(1e-9));
  }

  @Test
  void aStaticBatchIsNeverAdapted() {
    ClusterJob job = job(wide(1_000), JobRules.of(JobKnowledge.OWN, true, 0));
    job.allocate(new int[] {2, 0, 0});
    job.advance(60, 0);
    job.advance(60, 0);

    assertThat(job.workLeft()).isCloseTo(1_000 - 120 / 0.4, within(1e-9));
  }

  @Test
  void whatAnEndedJobObservedServesThoseThatRunAndThoseToCome() {
    ProfileBook book = new ProfileBook();
    JobRules ended = JobRules.of(JobKnowledge.ENDED, false, 0);
    ClusterJob first = new ClusterJob(Toy.submission("a", 0, wide(1_000)), MIXED, ended, book);
    ClusterJob meanwhile = new ClusterJob(Toy.submission("b", 0, wide(1_000)), MIXED, ended, book);
    first.allocate(new int[] {2, 0, 0});
    first.advance(1, 0);
    meanwhile.advance(1, 0);
    assertThat(first.isComplete()).isFalse();
    assertThat(meanwhile.isProfiled()).isFalse();

    first.advance(100_000, 0);
    meanwhile.advance(1, 0);
    ClusterJob later = new ClusterJob(Toy.submission("c", 0, wide(1_000)), MIXED, ended, book);
    later.advance(1, 0);

    assertThat(first.isComplete()).isTrue();
    assertThat(meanwhile.isProfiled()).isTrue();
    assertThat(later.isProfiled()).isTrue();
    assertThat(later.mostReplicas()).isEqualTo(4);
  }

  @Test
  void sharedObservationsServeTheNextJobOnly() {
    ProfileBook book = new ProfileBook();
    JobRules shared = JobRules.of(JobKnowledge.SHARED, false, 0);
    Submission submission = Toy.submission("a", 0, wide(1_000));
    ClusterJob first = new ClusterJob(submission, MIXED, shared, book);
    ClusterJob meanwhile = new ClusterJob(submission, MIXED, shared, book);
    first.allocate(new int[] {2, 0, 0});
    first.advance(1, 0);
    ClusterJob later = new ClusterJob(submission, MIXED, shared, book);
    JobRules own = JobRules.of(JobKnowledge.OWN, false, 0);

    assertThat(meanwhile.isProfiled()).isFalse();
    assertThat(later.isProfiled()).isTrue();
    assertThat(later.mostReplicas()).isEqualTo(4);
    assertThat(new ClusterJob(submission, MIXED, own, book).isProfiled()).isFalse();
  }
}
