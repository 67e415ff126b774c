package io.rheostat.app.demo;

import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// Newest time in the logs of a resumed demo: its world must not be at an earlier time than its
/// log.
final class LogEnds {
  private LogEnds() {}

  static Instant newest(String bootstrap, Instant atLeast)
      throws IOException, InterruptedException {
    try (Admin admin = Admin.create(Clients.admin(bootstrap))) {
      Set<String> topics = admin.listTopics().names().get();
      if (!topics.contains(Topic.WORKLOAD_LOG.topicName())) {
        return atLeast;
      }
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      for (Topic topic : List.of(Topic.WORKLOAD_LOG, Topic.POOL_LOG)) {
        for (int partition = 0; partition < Demo.PARTITIONS; partition++) {
          wanted.put(new TopicPartition(topic.topicName(), partition), OffsetSpec.maxTimestamp());
        }
      }
      Instant newest = atLeast;
      for (ListOffsetsResultInfo info : admin.listOffsets(wanted).all().get().values()) {
        Instant time = Instant.ofEpochMilli(Math.max(0, info.timestamp()));
        newest = time.isAfter(newest) ? time : newest;
      }
      return newest;
    } catch (ExecutionException e) {
      throw new IOException("the logs' newest times could not be read: " + e.getMessage(), e);
    }
  }
}
