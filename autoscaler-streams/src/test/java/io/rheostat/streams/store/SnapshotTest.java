package io.rheostat.streams.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.core.stage.PartitionFold;
import io.rheostat.streams.SnapshotLogs;
import io.rheostat.streams.StageBinding;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// A snapshot holds all that a fold needs to go on.
final class SnapshotTest {
  @Property(tries = 20)
  void a_fold_goes_on_from_a_snapshot_as_if_it_had_never_stopped(
      @ForAll @IntRange(min = 1, max = 50) int seed) {
    continues(StageBinding.ESTIMATE, seed);
    continues(StageBinding.PLAN, seed);
  }

  private static <S, E, X> void continues(StageBinding<S, E, X> binding, int seed) {
    var log = SnapshotLogs.of(binding, seed);
    var stage = binding.stage().get();
    PartitionFold<S, E, X> whole = new PartitionFold<>(stage, _ -> true);
    PartitionFold<S, E, X> first = new PartitionFold<>(stage, _ -> true);
    int cut = log.size() / 2;
    for (int i = 0; i < log.size(); i++) {
      E event = binding.decode().apply(log.get(i).value());
      Instant at = Instant.ofEpochMilli(log.get(i).timestamp());
      whole.accept(event, at);
      if (i < cut) {
        first.accept(event, at);
      }
    }
    Snapshot snapshot = Snapshot.of(Snapshot.of(stage, first, cut, "log").toBytes());
    PartitionFold<S, E, X> resumed = new PartitionFold<>(stage, _ -> true);
    snapshot.restoreInto(stage, resumed);
    for (int i = (int) snapshot.nextOffset(); i < log.size(); i++) {
      E event = binding.decode().apply(log.get(i).value());
      Instant at = Instant.ofEpochMilli(log.get(i).timestamp());
      resumed.accept(event, at);
    }
    assertThat(digest(resumed)).isEqualTo(digest(whole));
  }

  @Property(tries = 20)
  void a_cut_off_snapshot_is_refused(@ForAll @IntRange(min = 0, max = 40) int length) {
    var stage = StageBinding.PLAN.stage().get();
    byte[] bytes = Snapshot.of(stage, new PartitionFold<>(stage, _ -> true), 7, "log").toBytes();
    byte[] cut = Arrays.copyOf(bytes, Math.min(length, bytes.length - 1));
    assertThatThrownBy(() -> Snapshot.of(cut)).isInstanceOf(UncheckedIOException.class);
  }

  private static String digest(PartitionFold<?, ?, ?> fold) {
    var digest = PartitionFold.sha256();
    fold.digest(digest);
    return HexFormat.of().formatHex(digest.digest());
  }
}
