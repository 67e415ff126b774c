package io.rheostat.app.cli;

import io.rheostat.app.service.FleetPublisher;
import io.rheostat.model.log.Declaration;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/// Publishes a change from the command line.
final class Declarations {
  private Declarations() {}

  /// The revision after the change.
  static long publish(KafkaOptions kafka, Declaration.Change change)
      throws IOException, InterruptedException, UsageException {
    String bootstrap = kafka.bootstrap();
    int partitions;
    try (Admin admin = Admin.create(Clients.admin(bootstrap, kafka.clientSettings()))) {
      partitions =
          admin
              .describeTopics(List.of(Topic.POOL_LOG.topicName()))
              .allTopicNames()
              .get()
              .values()
              .iterator()
              .next()
              .partitions()
              .size();
    } catch (ExecutionException e) {
      throw new IOException("the topics could not be read: " + e.getMessage(), e);
    }
    try (FleetPublisher publisher =
        FleetPublisher.open(
            bootstrap, partitions, InstantSource.system(), kafka.clientSettings())) {
      return publisher.publish(change);
    }
  }
}
