package io.rheostat.app.replay;

import io.rheostat.app.recording.LogRecord;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Comparison of the effects of one partition's inputs in one partition of a topic with those
/// recorded.
final class EffectComparison implements AutoCloseable {
  /// Longest stretch of a log whose effects may be lacking at the end of a recording: so far may a
  /// stage be behind the one before it.
  private static final Duration TAIL = Duration.ofMinutes(5);

  private static final int MOST_DIFFERENCES = 100;

  private final Topic topic;
  private final RecordedEffects recorded;
  private final boolean mayEndEarly;
  private final long core;
  private final MessageDigest replayedDigest = PartitionFold.sha256();
  private final MessageDigest recordedDigest = PartitionFold.sha256();
  private final List<Difference> differences = new ArrayList<>();
  private long replayed;
  private long compared;
  private long differing;
  private long otherVersion;
  private Optional<Place> otherSince = Optional.empty();
  private Optional<Instant> lastCompared = Optional.empty();
  private Optional<Instant> firstLeftOut = Optional.empty();

  /// Input that effects are of.
  record Place(Topic log, int partition, long offset, Instant at) {}

  /// Effect of a replayed input.
  @SuppressWarnings("ArrayRecordComponent") // written once, never changed
  record Effect(String key, long timestampMillis, byte[] value) {
    private boolean isSame(LogRecord record) {
      return key.equals(record.key())
          && timestampMillis == record.timestampMillis()
          && Arrays.equals(value, record.value());
    }
  }

  /// @param mayEndEarly whether what is lacking at the end of the recording is left out
  /// @param core version of the code that replays
  EffectComparison(Topic topic, RecordedEffects recorded, boolean mayEndEarly, long core) {
    this.topic = topic;
    this.recorded = recorded;
    this.mayEndEarly = mayEndEarly;
    this.core = core;
  }

  /// Compares the effects of an input with those on record; what is on record of inputs before it
  /// that had none here differs too.
  void compare(Place place, List<Effect> effects) throws IOException {
    RecordedEffects.Taken taken = recorded.take(place.offset());
    passed(place, taken.passed());
    replayed += effects.size();
    if (effects.isEmpty() && taken.own().isEmpty()) {
      return;
    }
    if (taken.own().isEmpty() && mayEndEarly && recorded.isExhausted()) {
      firstLeftOut = firstLeftOut.or(() -> Optional.of(place.at()));
      return;
    }
    lastCompared = Optional.of(place.at());
    compared++;
    note(place, taken.own());
    effects.forEach(one -> update(replayedDigest, one.timestampMillis(), one.key(), one.value()));
    taken
        .own()
        .forEach(one -> update(recordedDigest, one.timestampMillis(), one.key(), one.value()));
    if (!isSame(effects, taken.own())) {
      differs(place, taken.own(), effects);
    }
  }

  private static boolean isSame(List<Effect> effects, List<LogRecord> records) {
    if (effects.size() != records.size()) {
      return false;
    }
    for (int i = 0; i < effects.size(); i++) {
      if (!effects.get(i).isSame(records.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static void update(MessageDigest digest, long timestamp, String key, byte[] value) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(timestamp).array());
    digest.update(key.getBytes(StandardCharsets.UTF_8));
    digest.update(value);
  }

  /// Remembers the first record of another version: what comes after it may follow from it.
  private void note(Place place, List<LogRecord> records) {
    boolean other = records.stream().anyMatch(one -> one.core() != 0 && one.core() != core);
    if (other && otherSince.isEmpty()) {
      otherSince = Optional.of(place);
    }
  }

  /// Effects on record of inputs that have none here.
  private void passed(Place place, List<LogRecord> records) {
    for (LogRecord record : records) {
      Place of = new Place(place.log(), place.partition(), record.inputOffset(), place.at());
      note(of, List.of(record));
      update(recordedDigest, record.timestampMillis(), record.key(), record.value());
      differs(of, List.of(record), List.of());
    }
  }

  private void differs(Place place, List<LogRecord> records, List<Effect> effects) {
    if (otherSince.isPresent()) {
      otherVersion++;
      return;
    }
    differing++;
    if (differences.size() < MOST_DIFFERENCES) {
      String key = records.isEmpty() ? effects.getFirst().key() : records.getFirst().key();
      differences.add(
          new Difference(
              topic,
              key,
              place.log(),
              place.partition(),
              place.offset(),
              place.at(),
              records.stream().map(LogRecord::value).toList(),
              effects.stream().map(Effect::value).toList()));
    }
  }

  /// Ends the comparison.
  ///
  /// @param end the input after the last one, with the time of the fold there
  /// @param whole whether the log ends there, so that nothing is on record of later inputs
  Result end(Place end, String name, boolean whole) throws IOException {
    RecordedEffects.Taken rest = recorded.take(end.offset() - 1);
    passed(end, rest.passed());
    passed(end, rest.own());
    return new Result(
        topic,
        name,
        replayed,
        differing,
        List.copyOf(differences),
        otherVersion,
        otherSince,
        whole && !recorded.isExhausted() ? Optional.of(endless(end, name)) : lacking(end, name),
        replayedDigest.digest(),
        recordedDigest.digest(),
        compared);
  }

  private static String endless(Place end, String name) {
    return end.log().topicName()
        + "/"
        + end.partition()
        + " ends before offset "
        + end.offset()
        + ", and "
        + name
        + " has effects of later inputs";
  }

  private Optional<String> lacking(Place end, String name) {
    if (firstLeftOut.isEmpty()) {
      return Optional.empty();
    }
    String log = end.log().topicName() + "/" + end.partition();
    if (lastCompared.isEmpty()) {
      return Optional.of(name + " has nothing of what " + log + " leads to");
    }
    return end.at().isAfter(lastCompared.get().plus(TAIL))
        ? Optional.of(name + " ends at " + lastCompared.get() + ", and " + log + " at " + end.at())
        : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    recorded.close();
  }

  /// Result of a comparison.
  ///
  /// @param name of the partition of the effects
  /// @param replayed effects of the replay, with those left out
  /// @param differing inputs whose effects differ
  /// @param differences the first of them
  /// @param otherVersion inputs whose effects differ after another version wrote some
  /// @param otherSince first input whose effects another version wrote
  /// @param lacking what the recording lacks; empty when it lacks nothing
  /// @param compared inputs with effects that were compared
  @SuppressWarnings("ArrayRecordComponent") // written once, never changed
  record Result(
      Topic topic,
      String name,
      long replayed,
      long differing,
      List<Difference> differences,
      long otherVersion,
      Optional<Place> otherSince,
      Optional<String> lacking,
      byte[] replayedSha256,
      byte[] recordedSha256,
      long compared) {}
}
