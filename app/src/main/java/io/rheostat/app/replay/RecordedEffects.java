package io.rheostat.app.replay;

import io.rheostat.app.recording.LogCursor;
import io.rheostat.app.recording.LogRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Recorded effects of one partition's inputs in one partition of a topic, in the order of the
/// inputs.
///
/// An at-least-once run repeats the effects of its last inputs after a crash, byte for byte: the
/// repetitions do not count.
final class RecordedEffects implements AutoCloseable {
  private static final Taken NOTHING = new Taken(List.of(), List.of());

  private final LogCursor cursor;
  private final Predicate<LogRecord> own;
  private final long from;
  private Optional<LogRecord> next = Optional.empty();
  private boolean ended;
  private long taken = -1;

  /// @param own whether a record is an effect of these inputs
  /// @param from first input whose effects count
  RecordedEffects(LogCursor cursor, Predicate<LogRecord> own, long from) {
    this.cursor = cursor;
    this.own = own;
    this.from = from;
  }

  /// Effects up to an input.
  ///
  /// @param passed those of inputs before it that were not taken
  /// @param own its own
  record Taken(List<LogRecord> passed, List<LogRecord> own) {}

  /// Takes the effects of an input, and what lies before.
  Taken take(long input) throws IOException {
    if (peek().isEmpty() || peek().get().inputOffset() > input) {
      taken = Math.max(taken, input);
      return NOTHING;
    }
    List<LogRecord> passed = new ArrayList<>();
    List<LogRecord> mine = new ArrayList<>();
    Set<String> known = new HashSet<>();
    while (peek().isPresent() && peek().get().inputOffset() <= input) {
      LogRecord record = peek().get();
      next = Optional.empty();
      if (record.inputOffset() <= taken || !known.add(identity(record))) {
        continue;
      }
      (record.inputOffset() == input ? mine : passed).add(record);
    }
    taken = Math.max(taken, input);
    return new Taken(passed, mine);
  }

  private static String identity(LogRecord record) {
    return record.inputOffset()
        + "/"
        + record.key()
        + "/"
        + record.timestampMillis()
        + "/"
        + HexFormat.of().formatHex(record.value());
  }

  private Optional<LogRecord> peek() throws IOException {
    while (next.isEmpty() && !ended) {
      next = cursor.next();
      ended = next.isEmpty();
      next = next.filter(record -> record.inputOffset() >= from && own.test(record));
    }
    return next;
  }

  /// Returns whether no effect is left.
  boolean isExhausted() throws IOException {
    return peek().isEmpty();
  }

  @Override
  public void close() throws IOException {
    cursor.close();
  }
}
