package io.rheostat.core.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.counter.CounterTracks;
import io.rheostat.core.series.SeriesTable;
import io.rheostat.core.series.Tables;
import io.rheostat.model.signal.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Life and service of one replica, by the times of its readings.
class ReplicaStateTest {
  private static ReplicaState replica(long receivedAt, double interval, SeriesTable series) {
    return new ReplicaState(
        "r0",
        "big",
        receivedAt,
        receivedAt,
        interval,
        ReplicaRequests.of(series, 10_000),
        series,
        List.of(),
        2,
        WorkSums.NONE,
        CounterTracks.NONE);
  }

  private static ReplicaState every(double interval) {
    return replica(100_000, interval, SeriesTable.EMPTY);
  }

  @Test
  void silenceOfThreeIntervalsIsTheLimit() {
    assertThat(every(0).staleAfterMillis()).isEqualTo(10_000);
    assertThat(every(3_000).staleAfterMillis()).isEqualTo(10_000);
    assertThat(every(15_000).staleAfterMillis()).isEqualTo(45_000);
    assertThat(every(60_000).staleAfterMillis()).isEqualTo(90_000);
  }

  @Test
  void aReplicaIsLiveUpToItsLimit() {
    assertThat(every(15_000).isLive(145_000)).isTrue();
    assertThat(every(15_000).isLive(145_001)).isFalse();
  }

  @Test
  void aReplicaNeverHeardIsNotLive() {
    assertThat(ReplicaState.of("r0", "big").isLive(0)).isFalse();
    assertThat(ReplicaState.of("r0", "big").isServing(0)).isFalse();
  }

  @Test
  void withoutAWordFromItsOrchestratorItServes() {
    assertThat(every(0).isServing(105_000)).isTrue();
    assertThat(every(0).isServing(111_000)).isFalse();
  }

  @Test
  void aReplicaReportedUnreadyOrPendingDoesNotServe() {
    assertThat(told(Signal.REPLICA_READY, 1, 100_000).isServing(100_000)).isTrue();
    assertThat(told(Signal.REPLICA_READY, 0, 100_000).isServing(100_000)).isFalse();
    assertThat(told(Signal.REPLICA_PENDING, 0, 100_000).isServing(100_000)).isTrue();
    assertThat(told(Signal.REPLICA_PENDING, 1, 100_000).isServing(100_000)).isFalse();
  }

  @Test
  void anOldWordDoesNotCount() {
    assertThat(told(Signal.REPLICA_READY, 0, 10_000).isServing(100_000)).isFalse();
    assertThat(told(Signal.REPLICA_READY, 0, 9_999).isServing(100_000)).isTrue();
  }

  private static ReplicaState told(Signal signal, double value, long at) {
    return replica(100_000, 0, Tables.of(signal, value, at));
  }

  @Test
  void valuesAreMergedFromTheSeriesThatReport() {
    ReplicaState replica =
        replica(
            100_000,
            0,
            Tables.of(
                Signal.REQUESTS_RUNNING,
                4,
                100_000,
                Signal.REQUESTS_RUNNING,
                5,
                90_000,
                Signal.REQUESTS_RUNNING,
                9,
                89_999));

    assertThat(replica.value(Signal.REQUESTS_RUNNING)).isEqualTo(9);
    assertThat(replica.seenAt(Signal.REQUESTS_RUNNING)).isEqualTo(100_000);
    assertThat(replica.inFlight().running()).isEqualTo(9);
  }

  @Test
  void otherWorkLeavesTheRestAlone() {
    ReplicaState after = every(15_000).withWork(WorkSums.generated(5));

    assertThat(after.work().generatedTokens()).isEqualTo(5);
    assertThat(after.withWork(WorkSums.NONE)).isEqualTo(every(15_000));
  }

  @Test
  void theSlowestLiveReplicaIsTheWatermark() {
    ReplicaState fast = replica(100_000, 0, Tables.of(Signal.REQUESTS_FINISHED, 1, 99_000));
    ReplicaState slow = replica(100_000, 0, Tables.of(Signal.REQUESTS_FINISHED, 1, 95_000));
    ReplicaState gone = replica(50_000, 0, Tables.of(Signal.REQUESTS_FINISHED, 1, 50_000));

    assertThat(LiveReplicas.watermark(List.of(fast, slow, gone), 101_000)).isEqualTo(95_000);
    assertThat(LiveReplicas.watermark(List.of(gone, every(0)), 101_000)).isEqualTo(101_000);
    assertThat(LiveReplicas.serving(List.of(fast, slow, gone), 101_000)).isEqualTo(2);
  }

  @Test
  void arrivalsOfASilentReplicaAreCarriedFromItsLastWord() {
    ReplicaState silent = every(0);

    // Two a second: from 100 s on, within the window.
    assertThat(LiveReplicas.carried(List.of(silent), 200_000, 90_000, 110_000)).isEqualTo(20);
    assertThat(LiveReplicas.carried(List.of(silent), 200_000, 105_000, 110_000)).isEqualTo(10);
    assertThat(LiveReplicas.carried(List.of(silent), 200_000, 80_000, 95_000)).isZero();
    assertThat(LiveReplicas.carried(List.of(silent), 105_000, 90_000, 105_000)).isZero();
  }
}
