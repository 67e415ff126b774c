package io.rheostat.app.demo;

import io.rheostat.app.page.LiveState;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// Waits until nothing is under way: every command has ended and the stages have read their logs.
final class Drain {
  private static final int QUIET_TURNS = 5;
  private static final long TURN_MILLIS = 100;

  private Drain() {}

  static void await(String bootstrap, LiveState state, Duration atMost)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    Map<TopicPartition, Long> before = Map.of();
    int quiet = 0;
    try (Admin admin = Admin.create(Clients.admin(bootstrap))) {
      while (quiet < QUIET_TURNS && System.nanoTime() < deadline) {
        Map<TopicPartition, Long> ends = ends(admin);
        quiet = ends.equals(before) && ended(state.view()) ? quiet + 1 : 0;
        before = ends;
        Thread.sleep(TURN_MILLIS);
      }
    } catch (ExecutionException e) {
      throw new IOException("the logs' ends could not be read: " + e.getMessage(), e);
    }
  }

  private static boolean ended(LiveState.View view) {
    long outcomes = 0;
    for (long count : view.outcomes().values()) {
      outcomes += count;
    }
    return outcomes >= view.commands();
  }

  private static Map<TopicPartition, Long> ends(Admin admin)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (Topic topic : List.of(Topic.WORKLOAD_LOG, Topic.POOL_LOG, Topic.COMMANDS)) {
      for (int partition = 0; partition < SimulatedRun.PARTITIONS; partition++) {
        wanted.put(new TopicPartition(topic.topicName(), partition), OffsetSpec.latest());
      }
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(wanted)
        .all()
        .get()
        .forEach((partition, info) -> ends.put(partition, info.offset()));
    return ends;
  }
}
