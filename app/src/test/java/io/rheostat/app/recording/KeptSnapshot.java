package io.rheostat.app.recording;

import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.stage.Stage;
import io.rheostat.streams.KafkaLogs;
import io.rheostat.streams.StageBinding;
import io.rheostat.streams.store.KafkaSnapshots;
import io.rheostat.streams.store.Snapshot;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Snapshots in the midst of a log, as a stage keeps one each hour.
public final class KeptSnapshot {
  private KeptSnapshot() {}

  /// Records of an exported log.
  private static List<LogRecord> records(Path recording, Topic topic, int partition)
      throws IOException {
    List<LogRecord> records = new ArrayList<>();
    LogFile.read(recording, topic, partition, records::add);
    return records;
  }

  /// The first and the last time of an exported pool-log, over all its partitions.
  public static List<Instant> times(Path recording, int partitions) throws IOException {
    List<Instant> times = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      records(recording, Topic.POOL_LOG, partition)
          .forEach(one -> times.add(Instant.ofEpochMilli(one.timestampMillis())));
    }
    times.sort(null);
    return List.of(times.getFirst(), times.getLast());
  }

  /// Keeps the state of a stage as of the middle of its log in each partition.
  ///
  /// @param recording an export of the logs
  public static <S, E, X> void keep(
      String bootstrap, Path recording, StageBinding<S, E, X> binding, int partitions)
      throws IOException {
    try (KafkaLogs logs = new KafkaLogs(bootstrap, Map.of());
        KafkaSnapshots snapshots = new KafkaSnapshots(bootstrap, Map.of())) {
      for (int partition = 0; partition < partitions; partition++) {
        int own = partition;
        Stage<S, E, X> stage = binding.stage().get();
        PartitionFold<S, E, X> fold =
            new PartitionFold<>(stage, key -> Partitioning.partition(key, partitions) == own);
        List<LogRecord> all = records(recording, binding.log(), partition);
        List<LogRecord> half = all.subList(0, all.size() / 2);
        for (LogRecord record : half) {
          fold.accept(
              binding.decode().apply(record.value()),
              Instant.ofEpochMilli(record.timestampMillis()));
        }
        String id = logs.find(binding.log(), partition).orElseThrow().id();
        snapshots.keep(
            binding.name(), partition, Snapshot.of(stage, fold, half.getLast().offset() + 1, id));
      }
    }
  }
}
