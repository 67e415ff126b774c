package io.rheostat.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rheostat.model.Require;
import org.apache.kafka.common.utils.Utils;

/// Partition of a workload or a pool: Kafka's default partitioner of its UTF-8 name. The choice is
/// part of the contract for outside producers.
public final class Partitioning {
  private Partitioning() {}

  /// Computes `positive(murmur2(UTF-8 of key)) mod partitions`.
  ///
  /// @param key workload in the workload-log, pool in the topics partitioned by pool
  /// @param partitions of the topic, at least 1
  /// @return 0 to `partitions` − 1
  public static int partition(String key, int partitions) {
    Require.atLeast("partitions", 1, partitions);
    return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
  }
}
