package io.rheostat.app.service.fleet;

import io.rheostat.actuator.driver.Owner;
import io.rheostat.app.broker.EmbeddedBroker;
import io.rheostat.topics.Topic;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/// Lookup of the owner this process belongs to: the Kafka cluster and the fleet topic in it. With
/// the broker of a data folder the owner is the cluster alone; its id derives from the machine and
/// the folder, so after a loss of the folder its targets are still its own.
public final class FleetOwner {
  private static final int PATIENCE_SECONDS = 30;

  private FleetOwner() {}

  /// Asks the brokers.
  ///
  /// @throws KafkaException when they do not report the ids
  public static Owner of(Admin admin) throws InterruptedException {
    String fleet = Topic.FLEET.topicName();
    try {
      String cluster = admin.describeCluster().clusterId().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (EmbeddedBroker.isEmbedded(cluster)) {
        return new Owner(cluster);
      }
      String topic =
          admin
              .describeTopics(List.of(fleet))
              .allTopicNames()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .values()
              .iterator()
              .next()
              .topicId()
              .toString();
      return new Owner(cluster + "/" + topic);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("the brokers do not tell the ids of the cluster and of " + fleet, e);
    }
  }
}
