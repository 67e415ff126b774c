package io.rheostat.actuator.protocol;

/// A workload's commands in one partition of their log: those of a workload that moved to another
/// pool come in another one, which another actuator may read.
///
/// @param partition of the commands' log
/// @param workload whose commands
public record Lane(int partition, String workload) implements Comparable<Lane> {
  @Override
  public int compareTo(Lane other) {
    int byPartition = Integer.compare(partition, other.partition);
    return byPartition != 0 ? byPartition : workload.compareTo(other.workload);
  }
}
