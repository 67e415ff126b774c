package io.rheostat.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TopicTest {
  @ParameterizedTest
  @EnumSource
  void a_topic_is_bounded_in_time_and_bytes_or_by_its_keys(Topic topic) {
    Map<String, String> settings = topic.settings();
    switch (topic.cleanup()) {
      case Topic.Cleanup.Delete delete -> {
        assertThat(settings).containsEntry("cleanup.policy", "delete");
        assertThat(settings)
            .containsEntry("retention.ms", Long.toString(delete.retention().toMillis()))
            .containsEntry("retention.bytes", Long.toString(delete.bytesPerPartition()));
        assertThat(Long.parseLong(settings.get("segment.bytes")))
            .isLessThan(delete.bytesPerPartition())
            .isLessThanOrEqualTo(Integer.MAX_VALUE);
      }
      case Topic.Cleanup.Compact() ->
          assertThat(settings).containsEntry("cleanup.policy", "compact");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_topic_is_found_by_its_name(Topic topic) {
    assertThat(Topic.ofName(topic.topicName())).isEqualTo(topic);
  }

  @Test
  void a_name_of_no_topic_is_answered_with_those_that_are() {
    assertThatThrownBy(() -> Topic.ofName("decision"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "topic is \"decision\". It must be one of workload-log, pool-log, commands, decisions,"
                + " fleet, snapshots, rheostat-estimate-state-changelog,"
                + " rheostat-plan-state-changelog, ended, rejects.");
  }

  @Test
  void decisions_are_kept_for_thirty_days() {
    assertThat(Topic.DECISIONS.settings()).containsEntry("retention.ms", "2592000000");
  }

  @Test
  void the_fleet_and_the_rejects_have_one_partition_and_the_rest_as_many_as_the_logs() {
    assertThat(Topic.FLEET.partitionCount(8)).isEqualTo(1);
    assertThat(Topic.REJECTS.partitionCount(8)).isEqualTo(1);
    assertThat(Topic.WORKLOAD_LOG.partitionCount(8)).isEqualTo(8);
    assertThat(Topic.POOL_LOG.partitionCount(8)).isEqualTo(8);
    assertThat(Topic.COMMANDS.partitionCount(8)).isEqualTo(8);
    assertThat(Topic.DECISIONS.partitionCount(8)).isEqualTo(8);
    assertThat(Topic.SNAPSHOTS.partitionCount(8)).isEqualTo(8);
    assertThat(Topic.ENDED.partitionCount(8)).isEqualTo(8);
  }

  @Test
  void another_number_of_partitions_is_refused_with_what_to_do() {
    assertThatThrownBy(() -> Topics.refuseOtherCounts(Map.of(Topic.POOL_LOG, 4), 8))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "topic pool-log has 4 partitions, wanted are 8. Keys would move and histories break:"
                + " start with 4 log partitions, or use another Kafka cluster or data folder.");
    assertThatThrownBy(() -> Topics.refuseOtherCounts(Map.of(Topic.FLEET, 4), 8))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("topic fleet has 4 partitions, wanted are 1.");
  }

  @Test
  void the_wanted_number_of_partitions_is_accepted() {
    assertThatCode(() -> Topics.refuseOtherCounts(Map.of(Topic.POOL_LOG, 8, Topic.FLEET, 1), 8))
        .doesNotThrowAnyException();
  }
}
