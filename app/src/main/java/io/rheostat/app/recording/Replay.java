package io.rheostat.app.recording;

import io.rheostat.core.stage.Ledger;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.streams.StageBinding;
import io.rheostat.streams.store.Output;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A recording through the folds again, stage by stage, in this process: no Kafka, no clock.
public final class Replay {
  private final Path directory;
  private final int partitions;
  private final MessageDigest state = PartitionFold.sha256();
  private final Map<String, Track> produced = new HashMap<>();
  private final Map<String, Track> recorded = new HashMap<>();
  private long events;
  private long failedSteps;
  private boolean startsCold;

  private Replay(Path directory, int partitions) {
    this.directory = directory;
    this.partitions = partitions;
  }

  /// Result of a replay.
  ///
  /// @param readings events of the workload-log
  /// @param events events of both logs
  /// @param decisions decisions made again
  /// @param commands commands issued again
  /// @param decisionsSha256 over the decisions made again: key, time and bytes by partition in log
  ///     order
  /// @param recordedDecisionsSha256 the same over those recorded
  /// @param commandsSha256 over the commands issued again
  /// @param recordedCommandsSha256 the same over those recorded
  /// @param estimatesIdentical whether the estimates on the pool-log came out the same
  /// @param failedSteps steps passed over after an exception: bugs
  /// @param startsCold whether a log's beginning is no longer there: its content is unknown
  /// @param stateSha256 over the final state of both stages
  /// @param identical whether everything came out byte for byte as recorded
  public record Result(
      long readings,
      long events,
      long decisions,
      long commands,
      String decisionsSha256,
      String recordedDecisionsSha256,
      String commandsSha256,
      String recordedCommandsSha256,
      boolean estimatesIdentical,
      long failedSteps,
      boolean startsCold,
      String stateSha256,
      boolean identical) {}

  /// Records of one topic and partition, hashed as they come.
  private static final class Track {
    private final MessageDigest digest = PartitionFold.sha256();
    private final Set<String> repeated = new HashSet<>();
    private final long most;
    private long count;
    private long lastInput = -1;

    /// @param most limit of records; later ones are ignored: the recording ends before them
    private Track(long most) {
      this.most = most;
    }

