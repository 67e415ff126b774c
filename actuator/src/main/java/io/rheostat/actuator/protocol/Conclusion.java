package io.rheostat.actuator.protocol;

import io.rheostat.actuator.protocol.queue.CommandLane;
import io.rheostat.actuator.protocol.queue.Commit;
import io.rheostat.actuator.protocol.queue.EndedGenerations;
import io.rheostat.model.command.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Data written in one transaction: outcomes of commands, progress of the commands' log, and ended
/// generations. One without the others would end a command twice or never.
///
/// @param outcomes in order
/// @param commits progress of each partition, for the partitions of the outcomes
/// @param ended the generations that ended last, by workload and partition
public record Conclusion(
    List<Outcome> outcomes,
    SortedMap<Integer, Commit> commits,
    SortedMap<CommandLane, EndedGenerations> ended) {
  public Conclusion {
    outcomes = List.copyOf(outcomes);
    commits = Collections.unmodifiableSortedMap(new TreeMap<>(commits));
    ended = Collections.unmodifiableSortedMap(new TreeMap<>(ended));
  }
}
