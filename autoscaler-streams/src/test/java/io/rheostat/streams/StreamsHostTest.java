package io.rheostat.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.topics.Topic;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StreamsHostTest {
  @Test
  void exactly_once_commits_every_20_ms_and_fails_over_within_seconds() {
    Map<String, Object> config = config(Delivery.EXACTLY_ONCE);

    assertThat(config)
        .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2)
        .containsEntry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 20)
        .containsEntry(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
    assertThat(kafka(config).getProducerConfigs("p"))
        .containsEntry(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 3_000);
    assertThat(kafka(config).getMainConsumerConfigs("g", "c", 0))
        .containsEntry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000)
        .containsEntry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
  }

  @Test
  void at_least_once_is_the_other_guarantee() {
    assertThat(config(Delivery.AT_LEAST_ONCE))
        .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
  }

  /// The actuator writes outcomes in transactions: one that was aborted did not happen, and a
  /// replay does not see it either.
  @ParameterizedTest
  @EnumSource(Delivery.class)
  void only_what_was_committed_is_read(Delivery delivery) {
    assertThat(kafka(config(delivery)).getMainConsumerConfigs("g", "c", 0))
        .extractingByKey(ConsumerConfig.ISOLATION_LEVEL_CONFIG)
        .hasToString("read_committed");
  }

  @ParameterizedTest
  @EnumSource(Delivery.class)
  void nothing_waits_in_a_cache_and_in_a_batch_only_for_the_commit_that_shows_it(
      Delivery delivery) {
    int linger =
        switch (delivery) {
          case EXACTLY_ONCE -> 20;
          case AT_LEAST_ONCE -> 0;
        };
    assertThat(config(delivery))
        .containsEntry(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L)
        .containsEntry(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
    assertThat(kafka(config(delivery)).getProducerConfigs("p"))
        .containsEntry(ProducerConfig.LINGER_MS_CONFIG, linger)
        .containsEntry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MOST_RECORD_BYTES);
  }

  /// Kafka's own check of names, ranges and what goes together.
  private static StreamsConfig kafka(Map<String, Object> config) {
    Properties properties = new Properties();
    properties.putAll(config);
    return new StreamsConfig(properties);
  }

  private static Map<String, Object> config(Delivery delivery) {
    return StreamsHost.config("127.0.0.1:9092", Path.of("state"), delivery);
  }
}
