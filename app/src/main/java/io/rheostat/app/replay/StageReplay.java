package io.rheostat.app.replay;

import io.rheostat.app.recording.LogCursor;
import io.rheostat.app.recording.LogRecord;
import io.rheostat.app.recording.Recording;
import io.rheostat.app.recording.ReplayPace;
import io.rheostat.core.stage.EffectLedger;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.streams.StageBinding;
import io.rheostat.streams.store.Output;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.PoolEventCodec;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One partition of a stage's log through its fold again, compared with its recorded effects input
/// by input: memory holds the state and one input.
final class StageReplay<S, E, X> {
  private final StageBinding<S, E, X> binding;
  private final Recording recording;
  private final Recording.Section section;
  private final int partition;
  private final long core;
  private final ReplayPace progress;
  private final Map<String, EffectComparison> comparisons = new TreeMap<>();
  private long events;
  private long failedSteps;
  private Optional<String> cold = Optional.empty();

  /// @param section of the stage's log
  /// @param core version of the code that replays
  StageReplay(
      StageBinding<S, E, X> binding,
      Recording recording,
      Recording.Section section,
      int partition,
      long core,
      ReplayPace progress) {
    this.binding = binding;
    this.recording = recording;
    this.section = section;
    this.partition = partition;
    this.core = core;
    this.progress = progress;
  }

  /// Result of a partition.
  ///
  /// @param events folded records
  /// @param failedSteps steps passed over after an exception: bugs
  /// @param cold the reason why the fold began with nothing although its log began before
  /// @param stateSha256 over the final state
  /// @param comparisons by partition of effects
  @SuppressWarnings("ArrayRecordComponent") // written once, never changed
  record Result(
      long events,
      long failedSteps,
      Optional<String> cold,
      byte[] stateSha256,
      List<EffectComparison.Result> comparisons) {}

  Result run() throws IOException {
    PartitionFold<S, E, X> fold = section.begin(binding, partition, recording.partitions());
    try {
      open(section.from());
      long last = fold(fold);
      List<EffectComparison.Result> results = new ArrayList<>();
      EffectComparison.Place end = place(Math.min(section.to(), last + 1), fold.now());
      for (Map.Entry<String, EffectComparison> one : comparisons.entrySet()) {
        results.add(one.getValue().end(end, one.getKey(), section.to() == Long.MAX_VALUE));
      }
      MessageDigest state = PartitionFold.sha256();
      fold.digest(state);
      return new Result(events, failedSteps, cold, state.digest(), results);
    } finally {
      for (EffectComparison one : comparisons.values()) {
        one.close();
      }
    }
  }

  private EffectComparison.Place place(long offset, Instant at) {
    return new EffectComparison.Place(binding.log(), partition, offset, at);
  }

  private void open(long from) throws IOException {
    boolean plan = binding.log() == Topic.POOL_LOG;
    if (plan) {
      open(Topic.DECISIONS, partition, from);
      open(Topic.COMMANDS, partition, from);
    }
    for (int to = 0; to < recording.partitions(); to++) {
      open(Topic.POOL_LOG, to, from);
    }
  }

  private void open(Topic topic, int to, long from) throws IOException {
    RecordedEffects effects =
        new RecordedEffects(recording.effects(topic, to), one -> isOwn(topic, one), from);
    comparisons.put(
        name(topic, to), new EffectComparison(topic, effects, recording.mayEndEarly(topic), core));
  }

  private static String name(Topic topic, int to) {
    return topic.topicName() + "/" + to;
  }

  /// Returns whether this partition of this stage made a record: an estimate or alert is made where
  /// its workload is, a hand-over where the pool is that it left.
  private boolean isOwn(Topic topic, LogRecord record) {
    if (record.inputOffset() < 0) {
      return false;
    }
    if (topic != Topic.POOL_LOG) {
      return true;
    }
    boolean plan = binding.log() == Topic.POOL_LOG;
    if (PoolEventCodec.isHandOver(record.value()) != plan) {
      return false;
    }
    String by = plan ? left(record) : record.key();
    return Partitioning.partition(by, recording.partitions()) == partition;
  }

  private static String left(LogRecord record) {
    return PoolEventCodec.decode(record.value()) instanceof PoolEvent.HandedOver(var released)
        ? released.fromPool()
        : record.key();
  }

  /// Returns the offset of the last folded record, -1 for none.
  private long fold(PartitionFold<S, E, X> fold) throws IOException {
    long last = section.first() - 1;
    try (LogCursor log = recording.log(binding.log(), partition, section.first())) {
      for (Optional<LogRecord> next = log.next(); next.isPresent(); next = log.next()) {
        LogRecord record = next.get();
        if (record.offset() >= section.to()) {
          return last;
        }
        if (events == 0 && section.startsCold(record)) {
          cold =
              Optional.of(
                  binding.log().topicName()
                      + "/"
                      + partition
                      + " begins at offset "
                      + record.offset()
                      + ": what was known before is not");
        }
        step(fold, record, record.offset() >= section.from());
        last = record.offset();
      }
    }
    return last;
  }

  private void step(PartitionFold<S, E, X> fold, LogRecord record, boolean compared)
      throws IOException {
    events++;
    progress.step();
    EffectLedger<S, X> ledger = EffectLedger.passing(_ -> failedSteps++);
    try {
      E event = binding.decode().apply(record.value());
      fold.accept(event, Instant.ofEpochMilli(record.timestampMillis()), ledger);
    } catch (MalformedRecordException _) {
      // The stages pass over it and count it; so does a replay.
    }
    if (!compared) {
      return;
    }
    Map<String, List<EffectComparison.Effect>> effects =
        ledger.effects().isEmpty()
            ? Map.of()
            : byPartition(ledger.effects(), fold.now().toEpochMilli());
    EffectComparison.Place place = place(record.offset(), fold.now());
    for (Map.Entry<String, EffectComparison> one : comparisons.entrySet()) {
      one.getValue().compare(place, effects.getOrDefault(one.getKey(), List.of()));
    }
  }

  private Map<String, List<EffectComparison.Effect>> byPartition(List<X> made, long now) {
    Map<String, List<EffectComparison.Effect>> effects = new TreeMap<>();
    for (X effect : made) {
      Optional<Output> written = binding.write().apply(effect);
      if (written.isEmpty()) {
        continue;
      }
      Output output = written.get();
      int to = Partitioning.partition(output.partitionBy(), recording.partitions());
      effects
          .computeIfAbsent(name(output.topic(), to), _ -> new ArrayList<>())
          .add(new EffectComparison.Effect(output.key(), now, output.value()));
    }
    return effects;
  }
}
