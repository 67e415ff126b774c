package io.rheostat.streams.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.stage.PartitionFold;
import io.rheostat.streams.Entry;
import io.rheostat.streams.Journal;
import io.rheostat.streams.StageBinding;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import io.rheostat.topics.Topics;
import io.rheostat.topics.testing.TestBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Snapshots on a broker's topic.
@Tag("broker")
final class KafkaSnapshotsTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private @TempDir Path folder;
  private TestBroker broker;
  private Admin admin;
  private KafkaProducer<String, byte[]> producer;
  private KafkaSnapshots snapshots;

  @BeforeEach
  void startBroker() throws Exception {
    broker = TestBroker.start(folder.resolve("broker"));
    admin = Admin.create(Clients.admin(broker.bootstrap()));
    Topics.create(admin, 2, (short) 1);
    producer =
        new KafkaProducer<>(
            Clients.producer(broker.bootstrap()),
            new StringSerializer(),
            new ByteArraySerializer());
    snapshots = new KafkaSnapshots(broker.bootstrap(), Map.of());
  }

  @AfterEach
  void stopBroker() {
    snapshots.close();
    producer.close();
    admin.close();
    broker.close();
  }

  @Test
  void theNewestOfAStageIsFoundBehindManyOfOthers() {
    keep("plan", snapshot(1, NOON));
    keep("plan", snapshot(2, NOON.plus(Duration.ofHours(1))));
    for (int i = 0; i < 100; i++) {
      keep("estimate", snapshot(1_000 + i, NOON.plus(Duration.ofHours(i))));
    }
    close();

    assertThat(newest("plan", 0)).hasValue(2L);
    assertThat(newest("estimate", 0)).hasValue(1_099L);
    assertThat(newest("plan", 1)).isEmpty();
  }

  @Test
  void oneThatCannotBeReadLeavesTheOneBefore() throws Exception {
    keep("plan", snapshot(1, NOON));
    close();
    send("plan/0/2026-11-24T13:00:00Z", "torn".getBytes(StandardCharsets.UTF_8));

    assertThat(newest("plan", 0)).hasValue(1L);
  }

  @Test
  void theOneOfABuildThatKeptTheNewestAloneIsRead() throws Exception {
    send("plan/0", snapshot(7, NOON).toBytes());
    assertThat(newest("plan", 0)).hasValue(7L);

    keep("plan", snapshot(8, NOON.plusSeconds(1)));
    close();
    assertThat(newest("plan", 0)).hasValue(8L);
  }

  private void keep(String stage, Snapshot snapshot) {
    snapshots.keep(stage, 0, snapshot);
  }

  /// Closing waits for what is still to be sent; reading opens a consumer of its own.
  private void close() {
    snapshots.close();
  }

  private Optional<Long> newest(String stage, int partition) {
    return snapshots.newest(stage, partition).map(Snapshot::nextOffset);
  }

  private void send(String key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(Topic.SNAPSHOTS.topicName(), 0, key, value)).get();
  }

  /// The state of a fold whose clock stands at a time.
  private static Snapshot snapshot(long nextOffset, Instant now) {
    var stage = StageBinding.ESTIMATE.stage().get();
    var fold = new PartitionFold<>(stage, _ -> true);
    Entry entry = Journal.tick(now);
    fold.accept(StageBinding.ESTIMATE.decode().apply(entry.value()), now);
    assertThat(fold.now()).isEqualTo(now);
    return Snapshot.of(stage, fold, nextOffset, "log");
  }
}
