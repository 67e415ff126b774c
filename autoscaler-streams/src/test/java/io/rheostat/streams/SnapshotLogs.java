package io.rheostat.streams;

import io.rheostat.core.stage.Ledger;
import io.rheostat.topics.MalformedRecordException;
import java.util.List;

/// Logs to take snapshots in, and a ledger that keeps nothing.
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

  public static <S, X> Ledger<S, X> ignoring() {
    return new Ledger<>() {
      @Override
      public boolean applied(String key) {
        return false;
      }

      @Override
      public void failed(String key, RuntimeException bug) {
        throw bug;
      }

      @Override
      public void stepped(String key, S before, S after, List<X> effects) {}
    };
  }
}
