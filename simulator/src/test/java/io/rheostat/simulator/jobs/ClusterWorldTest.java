package io.rheostat.simulator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whole runs whose every second is reckoned by hand. A job of [Toy] alone on one device trains for
/// 50 and 52 seconds after a delay of 30.
final class ClusterWorldTest {
  private static final ClusterShape ONE = ClusterShape.parse("1x1:t4");

  private static JobScore run(JobScheduler scheduler) {
    return ClusterWorld.run(
        Toy.CLUSTER, List.of(Toy.submission("job", 5, Toy.application())), Toy.rules(), scheduler);
  }

  private static JobScheduler always(int[]... rows) {
    return (cluster, jobs) -> rows;
  }

  /// Gives its rows decision by decision, the last one for ever.
  private static JobScheduler inTurn(int[]... rows) {
    int[] decisions = {0};
    return (cluster, jobs) -> new int[][] {rows[Math.min(decisions[0]++, rows.length - 1)]};
  }

  /// One device for the first job in the list.
  private static int[][] firstOnly(List<ClusterJob> jobs) {
    int[][] rows = new int[jobs.size()][1];
    rows[0][0] = 1;
    return rows;
  }

  private static int[] row(int... devices) {
    return devices;
  }

  /// Submitted at 5, allocated at 60, training from 90 to 140 and to 192.
  @Test
  void aJobAloneEndsAtItsSecond() {
    JobScore.Finished job = run(always(row(1, 0, 0))).jobs().getFirst();

    assertThat(job.completedAt()).isEqualTo(192);
    assertThat(job.seconds()).isEqualTo(187);
    assertThat(job.restarts()).isZero();
    assertThat(job.deviceSeconds()).containsExactly(132.0);
    assertThat(job.name()).isEqualTo("job");
    assertThat(job.application()).isEqualTo("toy");
  }

  /// 60 iterations until 120, a delay until 150, 40.6 in 20 s, 104.4 in 52 s.
  @Test
  void aChangeOfNodesIsARestart() {
    JobScore.Finished job = run(inTurn(row(1, 0, 0), row(0, 1, 0))).jobs().getFirst();

    assertThat(job.completedAt()).isEqualTo(222);
    assertThat(job.restarts()).isEqualTo(1);
    assertThat(job.deviceSeconds()).containsExactly(162.0);
  }

  /// Until 120 as above; idle until 180, a delay until 210, then 20 s and 52 s.
  @Test
  void aPauseCostsNoDevicesAndARestart() {
    JobScore.Finished job = run(inTurn(row(1, 0, 0), row(0, 0, 0), row(1, 0, 0))).jobs().getFirst();

    assertThat(job.completedAt()).isEqualTo(282);
    assertThat(job.restarts()).isEqualTo(1);
    assertThat(job.deviceSeconds()).containsExactly(162.0);
  }

  @Test
  void decisionsAreMadeEachMinute() {
    List<Double> ages = new ArrayList<>();
    run(
        (cluster, jobs) -> {
          ages.add(jobs.getFirst().age());
          return new int[][] {{1, 0, 0}};
        });

    assertThat(ages).containsExactly(55.0, 115.0, 175.0);
  }

  @Test
  void aJobSubmittedOnTheMinuteIsSeenAtOnce() {
    JobScore score =
        ClusterWorld.run(
            ONE,
            List.of(Toy.submission("job", 120, Toy.application())),
            Toy.rules(),
            always(row(1)));

    assertThat(score.jobs().getFirst().seconds()).isEqualTo(132);
  }

  @Test
  void jobsAreShownInTheOrderOfSubmission() {
    List<List<String>> shown = new ArrayList<>();
    JobScore score =
        ClusterWorld.run(
            ONE,
            List.of(
                Toy.submission("late", 130, Toy.application()),
                Toy.submission("early", 5, Toy.application())),
            Toy.rules(),
            (cluster, jobs) -> {
              shown.add(jobs.stream().map(job -> job.submission().name()).toList());
              return firstOnly(jobs);
            });

    assertThat(shown)
        .startsWith(List.of("early"), List.of("early"), List.of("early", "late"))
        .endsWith(List.of("late"));
    assertThat(score.jobs()).extracting(JobScore.Finished::name).containsExactly("early", "late");
  }

