package io.rheostat.actuator.protocol.queue;

/// A record of the commands' log.
///
/// @param partition its partition
/// @param offset its offset there
public record Position(int partition, long offset) implements Comparable<Position> {
  @Override
  public int compareTo(Position other) {
    int byPartition = Integer.compare(partition, other.partition);
    return byPartition != 0 ? byPartition : Long.compare(offset, other.offset);
  }
}
