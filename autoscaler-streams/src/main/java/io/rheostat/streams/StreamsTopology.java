package io.rheostat.streams;

import io.rheostat.topics.Partitioning;
import io.rheostat.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Builder of the one topology: two stages, each with one source, one processor and one store,
/// joined only by the pool-log.
public final class StreamsTopology {
  private static final Serializer<RoutedKey> KEYS =
      (_, key) -> key.key().getBytes(StandardCharsets.UTF_8);
  private static final StreamPartitioner<RoutedKey, byte[]> PARTITIONER =
      (_, key, _, partitions) ->
          Optional.of(Set.of(Partitioning.partition(key.partitionBy(), partitions)));

  private StreamsTopology() {}

  /// Builds the topology with the processors of a host.
  public static Topology build(HostSettings settings) {
    Topology topology = new Topology();
    addStage(topology, StageBinding.ESTIMATE, settings);
    addSink(topology, StageBinding.ESTIMATE, Topic.POOL_LOG);
    addSink(topology, StageBinding.ESTIMATE, Topic.REJECTS);
    addStage(topology, StageBinding.PLAN, settings);
    addSink(topology, StageBinding.PLAN, Topic.COMMANDS);
    addSink(topology, StageBinding.PLAN, Topic.DECISIONS);
    addSink(topology, StageBinding.PLAN, Topic.POOL_LOG);
    addSink(topology, StageBinding.PLAN, Topic.REJECTS);
    return topology;
  }

  private static <S, E, X> void addStage(
      Topology topology, StageBinding<S, E, X> binding, HostSettings settings) {
    String source = binding.name() + "-log";
    topology.addSource(
        AutoOffsetReset.earliest(),
        source,
        StampOrNone.INSTANCE,
        new StringDeserializer(),
        new ByteArrayDeserializer(),
        binding.log().topicName());
    topology.addProcessor(binding.name(), () -> new FoldProcessor<>(binding, settings), source);
    topology.addStateStore(store(binding), binding.name());
  }

  /// Returns a store in memory with a changelog on Kafka: a restart reads the changelog, and no
  /// local file can disagree with it. The changelog has the settings of our own compacted topics:
  /// it takes records as large, stamps ahead of the broker's clock, and segments small enough to be
  /// compacted before a restart has to read them.
  private static StoreBuilder<?> store(StageBinding<?, ?, ?> binding) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(storeName(binding)), Serdes.String(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(binding.changelog().settings());
  }

  private static void addSink(Topology topology, StageBinding<?, ?, ?> binding, Topic topic) {
    topology.addSink(
        sinkName(binding, topic),
        topic.topicName(),
        KEYS,
        new ByteArraySerializer(),
        PARTITIONER,
        binding.name());
  }

  static String storeName(StageBinding<?, ?, ?> binding) {
    return binding.name() + "-state";
  }

  static String sinkName(StageBinding<?, ?, ?> binding, Topic topic) {
    return binding.name() + "-to-" + topic.topicName();
  }
}
