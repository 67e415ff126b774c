package io.rheostat.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import io.rheostat.topics.Topics;
import io.rheostat.topics.testing.TestBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
final class PredecessorTest {
  private static final int PARTITIONS = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private @TempDir Path folder;
  private TestBroker broker;
  private Admin admin;

  @BeforeEach
  void startBroker() throws Exception {
    broker = TestBroker.start(folder.resolve("broker"));
    admin = Admin.create(Clients.admin(broker.bootstrap()));
    Topics.create(admin, PARTITIONS, (short) 1);
  }

  @AfterEach
  void stopBroker() {
    admin.close();
    broker.close();
  }

  private List<String> transactions(TransactionState state) throws Exception {
    return admin.listTransactions().all().get().stream()
        .filter(listing -> listing.state() == state)
        .map(TransactionListing::transactionalId)
        .toList();
  }

  private KafkaProducer<String, byte[]> producer(String transactionalId) {
    Map<String, Object> settings =
        Clients.transactionalProducer(
            broker.bootstrap(),
            transactionalId,
            Map.of(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 60_000));
    KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings);
    producer.initTransactions();
    producer.beginTransaction();
    var _ = producer.send(new ProducerRecord<>(Topic.REJECTS.topicName(), "test", new byte[1]));
    producer.flush();
    return producer;
  }

  @Test
  void a_transaction_that_the_life_before_left_open_is_ended_and_no_other_one() throws Exception {
    String process = UUID.randomUUID().toString();
    Files.writeString(folder.resolve("process"), process + "\n");
    try (KafkaProducer<String, byte[]> dead = producer("rheostat-" + process + "-1");
        KafkaProducer<String, byte[]> living = producer("rheostat-another-1")) {
      assertThat(transactions(TransactionState.ONGOING)).hasSize(2);

      try (Predecessor next = new Predecessor(folder)) {
        next.end(broker.bootstrap(), "rheostat", Map.of());
      }

      assertThat(transactions(TransactionState.ONGOING)).containsExactly("rheostat-another-1");
      dead.close(Duration.ZERO);
      living.commitTransaction();
    }
  }

  @Test
  void aProcessThatLivesOnTheSameFolderIsNotFenced() throws Exception {
    String process = UUID.randomUUID().toString();
    try (Predecessor alive = new Predecessor(folder);
        KafkaProducer<String, byte[]> living = producer("rheostat-" + process + "-1")) {
      alive.end(broker.bootstrap(), "rheostat", Map.of());
      Files.writeString(folder.resolve("process"), process + "\n");

      try (Predecessor second = new Predecessor(folder)) {
        second.end(broker.bootstrap(), "rheostat", Map.of());
      }

      assertThat(transactions(TransactionState.ONGOING))
          .containsExactly("rheostat-" + process + "-1");
      living.commitTransaction();
    }
  }

  /// The name that is kept must be that of the transactions: Kafka Streams does not promise it.
  @Test
  void a_host_keeps_the_name_of_its_own_transactions() throws Exception {
    try (StreamsHost host =
        StreamsHost.start(
            broker.bootstrap(),
            folder.resolve("state"),
            HostSettingsFixture.of(PARTITIONS, Delivery.EXACTLY_ONCE, new SimpleMeterRegistry()),
            Map.of())) {
      assertThat(host.awaitRunning(PATIENCE)).isTrue();
      String process = Files.readString(folder.resolve("state/process")).strip();

      assertThat(
              admin.listTransactions().all().get().stream()
                  .map(TransactionListing::transactionalId))
          .isNotEmpty()
          .allMatch(id -> id.startsWith("rheostat-" + process + "-"));
    }
  }
}
