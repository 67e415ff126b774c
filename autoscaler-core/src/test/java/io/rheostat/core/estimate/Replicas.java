package io.rheostat.core.estimate;

import io.rheostat.core.counter.CounterTracks;
import io.rheostat.core.series.SeriesTable;
import io.rheostat.core.series.Tables;
import io.rheostat.core.workload.ReplicaRequests;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.WorkSums;
import java.util.List;

/// States of single replicas, without the pages that led to them.
final class Replicas {
  private Replicas() {}

  /// A replica whose series were seen and received at one time: pairs of a signal and its value, by
  /// ascending signal.
  static ReplicaState told(String name, String placement, long at, Object... pairs) {
    Object[] cells = new Object[pairs.length / 2 * 3];
    for (int i = 0; i < pairs.length / 2; i++) {
      cells[3 * i] = pairs[2 * i];
      cells[3 * i + 1] = pairs[2 * i + 1];
      cells[3 * i + 2] = at;
    }
    return of(name, placement, at, at, Tables.of(cells), 0);
  }

  /// A replica that was last heard at a time, with its arrivals a second.
  static ReplicaState heard(String name, long at, double arrivalRate) {
    return of(name, "big", at, at, SeriesTable.EMPTY, arrivalRate);
  }

  /// A gateway, which is no replica: its work was never received.
  static ReplicaState gateway(long at, Object... pairs) {
    ReplicaState told = told("gateway", "big", at, pairs);
    return of("gateway", "big", 0, at, told.series(), 0);
  }

  private static ReplicaState of(
      String name,
      String placement,
      long receivedAt,
      long observedAt,
      SeriesTable series,
      double arrivalRate) {
    return new ReplicaState(
        name,
        placement,
        receivedAt,
        observedAt,
        0,
        ReplicaRequests.of(series, 10_000),
        series,
        List.of(),
        arrivalRate,
        WorkSums.NONE,
        CounterTracks.NONE);
  }
}
