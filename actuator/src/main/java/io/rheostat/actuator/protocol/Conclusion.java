package io.rheostat.actuator.protocol;

import io.rheostat.model.command.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is to be written in one transaction: how commands ended, how far the commands' log is done
/// with them, and which generations have ended. One without the others would end a command twice or
/// never.
///
/// @param outcomes in order
/// @param commits how far each partition is done, for those that the outcomes belong to
/// @param ended the generations that ended last, by workload and partition
public record Conclusion(
    List<Outcome> outcomes,
    SortedMap<Integer, Commit> commits,
    SortedMap<Lane, EndedGenerations> ended) {
  public Conclusion {
    outcomes = List.copyOf(outcomes);
    commits = Collections.unmodifiableSortedMap(new TreeMap<>(commits));
    ended = Collections.unmodifiableSortedMap(new TreeMap<>(ended));
  }
}
