package io.rheostat.app.service.role;

import io.rheostat.streams.StageBinding;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;

/// Partitions of a stage's log folded by this process; refreshed at most once a second. Not safe
/// for use by several threads.
final class OwnedPartitions {
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final KafkaStreams streams;
  private final Map<String, Collection<Integer>> byTopic = new HashMap<>();
  private long lookedAt = System.nanoTime() - FRESH_NANOS;

  OwnedPartitions(KafkaStreams streams) {
    this.streams = streams;
  }

  Collection<Integer> of(StageBinding<?, ?, ?> binding) {
    if (System.nanoTime() - lookedAt >= FRESH_NANOS) {
      look();
    }
    return byTopic.getOrDefault(binding.log().topicName(), new TreeSet<>());
  }

  private void look() {
    lookedAt = System.nanoTime();
    byTopic.clear();
    for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
      for (TaskMetadata task : thread.activeTasks()) {
        task.topicPartitions()
            .forEach(
                partition ->
                    byTopic
                        .computeIfAbsent(partition.topic(), _ -> new TreeSet<>())
                        .add(partition.partition()));
      }
    }
  }
}