  /// The first job ends at 192. Its device is idle until the decision at 240.
  @Test
  void devicesOfAJobThatEndedWaitForTheNextDecision() {
    JobScore score =
        ClusterWorld.run(
            ONE,
            List.of(
                Toy.submission("a", 0, Toy.application()),
                Toy.submission("b", 0, Toy.application())),
            Toy.rules(),
            (cluster, jobs) -> firstOnly(jobs));

    assertThat(score.jobs())
        .extracting(JobScore.Finished::completedAt)
        .containsExactly(192.0, 372.0);
    assertThat(score.deviceHours()).isEqualTo(264 / 3_600.0);
  }

  /// Decided at 10, a delay until 40, 50 s to 90 and 52 s to 142.
  @Test
  void onEventsAJobStartsWithinTenSeconds() {
    JobScore score =
        ClusterWorld.runOnEvents(
            ONE, List.of(Toy.submission("job", 5, Toy.application())), Toy.rules(), always(row(1)));

    assertThat(score.jobs().getFirst().completedAt()).isEqualTo(142);
  }

  /// Events: a submission at 5, a first profile in the ten seconds after 40, an end at 142 and the
  /// other job's first profile after 180.
  @Test
  void onEventsDecisionsFollowSubmissionsProfilesAndEnds() {
    List<Double> times = new ArrayList<>();
    ClusterWorld.runOnEvents(
        ONE,
        List.of(
            Toy.submission("a", 5, Toy.application()), Toy.submission("b", 5, Toy.application())),
        Toy.rules(),
        (cluster, jobs) -> {
          times.add(jobs.getFirst().age() + 5);
          return firstOnly(jobs);
        });

    assertThat(times).containsExactly(10.0, 50.0, 60.0, 120.0, 150.0, 180.0, 190.0, 240.0);
  }

  /// 150 iterations of two replicas on two nodes: at 2 a second 75 s, at 1.5 a second 100 s.
  @Test
  void distributedJobsOnOneNodeSlowEachOtherDown() {
    assertThat(ends("3x2:t4", row(1, 1, 0), row(0, 1, 1))).containsExactly(190.0, 190.0);
    assertThat(ends("4x2:t4", row(1, 1, 0, 0), row(0, 0, 1, 1))).containsExactly(165.0, 165.0);
  }

  /// Two replicas on one node make 2.5 iterations a second: 60 s.
  @Test
  void aJobOnOneNodeInterferesWithNone() {
    assertThat(ends("2x4:t4", row(1, 1), row(0, 2))).containsExactly(165.0, 150.0);
  }

  private static List<Double> ends(String cluster, int[] first, int[] second) {
    JobRules rules = new JobRules(JobKnowledge.OWN, true, Map.of(), 30, 0.25, 1, 1);
    JobScore score =
        ClusterWorld.run(
            ClusterShape.parse(cluster),
            List.of(
                Toy.submission("a", 0, Toy.application(150)),
                Toy.submission("b", 0, Toy.application(150))),
            rules,
            (shape, jobs) ->
                jobs.size() == 2
                    ? new int[][] {first, second}
                    : new int[][] {jobs.getFirst().row()});
    return score.jobs().stream().map(JobScore.Finished::completedAt).toList();
  }

  @Test
  void moreDevicesThanANodeHasAreRefused() {
    assertThatThrownBy(() -> run(always(row(0, 3, 0))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("node 1")
        .hasMessageContaining("3 devices");
    assertThatThrownBy(() -> ends("2x2:t4", row(2, 0), row(1, 0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("node 0");
  }

  @Test
  void fewerDevicesThanNoneAreRefused() {
    assertThatThrownBy(() -> run(always(row(1, -1, 0)))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStarvedJobEndsTheWorldAfterThirtyDays() {
    assertThatThrownBy(() -> run(always(row(0, 0, 0))))
        .isInstanceOf(UnfinishedJobsException.class)
        .hasMessage("1 job is not complete after 30 simulated days.");
  }
}
