package io.rheostat.streams;

import io.rheostat.topics.MalformedRecordException;
import java.util.List;

/// Logs to take snapshots in.
public final class SnapshotLogs {
  private SnapshotLogs() {}

  /// One stage's log out of a random life.
  public static List<Entry> of(StageBinding<?, ?, ?> binding, int seed) {
    return Journal.of(seed, 40).inputs().stream()
        .filter(entry -> entry.topic() == binding.log() && isReadable(binding, entry))
        .toList();
  }

  private static boolean isReadable(StageBinding<?, ?, ?> binding, Entry entry) {
    try {
      return entry.value() != null && binding.decode().apply(entry.value()) != null;
    } catch (MalformedRecordException e) {
      return false;
    }
  }
}
