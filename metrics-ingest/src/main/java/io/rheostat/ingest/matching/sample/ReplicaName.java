package io.rheostat.ingest.matching.sample;

import java.util.Comparator;

/// Replica of a workload on a placement.
public record ReplicaName(String workload, String replica, String placement)
    implements Comparable<ReplicaName> {
  private static final Comparator<ReplicaName> ORDER =
      Comparator.comparing(ReplicaName::workload)
          .thenComparing(ReplicaName::replica)
          .thenComparing(ReplicaName::placement);

  @Override
  public int compareTo(ReplicaName other) {
    return ORDER.compare(this, other);
  }
}
