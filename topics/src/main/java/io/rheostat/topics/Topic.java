package io.rheostat.topics;

import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/// Every topic, declared once: name, what is kept and how it is partitioned.
public enum Topic {
  /// Key workload, partition by workload: what estimates are made from.
  WORKLOAD_LOG("workload-log", Partitions.AS_LOGS, delete(7, 4L << 30)),
  /// Key workload, partition by pool: what plans are made from.
  POOL_LOG("pool-log", Partitions.AS_LOGS, delete(7, 2L << 30)),
  /// Key workload, partition by pool: what the actuator carries out.
  COMMANDS("commands", Partitions.AS_LOGS, delete(7, 256L << 20)),
  /// Key workload, partition by pool: the audit log.
  DECISIONS("decisions", Partitions.AS_LOGS, delete(30, 1L << 30)),
  /// Key kind/name: what is declared, freezes included.
  FLEET("fleet", Partitions.ONE, new Cleanup.Compact()),
  /// Key stage/partition/hour: state of the folds with its next offset, one partition for each of a
  /// log, kept as long as the logs.
  SNAPSHOTS("snapshots", Partitions.AS_LOGS, delete(7, 512L << 20)),
  /// Changelog of the estimate stage's store. Kafka Streams would create it itself, and write
  /// before it is ready (see [Topics]).
  ESTIMATE_STATE("rheostat-estimate-state-changelog", Partitions.AS_LOGS, new Cleanup.Compact()),
  /// Changelog of the plan stage's store.
  PLAN_STATE("rheostat-plan-state-changelog", Partitions.AS_LOGS, new Cleanup.Compact()),
  /// Key workload, partition by pool: generations that ended last, so that a command whose record
  /// comes twice has one end although the actuator crashed in between.
  ENDED("ended", Partitions.AS_LOGS, new Cleanup.Compact()),
  /// Key source: what could not be read.
  REJECTS("rejects", Partitions.ONE, delete(7, 64L << 20));

  /// The largest record that topics and producers take, in bytes: a snapshot of a large partition
  /// is beyond Kafka's default of 1 MiB.
  public static final int MOST_RECORD_BYTES = 16 << 20;

  /// How many partitions a topic has.
  public enum Partitions {
    /// As many as the logs.
    AS_LOGS,
    /// One, so that its records have one order.
    ONE
  }

  /// What is kept.
  public sealed interface Cleanup {
    /// What is older or beyond the limit goes.
    ///
    /// @param retention how long records are kept
    /// @param bytesPerPartition the most that a partition keeps, in bytes
    record Delete(Duration retention, long bytesPerPartition) implements Cleanup {}

    /// The newest record of each key stays: bounded by the number of keys.
    record Compact() implements Cleanup {}
  }

  private static final int SEGMENTS_PER_PARTITION = 8;
  private static final int COMPACTED_SEGMENT_BYTES = 64 << 20;
  private static final long SEGMENT_MILLIS = Duration.ofDays(1).toMillis();

  private final String topicName;
  private final Partitions partitions;

  // Both kinds are records of immutable values; the annotation that would say so is a dependency.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Cleanup cleanup;

  Topic(String topicName, Partitions partitions, Cleanup cleanup) {
    this.topicName = topicName;
    this.partitions = partitions;
    this.cleanup = cleanup;
  }

  /// The topic of a name on Kafka.
  ///
  /// @throws IllegalArgumentException for any other name; the message lists the known ones
  public static Topic ofName(String name) {
    StringJoiner known = new StringJoiner(", ");
    for (Topic topic : values()) {
      if (topic.topicName.equals(name)) {
        return topic;
      }
      known.add(topic.topicName);
    }
    throw new IllegalArgumentException(
        "topic is \"" + name + "\". It must be one of " + known + ".");
  }

  /// The name on Kafka.
  public String topicName() {
    return topicName;
  }

  /// What is kept.
  public Cleanup cleanup() {
    return cleanup;
  }

  /// Whether it has as many partitions as the logs, or one.
  public Partitions partitions() {
    return partitions;
  }

  /// How many partitions it has when the logs have that many.
  public int partitionCount(int logPartitions) {
    return switch (partitions) {
      case AS_LOGS -> logPartitions;
      case ONE -> 1;
    };
  }

  /// The topic's own settings, by Kafka's names.
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MOST_RECORD_BYTES));
    // A demo's scaled clock runs ahead of the broker's, which by default refuses more than an hour.
    settings.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE));
    switch (cleanup) {
      case Cleanup.Delete(Duration retention, long bytesPerPartition) -> {
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        settings.put(TopicConfig.RETENTION_BYTES_CONFIG, Long.toString(bytesPerPartition));
        // Only closed segments are deleted, so small ones keep a partition near its limits.
        settings.put(
            TopicConfig.SEGMENT_BYTES_CONFIG,
            Long.toString(Math.max(MOST_RECORD_BYTES, bytesPerPartition / SEGMENTS_PER_PARTITION)));
      }
      case Cleanup.Compact() -> {
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        settings.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(COMPACTED_SEGMENT_BYTES));
      }
    }
    settings.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(SEGMENT_MILLIS));
    return settings;
  }

  /// What an admin client creates.
  NewTopic toNewTopic(int logPartitions, short replication) {
    return new NewTopic(topicName, partitionCount(logPartitions), replication).configs(settings());
  }

  private static Cleanup delete(int days, long bytesPerPartition) {
    return new Cleanup.Delete(Duration.ofDays(days), bytesPerPartition);
  }
}
