package io.rheostat.topics;

import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/// Every topic, declared once: name, retention and partitioning.
public enum Topic {
  /// Input of estimates. Key workload, partition by workload.
  WORKLOAD_LOG("workload-log", Partitions.AS_LOGS, delete(7, 4L << 30)),
  /// Input of plans. Key workload, partition by pool.
  POOL_LOG("pool-log", Partitions.AS_LOGS, delete(7, 2L << 30)),
  /// Orders for the actuator. Key workload, partition by pool.
  COMMANDS("commands", Partitions.AS_LOGS, delete(7, 256L << 20)),
  /// Audit log of decisions. Key workload, partition by pool.
  DECISIONS("decisions", Partitions.AS_LOGS, delete(30, 1L << 30)),
  /// Declarations, freezes included. Key kind/name.
  FLEET("fleet", Partitions.ONE, new Cleanup.Compact()),
  /// State of the folds with its next offset, one partition for each of a log, kept as long as the
  /// logs. Key stage/partition/hour.
  SNAPSHOTS("snapshots", Partitions.AS_LOGS, delete(7, 512L << 20)),
  /// Changelog of the estimate stage's store. Kafka Streams would create it itself, and write
  /// before it is ready (see [Topics]).
  ESTIMATE_STATE("rheostat-estimate-state-changelog", Partitions.AS_LOGS, new Cleanup.Compact()),
  /// Changelog of the plan stage's store.
  PLAN_STATE("rheostat-plan-state-changelog", Partitions.AS_LOGS, new Cleanup.Compact()),
  /// Last ended generations, so a command whose record arrives twice has one end even if the
  /// actuator crashed in between. Key workload, partition by pool.
  ENDED("ended", Partitions.AS_LOGS, new Cleanup.Compact()),
  /// Unreadable and refused inputs. Key source.
  REJECTS("rejects", Partitions.ONE, delete(7, 64L << 20));

  /// Largest record of topics and producers, in bytes: a snapshot of a large partition is beyond
  /// Kafka's default of 1 MiB.
  public static final int MOST_RECORD_BYTES = 16 << 20;

  /// Number of partitions of a topic.
  public enum Partitions {
    /// As many partitions as the logs.
    AS_LOGS,
    /// One, for a single order of its records.
    ONE
  }

  /// Retention rule of a topic.
  public sealed interface Cleanup {
    /// Deletion of records beyond an age or a size.
    ///
    /// @param retention time for which records are kept
    /// @param bytesPerPartition size limit of a partition, in bytes
    record Delete(Duration retention, long bytesPerPartition) implements Cleanup {}

    /// Compaction: the newest record of each key stays, so the size is bounded by the number of
    /// keys.
    record Compact() implements Cleanup {}
  }

  private static final int SEGMENTS_PER_PARTITION = 8;
  private static final int COMPACTED_SEGMENT_BYTES = 64 << 20;
  private static final long SEGMENT_MILLIS = Duration.ofDays(1).toMillis();

  private final String topicName;
  private final Partitions partitions;

  // Both kinds are records of immutable values; an annotation for it would be a dependency.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Cleanup cleanup;

  Topic(String topicName, Partitions partitions, Cleanup cleanup) {
    this.topicName = topicName;
    this.partitions = partitions;
    this.cleanup = cleanup;
  }

  /// Returns the topic of a name on Kafka.
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

  /// Returns the name on Kafka.
  public String topicName() {
    return topicName;
  }

  /// Returns the retention rule.
  public Cleanup cleanup() {
    return cleanup;
  }

  /// Returns whether it has as many partitions as the logs, or one.
  public Partitions partitions() {
    return partitions;
  }

  /// Returns the number of partitions, given the number of the logs.
  public int partitionCount(int logPartitions) {
    return switch (partitions) {
      case AS_LOGS -> logPartitions;
      case ONE -> 1;
    };
  }

  /// Returns the topic's own settings, by Kafka's names.
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

  /// Returns the topic for an admin client to create.
  NewTopic toNewTopic(int logPartitions, short replication) {
    return new NewTopic(topicName, partitionCount(logPartitions), replication).configs(settings());
  }

  private static Cleanup delete(int days, long bytesPerPartition) {
    return new Cleanup.Delete(Duration.ofDays(days), bytesPerPartition);
  }
}
