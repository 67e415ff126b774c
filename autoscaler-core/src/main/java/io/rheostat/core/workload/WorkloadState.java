package io.rheostat.core.workload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Aggregate of the estimate stage: a workload and its replicas, sorted by name. Immutable; a step
/// shares all unchanged parts.
///
/// @param root the workload
/// @param replicas its replicas
public record WorkloadState(WorkloadRoot root, List<ReplicaState> replicas) {
  /// Returns a replica's state by name; empty for an unknown one.
  public Optional<ReplicaState> replica(String name) {
    int place = place(name);
    return place >= 0 ? Optional.of(replicas.get(place)) : Optional.empty();
  }

  private int place(String name) {
    int low = 0;
    int high = replicas.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = replicas.get(middle).name().compareTo(name);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  /// Returns the workload with another root and the same replicas.
  public WorkloadState with(WorkloadRoot changed) {
    return new WorkloadState(changed, replicas);
  }

  /// Returns the workload with a replica added, or replacing the one of its name.
  public WorkloadState with(ReplicaState changed) {
    List<ReplicaState> list = new ArrayList<>(replicas.size() + 1);
    list.addAll(replicas);
    int place = place(changed.name());
    if (place >= 0) {
      list.set(place, changed);
    } else {
      list.add(-place - 1, changed);
    }
    return new WorkloadState(root, Collections.unmodifiableList(list));
  }

  /// Returns the workload without a replica; the same workload when there is none of this name.
  public WorkloadState without(String name) {
    int place = place(name);
    if (place < 0) {
      return this;
    }
    List<ReplicaState> list = new ArrayList<>(replicas);
    list.remove(place);
    return new WorkloadState(root, Collections.unmodifiableList(list));
  }
}
