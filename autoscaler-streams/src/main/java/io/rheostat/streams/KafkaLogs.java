package io.rheostat.streams;

import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lookup of a partition's log at the brokers.
public final class KafkaLogs implements Logs, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaLogs.class);
  private static final long LIMIT_SECONDS = 5;

  private final Admin admin;

  /// Opens a connection.
  ///
  /// @param extra further client settings, such as TLS and SASL
  public KafkaLogs(String bootstrap, Map<String, ?> extra) {
    admin = Admin.create(Clients.admin(bootstrap, extra));
  }

  @Override
  public Optional<Log> find(Topic log, int partition) {
    String name = log.topicName();
    TopicPartition place = new TopicPartition(name, partition);
    try {
      String id = "";
      for (TopicDescription topic :
          admin
              .describeTopics(List.of(name))
              .allTopicNames()
              .get(LIMIT_SECONDS, TimeUnit.SECONDS)
              .values()) {
        id = topic.topicId().toString();
      }
      long end =
          admin
              .listOffsets(Map.of(place, OffsetSpec.latest()))
              .partitionResult(place)
              .get(LIMIT_SECONDS, TimeUnit.SECONDS)
              .offset();
      return Optional.of(new Log(id, end));
    } catch (ExecutionException | TimeoutException e) {
      // The state then goes by offsets alone, as it did when it was written.
      LOG.atWarn().setCause(e).log("the brokers do not tell which log {} is", place);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