    /// Adds a record. An at-least-once run repeats the effects of its last inputs after a crash,
    /// byte for byte: the repetitions do not count.
    void add(long input, long timestamp, String key, byte[] value) {
      if (input >= 0) {
        if (input > lastInput) {
          repeated.clear();
          lastInput = input;
        }
        String identity =
            input + "/" + key + "/" + timestamp + "/" + HexFormat.of().formatHex(value);
        if (input < lastInput || !repeated.add(identity)) {
          return;
        }
      }
      if (count >= most) {
        return;
      }
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(timestamp).array());
      digest.update(key.getBytes(StandardCharsets.UTF_8));
      digest.update(value);
      count++;
    }
  }

  /// Replays a folder written by `demo --record` or `export`.
  ///
  /// @throws IOException with the file when one is missing or damaged
  public static Result run(Path directory) throws IOException {
    int partitions;
    try {
      partitions =
          Integer.parseInt(Files.readString(directory.resolve(Export.PARTITIONS_FILE)).strip());
    } catch (NoSuchFileException e) {
      throw new IOException(
          directory + " holds no recording. Make one with demo --record or export.", e);
    }
    Replay replay = new Replay(directory, partitions);
    replay.recorded();
    long readings = replay.stage(StageBinding.ESTIMATE);
    replay.stage(StageBinding.PLAN);
    return replay.result(readings);
  }

  private <S, E, X> long stage(StageBinding<S, E, X> binding) throws IOException {
    long before = events;
    for (int partition = 0; partition < partitions; partition++) {
      int own = partition;
      PartitionFold<S, E, X> fold =
          new PartitionFold<>(
              binding.stage().get(), key -> Partitioning.partition(key, partitions) == own);
      LogFile.read(directory, binding.log(), partition, record -> step(binding, fold, own, record));
      fold.digest(state);
    }
    return events - before;
  }

  private <S, E, X> void step(
      StageBinding<S, E, X> binding, PartitionFold<S, E, X> fold, int partition, LogRecord record) {
    events++;
    startsCold |= fold.now().equals(Instant.EPOCH) && record.offset() > 0;
    E event;
    try {
      event = binding.decode().apply(record.value());
    } catch (MalformedRecordException e) {
      return; // the stages pass over it and count it; so does a replay
    }
    List<X> effects = new ArrayList<>();
    fold.accept(event, Instant.ofEpochMilli(record.timestampMillis()), collecting(effects));
    long now = fold.now().toEpochMilli();
    for (X effect : effects) {
      binding
          .write()
          .apply(effect)
          .ifPresent(
              output ->
                  track(produced, partition, output).add(-1, now, output.key(), output.value()));
    }
  }

  /// Returns a ledger that keeps the effects of every step.
  private <S, X> Ledger<S, X> collecting(List<X> effects) {
    return new Ledger<>() {
      @Override
      public void failed(String key, RuntimeException bug) {
        failedSteps++; // the stages passed over it too
      }

      @Override
      public void faulted(String key, List<X> reported) {
        effects.addAll(reported);
      }

      @Override
      public boolean applied(String key) {
        return false;
      }

      @Override
      public void stepped(String key, S before, S after, List<X> stepped) {
        effects.addAll(stepped);
      }
    };
  }

  private Track track(Map<String, Track> tracks, int from, Output output) {
    int to = Partitioning.partition(output.partitionBy(), partitions);
    String name = name(output.topic(), from, to);
    boolean mayEndEarly = output.topic() == Topic.POOL_LOG;
    Track kept = recorded.get(name);
    long most = !mayEndEarly ? Long.MAX_VALUE : kept == null ? 0 : kept.count;
    return tracks.computeIfAbsent(name, _ -> new Track(most));
  }

  private static String name(Topic topic, int from, int to) {
    return topic.topicName() + "/" + from + "/" + to;
  }

  private void recorded() throws IOException {
    for (int partition = 0; partition < partitions; partition++) {
      int own = partition;
      for (Topic topic : List.of(Topic.DECISIONS, Topic.COMMANDS)) {
        LogFile.read(directory, topic, own, record -> add(name(topic, own, own), record));
      }
      LogFile.read(
          directory,
          Topic.POOL_LOG,
          own,
          record -> {
            if (record.inputOffset() >= 0) {
              int from = Partitioning.partition(record.key(), partitions);
              add(name(Topic.POOL_LOG, from, own), record);
            }
          });
    }
  }

  private void add(String name, LogRecord record) {
    recorded
        .computeIfAbsent(name, _ -> new Track(Long.MAX_VALUE))
        .add(record.inputOffset(), record.timestampMillis(), record.key(), record.value());
  }

  private Result result(long readings) {
    String decisions = hash(produced, Topic.DECISIONS);
    String recordedDecisions = hash(recorded, Topic.DECISIONS);
    String commands = hash(produced, Topic.COMMANDS);
    String recordedCommands = hash(recorded, Topic.COMMANDS);
    boolean estimates = hash(produced, Topic.POOL_LOG).equals(hash(recorded, Topic.POOL_LOG));
    boolean identical =
        decisions.equals(recordedDecisions) && commands.equals(recordedCommands) && estimates;
    return new Result(
        readings,
        events,
        count(Topic.DECISIONS),
        count(Topic.COMMANDS),
        decisions,
        recordedDecisions,
        commands,
        recordedCommands,
        estimates,
        failedSteps,
        startsCold,
        HexFormat.of().formatHex(state.digest()),
        identical);
  }

  private long count(Topic topic) {
    long count = 0;
    for (Map.Entry<String, Track> entry : produced.entrySet()) {
      if (entry.getKey().startsWith(topic.topicName() + "/")) {
        count += entry.getValue().count;
      }
    }
    return count;
  }

  private String hash(Map<String, Track> tracks, Topic topic) {
    MessageDigest all = PartitionFold.sha256();
    for (int from = 0; from < partitions; from++) {
      for (int to = 0; to < partitions; to++) {
        Track track = tracks.get(name(topic, from, to));
        if (track != null && track.count > 0) {
          all.update(name(topic, from, to).getBytes(StandardCharsets.UTF_8));
          try {
            all.update(((MessageDigest) track.digest.clone()).digest());
          } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of the JDK can be cloned", e);
          }
        }
      }
    }
    return HexFormat.of().formatHex(all.digest());
  }
}
