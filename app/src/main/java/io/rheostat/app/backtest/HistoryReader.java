package io.rheostat.app.backtest;

import io.rheostat.app.recording.LogCursor;
import io.rheostat.app.recording.LogPosition;
import io.rheostat.app.recording.LogRecord;
import io.rheostat.app.recording.PartitionTasks;
import io.rheostat.app.recording.Recording;
import io.rheostat.app.recording.ReplayPace;
import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.history.HistoryFold;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.streams.StageBinding;
import io.rheostat.topics.MalformedRecordException;
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
    HistoryFold history =
        new HistoryFold(section.begin(StageBinding.ESTIMATE, partition, recording.partitions()));
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
