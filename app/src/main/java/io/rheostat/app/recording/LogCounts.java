package io.rheostat.app.recording;

import io.rheostat.model.command.Outcome;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.codec.WorkloadEventCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/// Record counts of a recording.
public final class LogCounts {
  private long samples;
  private long readings;
  private long estimates;
  private long decisions;
  private long commands;
  private final Map<Outcome.Result, Long> outcomes = new EnumMap<>(Outcome.Result.class);

  private LogCounts() {}

  /// Counts the records of an exported folder.
  ///
  /// @param partitions of the logs
  public static LogCounts of(Path directory, int partitions) throws IOException {
    LogCounts counts = new LogCounts();
    for (int partition = 0; partition < partitions; partition++) {
      LogFile.read(directory, Topic.WORKLOAD_LOG, partition, counts::workloadLog);
      LogFile.read(directory, Topic.POOL_LOG, partition, counts::poolLog);
      LogFile.read(directory, Topic.DECISIONS, partition, _ -> counts.decisions++);
      LogFile.read(directory, Topic.COMMANDS, partition, _ -> counts.commands++);
    }
    return counts;
  }

  private void workloadLog(LogRecord record) {
    if (WorkloadEventCodec.decode(record.value()) instanceof WorkloadEvent.Measured measured) {
      readings++;
      samples += measured.reading().samples().size();
    }
  }

  private void poolLog(LogRecord record) {
    switch (PoolEventCodec.decode(record.value())) {
      case PoolEvent.Estimated _ -> estimates++;
      case PoolEvent.Concluded concluded ->
          outcomes.merge(concluded.outcome().result(), 1L, Long::sum);
      case PoolEvent.Alerted _,
          PoolEvent.Observation _,
          PoolEvent.HandedOver _,
          PoolEvent.Declared _,
          PoolEvent.Tick _ -> {}
    }
  }

  /// Returns the number of signal values.
  public long samples() {
    return samples;
  }

  /// Returns the number of readings on the workload-log.
  public long readings() {
    return readings;
  }

  /// Returns the number of estimates on the pool-log.
  public long estimates() {
    return estimates;
  }

  /// Returns the number of decisions.
  public long decisions() {
    return decisions;
  }

  /// Returns the number of issued commands.
  public long commands() {
    return commands;
  }

  /// Returns the number of commands with a given result.
  public long outcomes(Outcome.Result result) {
    return outcomes.getOrDefault(result, 0L);
  }
}
