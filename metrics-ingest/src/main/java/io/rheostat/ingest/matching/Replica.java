package io.rheostat.ingest.matching;

import java.util.Comparator;

/// Replica of a workload on a placement.
record Replica(String workload, String replica, String placement) implements Comparable<Replica> {
  private static final Comparator<Replica> ORDER =
      Comparator.comparing(Replica::workload)
          .thenComparing(Replica::replica)
          .thenComparing(Replica::placement);

  @Override
  public int compareTo(Replica other) {
    return ORDER.compare(this, other);
  }
}
