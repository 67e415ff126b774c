package io.rheostat.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

final class PartitioningTest {
  @Property
  void a_key_goes_where_the_default_producer_sends_it(
      @ForAll String key, @ForAll @IntRange(min = 1, max = 1_000) int partitions) {
    assertThat(Partitioning.partition(key, partitions))
        .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), partitions));
  }
}
