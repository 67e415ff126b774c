package io.rheostat.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.topics.RejectReason;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.codec.RejectCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Timestamps that somebody else's clock got wrong.
final class WrongClockTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @ParameterizedTest
  @ValueSource(longs = {7_200_000, 3_600_000L * 20, 60_000, 20_000})
  void aReadingFromTheFutureMovesNobodysTime(long aheadMillis) {
    Journal journal = Journal.of(6, 35);
    List<Entry> log = new ArrayList<>(journal.host().log(Topic.WORKLOAD_LOG));
    Instant last = Instant.ofEpochMilli(log.getLast().timestamp());
    log.add(Journal.reading(Declared.RANK, last.plusMillis(aheadMillis)));
    for (int second = 1; second <= 30; second++) {
      Instant at = last.plusSeconds(second);
      log.add(Journal.reading(Declared.CHAT, at));
      log.add(Journal.tick(at));
    }

    List<Sent> sent = run(log);

    Sent newest = newestOfChat(sent);
    assertThat(Instant.ofEpochMilli(newest.timestamp()))
        .isBetween(last.plusSeconds(25), last.plusSeconds(30));
    assertThat(newest.topic()).isEqualTo(Topic.POOL_LOG);
    assertThat(PoolEventCodec.decode(newest.bytes()).toString()).doesNotContain("live=0");
    assertThat(count("rheostat.stage.ahead")).isEqualTo(1);
  }

  @Test
  void recordsWithoutATimestampAreParkedAndCountedAndTheLogGoesOn() {
    Journal journal = Journal.of(6, 35);
    List<Entry> log = new ArrayList<>(journal.host().log(Topic.WORKLOAD_LOG));
    Instant last = Instant.ofEpochMilli(log.getLast().timestamp());
    Entry good = Journal.reading(Declared.CHAT, last);
    int wrong = log.size();
    for (long stamp : List.of(0L, last.toEpochMilli() * 1000, last.toEpochMilli() * 1_000_000)) {
      log.add(new Entry(Topic.WORKLOAD_LOG, "chat", good.value(), stamp, OptionalLong.empty()));
    }
    for (int second = 1; second <= 10; second++) {
      log.add(Journal.tick(last.plusSeconds(second)));
    }

    List<Sent> sent = run(log);

    List<String> parked =
        sent.stream()
            .filter(record -> record.topic() == Topic.REJECTS && record.inputOffset() >= wrong)
            .map(record -> RejectCodec.decode(record.bytes()))
            .filter(reject -> reject.reason() == RejectReason.MISDATED)
            .map(reject -> reject.source())
            .toList();
    assertThat(parked)
        .containsExactly(
            "workload-log/0/" + wrong,
            "workload-log/0/" + (wrong + 1),
            "workload-log/0/" + (wrong + 2));
    assertThat(count("rheostat.stage.misdated")).isEqualTo(3);
    assertThat(sent.getLast().topic()).isEqualTo(Topic.POOL_LOG);
  }

  @Test
  void aNegativeTimestampReachesTheFoldAsNone() {
    ConsumerRecord<Object, Object> record =
        new ConsumerRecord<>("workload-log", 0, 0, new Object(), new Object());

    assertThat(record.timestamp()).isEqualTo(-1);
    assertThat(StampOrNone.INSTANCE.extract(record, 5)).isZero();
  }

  /// The owner's host was eight hours ahead, then corrected: estimates go on, dated right.
  @Test
  void estimatesGoOnOnceAWrongTickersClockIsRight() {
    Journal journal = Journal.of(6, 35);
    List<Entry> log = new ArrayList<>(journal.host().log(Topic.WORKLOAD_LOG));
    Instant last = Instant.ofEpochMilli(log.getLast().timestamp());
    for (int second = 1; second <= 60; second++) {
      log.add(Journal.tick(last.plus(Duration.ofHours(8)).plusSeconds(second)));
    }
    for (int second = 61; second <= 90; second++) {
      log.add(Journal.reading(Declared.CHAT, last.plusSeconds(second)));
      log.add(Journal.tick(last.plusSeconds(second)));
    }

    Sent newest = newestOfChat(run(log));

    assertThat(Instant.ofEpochMilli(newest.timestamp()))
        .isBetween(last.plusSeconds(85), last.plusSeconds(90));
    assertThat(PoolEventCodec.decode(newest.bytes()).toString()).doesNotContain("live=0");
  }

  private static Sent newestOfChat(List<Sent> sent) {
    return sent.stream()
        .filter(record -> record.topic() == Topic.POOL_LOG && record.key().equals(Declared.CHAT))
        .reduce((_, newer) -> newer)
        .orElseThrow();
  }

  private List<Sent> run(List<Entry> log) {
    TornStore store = new TornStore(StreamsTopology.storeName(StageBinding.ESTIMATE));
    HostSettings settings = HostSettingsFixture.of(1, Delivery.EXACTLY_ONCE, registry);
    Life<?, ?, ?> life = new Life<>(StageBinding.ESTIMATE, settings, store);
    for (int offset = 0; offset < log.size(); offset++) {
      life.process(log, offset);
    }
    return life.sent();
  }

  private double count(String name) {
    return registry.find(name).counters().stream().mapToDouble(c -> c.count()).sum();
  }
}
