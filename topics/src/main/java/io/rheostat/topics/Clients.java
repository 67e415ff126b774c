package io.rheostat.topics;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Settings of Kafka clients: keys are text, values are bytes. Every factory takes extra
/// properties, applied last and winning: TLS and SASL enter there.
public final class Clients {
  private static final int TRANSACTION_TIMEOUT_MILLIS = 3_000;
  private static final int SESSION_TIMEOUT_MILLIS = 6_000;
  private static final int HEARTBEAT_MILLIS = 2_000;

  private Clients() {}

  /// Returns the settings of an idempotent producer with acks from all replicas: acknowledged
  /// records are kept.
  public static Map<String, Object> producer(String bootstrap) {
    return producer(bootstrap, Map.of());
  }

  /// Returns the same settings with extra properties.
  public static Map<String, Object> producer(String bootstrap, Map<String, ?> extra) {
    Map<String, Object> settings = base(bootstrap);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MOST_RECORD_BYTES);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.putAll(extra);
    return settings;
  }

  /// Returns the settings of a transactional producer. The broker gives up its transactions after 3
  /// s, so the open transaction of a killed process holds readers up no longer. One request is
  /// under way at a time: while the broker ends the transaction before, it refuses the first
  /// request of the next one, and would report every request behind it as out of sequence.
  ///
  /// @param transactionalId unique among producers running at the same time
  public static Map<String, Object> transactionalProducer(
      String bootstrap, String transactionalId) {
    return transactionalProducer(bootstrap, transactionalId, Map.of());
  }

  /// Returns the same settings with extra properties.
  public static Map<String, Object> transactionalProducer(
      String bootstrap, String transactionalId, Map<String, ?> extra) {
    Map<String, Object> settings = producer(bootstrap);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.putAll(extra);
    return settings;
  }

  /// Returns the settings of a consumer of committed records from the beginning, without automatic
  /// commits of offsets.
  ///
  /// @param groupOrEmpty the group, or empty text for a consumer that assigns its partitions itself
  public static Map<String, Object> consumer(String bootstrap, String groupOrEmpty) {
    return consumer(bootstrap, groupOrEmpty, Map.of());
  }

  /// Returns the same settings with extra properties.
  public static Map<String, Object> consumer(
      String bootstrap, String groupOrEmpty, Map<String, ?> extra) {
    Map<String, Object> settings = base(bootstrap);
    if (!groupOrEmpty.isEmpty()) {
      settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupOrEmpty);
      settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
      settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
    }
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.putAll(extra);
    return settings;
  }

  /// Returns the settings of an admin client with retries after 5 ms: with the default of 100 ms
  /// the barrier behind [Topics#create] takes 106 ms instead of 4.
  public static Map<String, Object> admin(String bootstrap) {
    return admin(bootstrap, Map.of());
  }

  /// Returns the same settings with extra properties.
  public static Map<String, Object> admin(String bootstrap, Map<String, ?> extra) {
    Map<String, Object> settings = base(bootstrap);
    settings.put(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, 5L);
    settings.putAll(extra);
    return settings;
  }

  private static Map<String, Object> base(String bootstrap) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    return settings;
  }
}
