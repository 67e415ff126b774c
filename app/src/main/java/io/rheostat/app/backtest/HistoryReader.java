package io.rheostat.app.backtest;

import io.rheostat.app.recording.LogCursor;
import io.rheostat.app.recording.LogPosition;
import io.rheostat.app.recording.LogRecord;
import io.rheostat.app.recording.PartitionTasks;
import io.rheostat.app.recording.Recording;
import io.rheostat.app.recording.ReplayPace;
import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.history.HistoryFold;
import io.rheostat.core.estimate.EstimateEffect;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.stage.Stage;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.streams.StageBinding;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Partitioning;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Reads the history of a section from the workload-log, its partitions on all cores.
public final class HistoryReader {
  private final Recording recording;
  private final Optional<LogPosition> from;
  private final Optional<LogPosition> to;
  private final ReplayPace pace;

  /// @param from begin of the section; empty for that of the log
  /// @param to end of the section; empty for that of the log
  /// @param pace told of each read record
  public HistoryReader(
      Recording recording, Optional<LogPosition> from, Optional<LogPosition> to, ReplayPace pace) {
    this.recording = recording;
    this.from = from;
    this.to = to;
    this.pace = pace;
  }

  /// Reads the history.
  ///
  /// @throws IOException when the log cannot be read, or begins after the section
  /// @throws IllegalArgumentException when nothing happened in the section
  public FleetHistory read() throws IOException, InterruptedException {
    List<Recording.Section> sections = recording.sections(StageBinding.ESTIMATE, pace);
    List<Callable<HistoryFold>> folds = new ArrayList<>();
    for (int partition = 0; partition < sections.size(); partition++) {
      int own = partition;
      folds.add(() -> read(own, sections.get(own)));
    }
    return FleetHistory.join(PartitionTasks.run(folds));
  }

  private HistoryFold read(int partition, Recording.Section section) throws IOException {
    Stage<WorkloadState, WorkloadEvent, EstimateEffect> stage = StageBinding.ESTIMATE.stage().get();
    PartitionFold<WorkloadState, WorkloadEvent, EstimateEffect> fold =
        new PartitionFold<>(
            stage, key -> Partitioning.partition(key, recording.partitions()) == partition);
    section.start().ifPresent(start -> start.restoreInto(stage, fold));
    HistoryFold history = new HistoryFold(fold);
    try (LogCursor log = recording.log(StageBinding.ESTIMATE.log(), partition, section.first())) {
      for (Optional<LogRecord> next = log.next(); next.isPresent(); next = log.next()) {
        LogRecord record = next.get();
        if (record.offset() >= section.to() || isReached(to, record, false)) {
          break;
        }
        boolean inSection = record.offset() >= section.from() && isReached(from, record, true);
        try {
          WorkloadEvent event = StageBinding.ESTIMATE.decode().apply(record.value());
          history.accept(event, Instant.ofEpochMilli(record.timestampMillis()), inSection);
        } catch (MalformedRecordException _) {
          // The stage passes over it and counts it; there is nothing to learn from it.
        }
        pace.step();
      }
    }
    history.end();
    return history;
  }

  private static boolean isReached(
      Optional<LogPosition> position, LogRecord record, boolean otherwise) {
    return position.map(one -> one.isReachedBy(record)).orElse(otherwise);
  }
}
