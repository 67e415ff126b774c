package io.rheostat.app.recording.csv;

import io.rheostat.app.recording.LogCursor;
import io.rheostat.app.recording.LogRecord;
import io.rheostat.app.recording.Recording;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.streams.StageBinding;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.CommandCodec;
import io.rheostat.topics.codec.DecisionCodec;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.codec.WorkloadEventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/// The section of a recording as tables: those of [CsvTable], partition after partition.
public final class CsvExport {
  private static final CSVFormat FORMAT = CSVFormat.RFC4180;

  private final Recording recording;
  private final Map<CsvTable, Writer> files = new EnumMap<>(CsvTable.class);
  private long rows;

  private CsvExport(Recording recording) {
    this.recording = recording;
  }

  /// Writes the tables into a folder, replacing earlier ones.
  ///
  /// @return number of written rows
  /// @throws IOException when a log cannot be read or a table not be written
  public static long write(Recording recording, Path directory) throws IOException {
    Files.createDirectories(directory);
    CsvExport export = new CsvExport(recording);
    try {
      for (CsvTable table : CsvTable.values()) {
        Writer file = Files.newBufferedWriter(directory.resolve(table.fileName()));
        export.files.put(table, file);
        FORMAT.printRecord(file, table.columns().stream().map(CsvTable.Column::name).toArray());
      }
      for (int partition = 0; partition < recording.partitions(); partition++) {
        export.partition(partition);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      for (Writer file : export.files.values()) {
        file.close();
      }
    }
    return export.rows;
  }

  /// Reader of a record's value.
  private interface Content {
    void print(LogRecord record);
  }

  private void partition(int partition) throws IOException {
    Recording.Section readings = recording.section(StageBinding.ESTIMATE, partition);
    try (LogCursor log = recording.log(Topic.WORKLOAD_LOG, partition, readings.from())) {
      read(log, one -> readings.contains(one.offset()), this::workloadLog);
    }
    Recording.Section plans = recording.section(StageBinding.PLAN, partition);
    try (LogCursor log = recording.log(Topic.POOL_LOG, partition, plans.from())) {
      read(log, one -> plans.contains(one.offset()), this::poolLog);
    }
    try (LogCursor made = recording.effects(Topic.DECISIONS, partition)) {
      read(
          made,
          one -> plans.contains(one.inputOffset()),
          one -> print(CsvTable.DECISIONS, RecordRows.of(DecisionCodec.decode(one.value()))));
    }
    try (LogCursor made = recording.effects(Topic.COMMANDS, partition)) {
      read(
          made,
          one -> plans.contains(one.inputOffset()),
          one ->
              RecordRows.of(CommandCodec.decode(one.value()))
                  .forEach(row -> print(CsvTable.COMMANDS, row)));
    }
  }

  private static void read(LogCursor from, Predicate<LogRecord> kept, Content content)
      throws IOException {
    for (Optional<LogRecord> next = from.next(); next.isPresent(); next = from.next()) {
      if (kept.test(next.get())) {
        try {
          content.print(next.get());
        } catch (MalformedRecordException _) {
          // The stages pass over it and count it.
        }
      }
    }
  }

  private void workloadLog(LogRecord record) {
    if (WorkloadEventCodec.decode(record.value()) instanceof WorkloadEvent.Measured(var reading)) {
      Instant receivedAt = Instant.ofEpochMilli(record.timestampMillis());
      RecordRows.of(reading, receivedAt).forEach(row -> print(CsvTable.READINGS, row));
    }
  }

  private void poolLog(LogRecord record) {
    switch (PoolEventCodec.decode(record.value())) {
      case PoolEvent.Estimated(var estimate) -> print(CsvTable.ESTIMATES, RecordRows.of(estimate));
      case PoolEvent.Concluded(var outcome) -> print(CsvTable.OUTCOMES, RecordRows.of(outcome));
      default -> {}
    }
  }

  private void print(CsvTable table, List<@Nullable Object> row) {
    try {
      FORMAT.printRecord(Objects.requireNonNull(files.get(table)), row.toArray());
      rows++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
