package io.rheostat.app.recording;

import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.stage.Stage;
import io.rheostat.streams.StageBinding;
import io.rheostat.streams.store.Snapshot;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Recorded logs with what was made of them, and the section of them to be replayed.
public interface Recording extends AutoCloseable {
  /// Section of a partition's log.
  ///
  /// @param start state that the fold begins with; empty when it begins with nothing
  /// @param first offset at which the fold begins
  /// @param from first offset whose effects are compared, at least the first
  /// @param to first offset that is left out
  record Section(Optional<Snapshot> start, long first, long from, long to) {
    /// Returns whether an offset lies between the two, the end left out.
    public boolean contains(long offset) {
      return offset >= from && offset < to;
    }

    /// Returns whether a fold that begins with a record lacks what its log held before.
    public boolean startsCold(LogRecord record) {
      return start.isEmpty() && record.offset() > 0;
    }

    /// Returns a stage's fold as it begins in a partition.
    ///
    /// @param partitions number of partitions of the log
    public <S, E, X> PartitionFold<S, E, X> begin(
        StageBinding<S, E, X> binding, int partition, int partitions) {
      Stage<S, E, X> stage = binding.stage().get();
      PartitionFold<S, E, X> fold =
          new PartitionFold<>(stage, key -> Partitioning.partition(key, partitions) == partition);
      start.ifPresent(state -> state.restoreInto(stage, fold));
      return fold;
    }
  }

  /// Returns the section of a stage's log in each partition.
  ///
  /// @param pace told of the records to fold, as far as their number is known
  default List<Section> sections(StageBinding<?, ?, ?> binding, ReplayPace pace)
      throws IOException {
    List<Section> sections = new ArrayList<>();
    for (int partition = 0; partition < partitions(); partition++) {
      Section section = section(binding, partition);
      sections.add(section);
      if (section.to() != Long.MAX_VALUE) {
        pace.expects(pace.total() + Math.max(0, section.to() - section.first()));
      }
    }
    return sections;
  }

  /// Returns the number of partitions of each log.
  int partitions();

  /// Returns the section of a stage's log.
  Section section(StageBinding<?, ?, ?> binding, int partition) throws IOException;

  /// Opens a log at an offset.
  LogCursor log(Topic topic, int partition, long first) throws IOException;

  /// Opens the effects in a partition of a topic, from before those of the section on.
  LogCursor effects(Topic topic, int partition) throws IOException;

  /// Returns whether effects on a topic may end before those of the last inputs: what a folder has
  /// of the pool-log ends with what the plan stage had folded.
  boolean mayEndEarly(Topic topic);

  @Override
  void close() throws IOException;
}
