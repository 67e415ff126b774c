package io.rheostat.actuator.protocol.queue;

/// A workload's commands in one partition of their log: after a move to another pool, a workload's
/// commands arrive in another partition, perhaps read by another actuator.
///
/// @param partition of the commands' log
/// @param workload owner of the commands
public record CommandLane(int partition, String workload) implements Comparable<CommandLane> {
  @Override
  public int compareTo(CommandLane other) {
    int byPartition = Integer.compare(partition, other.partition);
    return byPartition != 0 ? byPartition : workload.compareTo(other.workload);
  }
}
