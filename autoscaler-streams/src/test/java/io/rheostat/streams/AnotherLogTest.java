package io.rheostat.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.streams.store.Snapshot;
import io.rheostat.streams.store.Snapshots;
import io.rheostat.topics.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A log that was deleted and made anew, or that lost its end, begins under a state made of
/// another.
final class AnotherLogTest {
  private final Map<String, Snapshot> snapshots = new HashMap<>();
  private Optional<Logs.Log> current = Optional.of(new Logs.Log("first", 1_000_000));
  private final StageBoard board = new StageBoard();

  @ParameterizedTest
  @EnumSource(Delivery.class)
  void aTopicMadeAnewIsReadFromItsBeginning(Delivery delivery) {
    TornStore store = new TornStore(StreamsTopology.storeName(StageBinding.ESTIMATE));
    List<Entry> log = Journal.of(6, 35).host().log(Topic.WORKLOAD_LOG);
    live(store, delivery, log, 0, log.size());

    current = Optional.of(new Logs.Log("second", 40));
    List<Sent> sent = live(store, delivery, ticks(log, 30), 0, 30);

    assertThat(sent).extracting(Sent::topic).contains(Topic.POOL_LOG);
    assertThat(board.statuses()).anyMatch(StageBoard.Status::anew);
    List<Sent> later = live(store, delivery, ticks(log, 40), 30, 40);
    assertThat(later).extracting(Sent::topic).contains(Topic.POOL_LOG);
  }

  @ParameterizedTest
  @EnumSource(Delivery.class)
  void aTopicMadeAnewUnderARunningStageIsReadFromItsBeginning(Delivery delivery) {
    TornStore store = new TornStore(StreamsTopology.storeName(StageBinding.ESTIMATE));
    List<Entry> log = Journal.of(6, 35).host().log(Topic.WORKLOAD_LOG);
    Life<?, ?, ?> life = life(store, delivery);
    for (int offset = 0; offset < log.size(); offset++) {
      life.process(log, offset);
    }
    int before = life.sent().size();
    List<Entry> second = ticks(log, 30);
    for (int offset = 0; offset < 30; offset++) {
      life.process(second, offset);
    }

    assertThat(life.sent().subList(before, life.sent().size()))
        .extracting(Sent::topic)
        .contains(Topic.POOL_LOG);
  }

  @ParameterizedTest
  @EnumSource(Delivery.class)
  void aLogShorterThanTheStateIsReadFromItsBeginning(Delivery delivery) {
    TornStore store = new TornStore(StreamsTopology.storeName(StageBinding.ESTIMATE));
    List<Entry> log = Journal.of(6, 35).host().log(Topic.WORKLOAD_LOG);
    live(store, delivery, log, 0, log.size());

    current = Optional.of(new Logs.Log("first", 10));
    List<Sent> sent = live(store, delivery, ticks(log, 30), 0, 30);

    assertThat(sent).extracting(Sent::topic).contains(Topic.POOL_LOG);
  }

  @ParameterizedTest
  @EnumSource(Delivery.class)
  void aStartWithoutAChangelogGoesOnFromTheNewestSnapshot(Delivery delivery) {
    TornStore lost = new TornStore(StreamsTopology.storeName(StageBinding.ESTIMATE));
    TornStore kept = new TornStore(StreamsTopology.storeName(StageBinding.ESTIMATE));
    List<Entry> log = Journal.of(6, 35).host().log(Topic.WORKLOAD_LOG);
    int half = log.size() / 2;
    Life<?, ?, ?> first = life(lost, delivery);
    for (int offset = 0; offset < half; offset++) {
      first.process(log, offset);
    }
    first.close();

    TornStore fresh = new TornStore(StreamsTopology.storeName(StageBinding.ESTIMATE));
    live(fresh, delivery, log, 0, log.size());
    snapshots.clear();
    live(kept, delivery, log, 0, log.size());

    assertThat(Life.state(StageBinding.ESTIMATE, fresh))
        .as("records before the snapshot are in it and not stepped again")
        .isEqualTo(Life.state(StageBinding.ESTIMATE, kept));
  }

  private static List<Entry> ticks(List<Entry> log, int count) {
    long last = log.getLast().timestamp();
    List<Entry> ticks = new ArrayList<>();
    for (int second = 1; second <= count; second++) {
      ticks.add(Journal.tick(Instant.ofEpochMilli(last + 1000L * second)));
    }
    return ticks;
  }

  private List<Sent> live(TornStore store, Delivery delivery, List<Entry> log, int from, int to) {
    Life<?, ?, ?> life = life(store, delivery);
    for (int offset = from; offset < to; offset++) {
      life.process(log, offset);
    }
    return life.sent();
  }

  private Life<?, ?, ?> life(TornStore store, Delivery delivery) {
    Snapshots kept =
        new Snapshots() {
          @Override
          public void keep(String stage, int partition, Snapshot snapshot) {
            snapshots.put(stage, snapshot);
          }

          @Override
          public Optional<Snapshot> newest(String stage, int partition) {
            return Optional.ofNullable(snapshots.get(stage));
          }
        };
    HostSettings settings =
        new HostSettings(
            1,
            delivery,
            new StreamsMetrics(new SimpleMeterRegistry()),
            Progress.IGNORED,
            kept,
            (_, _) -> current,
            board);
    return new Life<>(StageBinding.ESTIMATE, settings, store);
  }
}
