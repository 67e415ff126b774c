package io.rheostat.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.topics.testing.TestBroker;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
final class TopicsTest {
  private static final int LOG_PARTITIONS = 3;
  private static final short REPLICATION = 1;

  private TestBroker broker;
  private Admin admin;

  @BeforeEach
  void startBroker(@TempDir Path folder) throws Exception {
    broker = TestBroker.start(folder);
    admin = Admin.create(Clients.admin(broker.bootstrap()));
  }

  @AfterEach
  void stopBroker() {
    admin.close();
    broker.close();
  }

  @Test
  void all_topics_are_there_with_their_partitions_and_settings() throws Exception {
    Topics.create(admin, LOG_PARTITIONS, REPLICATION);

    for (Topic topic : Topic.values()) {
      assertThat(admin.describeTopics(List.of(topic.topicName())).allTopicNames().get())
          .hasEntrySatisfying(
              topic.topicName(),
              found ->
                  assertThat(found.partitions()).hasSize(topic.partitionCount(LOG_PARTITIONS)));
      assertThat(settings(topic)).containsAllEntriesOf(topic.settings());
    }
  }

  @Test
  void every_partition_takes_records_at_once() throws Exception {
    Topics.create(admin, LOG_PARTITIONS, REPLICATION);

    try (var producer = new KafkaProducer<String, byte[]>(Clients.producer(broker.bootstrap()))) {
      for (Topic topic : Topic.values()) {
        for (int partition = 0; partition < topic.partitionCount(LOG_PARTITIONS); partition++) {
          var record = new ProducerRecord<>(topic.topicName(), partition, "key", new byte[] {1});
          assertThat(producer.send(record).get().offset()).isZero();
        }
      }
    }
  }

  @Test
  void topics_that_are_there_already_are_left_as_they_are() {
    Topics.create(admin, LOG_PARTITIONS, REPLICATION);

    Topics.create(admin, LOG_PARTITIONS, REPLICATION);
  }

  @Test
  void several_processes_may_create_at_once() {
    CompletableFuture<?>[] creations = new CompletableFuture<?>[4];
    Arrays.setAll(
        creations,
        _ -> CompletableFuture.runAsync(() -> Topics.create(admin, LOG_PARTITIONS, REPLICATION)));

    CompletableFuture.allOf(creations).join();
  }

  @Test
  void a_topic_with_another_number_of_partitions_is_refused_before_anything_is_created()
      throws Exception {
    admin.createTopics(List.of(new NewTopic("pool-log", 2, REPLICATION))).all().get();

    assertThatThrownBy(() -> Topics.create(admin, LOG_PARTITIONS, REPLICATION))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("topic pool-log has 2 partitions, wanted are 3");
    assertThat(admin.listTopics().names().get()).containsExactly("pool-log");
  }

  private Map<String, String> settings(Topic topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    Map<String, String> settings = new HashMap<>();
    for (Config config : admin.describeConfigs(List.of(resource)).all().get().values()) {
      for (ConfigEntry entry : config.entries()) {
        settings.put(entry.name(), entry.value());
      }
    }
    return settings;
  }
}
