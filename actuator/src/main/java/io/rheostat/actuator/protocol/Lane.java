package io.rheostat.actuator.protocol;

/// A workload's commands in one partition of their log: after a move to another pool, a workload's
/// commands arrive in another partition, perhaps read by another actuator.
///
/// @param partition of the commands' log
/// @param workload owner of the commands
public record Lane(int partition, String workload) implements Comparable<Lane> {
  @Override
  public int compareTo(Lane other) {
    int byPartition = Integer.compare(partition, other.partition);
    return byPartition != 0 ? byPartition : workload.compareTo(other.workload);
  }
}
