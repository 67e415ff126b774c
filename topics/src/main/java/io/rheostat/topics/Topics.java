package io.rheostat.topics;

import io.rheostat.model.Require;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Creation of all topics.
///
/// A topic is not ready to be written right after its creation: the first batch of an idempotent
/// producer may be refused while a later one is taken, and the first is then lost after two minutes
/// of tries (KAFKA-15591). So [#create] returns only when every partition has reported its end.
public final class Topics {
  /// The broker's own `default.replication.factor`.
  public static final short BROKERS_REPLICATION = -1;

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(2);

  private Topics() {}

  /// Creates the missing topics and waits until all are ready, for 30 s at most. Safe to run twice,
  /// and by several processes at once.
  ///
  /// @param logPartitions partitions of each log, fixed for the life of the topics
  /// @param replication copies of each partition, or [#BROKERS_REPLICATION]
  /// @throws IllegalStateException when a topic has another number of partitions, when the broker
  ///     refuses, or when the topics are not ready in time
  public static void create(Admin admin, int logPartitions, short replication) {
    Require.atLeast("log partitions", 1, logPartitions);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    Map<Topic, Integer> found = new EnumMap<>(Topic.class);
    while (!attempt(() -> createMissing(admin, found, logPartitions, replication), deadline)) {
      pause();
    }
    while (!attempt(() -> awaitEnds(admin, logPartitions), deadline)) {
      pause();
    }
  }

  /// Refuses topics with a number of partitions other than the required one.
  static void refuseOtherCounts(Map<Topic, Integer> found, int logPartitions) {
    found.forEach(
        (topic, count) -> {
          int wanted = topic.partitionCount(logPartitions);
          if (count != wanted) {
            throw new IllegalStateException(otherCount(topic, count, wanted));
          }
        });
  }

  private static String otherCount(Topic topic, int count, int wanted) {
    String remedy =
        switch (topic.partitions()) {
          case AS_LOGS ->
              "Keys would move and histories break: start with "
                  + count
                  + " log partitions, or use"
                  + " another Kafka cluster or data folder.";
          case ONE ->
              "Its records need one order: delete the topic and start again, or use another Kafka"
                  + " cluster or data folder.";
        };
    return "topic "
        + topic.topicName()
        + " has "
        + count
        + " partitions, wanted are "
        + wanted
        + ". "
        + remedy;
  }

  private static void createMissing(
      Admin admin, Map<Topic, Integer> found, int logPartitions, short replication)
      throws ExecutionException, InterruptedException {
    found.clear();
    found.putAll(partitionCounts(admin));
    refuseOtherCounts(found, logPartitions);
    List<NewTopic> missing = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      if (!found.containsKey(topic)) {
        missing.add(topic.toNewTopic(logPartitions, replication));
      }
    }
    for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
      try {
        created.get();
      } catch (ExecutionException e) {
        // Another process was faster; the barrier checks its count.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static void awaitEnds(Admin admin, int logPartitions)
      throws ExecutionException, InterruptedException {
    Map<Topic, Integer> counts = partitionCounts(admin);
    refuseOtherCounts(counts, logPartitions);
    if (counts.size() < Topic.values().length) {
      // Asked for the ends of a topic not known to it yet, the client reports an error.
      throw new ExecutionException(
          new UnknownTopicOrPartitionException("a topic just made is not known yet"));
    }
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (Topic topic : Topic.values()) {
      for (int partition = 0; partition < topic.partitionCount(logPartitions); partition++) {
        ends.put(new TopicPartition(topic.topicName(), partition), OffsetSpec.latest());
      }
    }
    admin.listOffsets(ends).all().get();
  }

  private static Map<Topic, Integer> partitionCounts(Admin admin)
      throws ExecutionException, InterruptedException {
    List<String> names = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      names.add(topic.topicName());
    }
    Map<Topic, Integer> counts = new EnumMap<>(Topic.class);
    for (KafkaFuture<TopicDescription> described :
        admin.describeTopics(names).topicNameValues().values()) {
      try {
        TopicDescription description = described.get();
        counts.put(Topic.ofName(description.name()), description.partitions().size());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return counts;
  }

  /// Returns the fewest copies of any partition of a topic.
  ///
  /// @throws IllegalStateException when the topics cannot be described
  public static int fewestCopies(Admin admin) {
    List<String> names = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
    try {
      return fewestCopies(admin.describeTopics(names).allTopicNames().get().values());
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics could not be described: " + e.getCause(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// Returns the fewest copies of any partition of the described topics; 0 without any.
  public static int fewestCopies(Collection<TopicDescription> topics) {
    return topics.stream()
        .flatMap(topic -> topic.partitions().stream())
        .mapToInt(partition -> partition.replicas().size())
        .min()
        .orElse(0);
  }

  /// Returns whether the step succeeded. A transient failure, such as brokers not all up yet, is
  /// tried again until the deadline.
  private static boolean attempt(Step step, long deadline) {
    try {
      step.run();
      return true;
    } catch (ExecutionException e) {
      boolean passes =
          e.getCause() instanceof RetriableException
              || e.getCause() instanceof InvalidReplicationFactorException;
      if (passes && System.nanoTime() - deadline < 0) {
        return false;
      }
      throw new IllegalStateException(
          "topics could not be made ready: " + e.getCause() + ". Look at the broker's log.", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while topics were made ready.", e);
  }

  /// A request to the broker.
  private interface Step {
    void run() throws ExecutionException, InterruptedException;
  }
}
