package io.rheostat.app.service.fleet;

import static java.util.Objects.requireNonNull;

import io.rheostat.topics.Topic;
import io.rheostat.topics.fleet.FleetLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/// Present logs and changelogs of the stages, to check whether a stage reading or restoring them
/// gets every declaration.
///
/// @param topics with ids; `from` holds the ends of the logs' partitions, the place of anything
///     declared next
/// @param begins first kept offsets of the logs' partitions, by topic
record DeclaredLogs(List<FleetLog> topics, Map<String, List<Long>> begins) {
  private static final List<Topic> LOGS = List.of(Topic.WORKLOAD_LOG, Topic.POOL_LOG);
  private static final List<Topic> CHANGELOGS = List.of(Topic.ESTIMATE_STATE, Topic.PLAN_STATE);

  /// Asks the brokers.
  ///
  /// @throws KafkaException when they do not answer
  static DeclaredLogs look(Admin admin, int partitions) {
    try {
      List<String> names = new ArrayList<>();
      LOGS.forEach(topic -> names.add(topic.topicName()));
      CHANGELOGS.forEach(topic -> names.add(topic.topicName()));
      Map<String, TopicDescription> found = admin.describeTopics(names).allTopicNames().get();
      Map<String, List<Long>> begins = offsets(admin, partitions, OffsetSpec.earliest());
      Map<String, List<Long>> ends = offsets(admin, partitions, OffsetSpec.latest());
      List<FleetLog> topics = new ArrayList<>();
      for (String name : names) {
        String id = requireNonNull(found.get(name)).topicId().toString();
        topics.add(new FleetLog(name, id, ends.getOrDefault(name, List.of())));
      }
      return new DeclaredLogs(topics, begins);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new KafkaException("the logs could not be looked at: " + e.getCause(), e.getCause());
    }
  }

  private static Map<String, List<Long>> offsets(Admin admin, int partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (Topic topic : LOGS) {
      for (int partition = 0; partition < partitions; partition++) {
        asked.put(new TopicPartition(topic.topicName(), partition), which);
      }
    }
    Map<TopicPartition, ListOffsetsResultInfo> answers = admin.listOffsets(asked).all().get();
    Map<String, List<Long>> offsets = new HashMap<>();
    for (Topic topic : LOGS) {
      List<Long> all = new ArrayList<>();
      for (int partition = 0; partition < partitions; partition++) {
        TopicPartition asking = new TopicPartition(topic.topicName(), partition);
        all.add(requireNonNull(answers.get(asking)).offset());
      }
      offsets.put(topic.topicName(), all);
    }
    return offsets;
  }

  /// Returns the reason why the logs do not hold every declaration, or why a stage may have lost
  /// them.
  ///
  /// @param declared the topics when everything was declared last
  Optional<String> lack(List<FleetLog> declared) {
    Map<String, FleetLog> before = new HashMap<>();
    declared.forEach(log -> before.put(log.topic(), log));
    for (FleetLog now : topics) {
      FleetLog then = before.get(now.topic());
      if (then == null) {
        return Optional.of("nothing tells what " + now.topic() + " holds");
      }
      if (!then.id().equals(now.id())) {
        return Optional.of(now.topic() + " was made anew");
      }
      if (!holds(now, then)) {
        return Optional.of(now.topic() + " no longer holds every declaration");
      }
    }
    return Optional.empty();
  }

  /// Returns whether each partition still begins before, and ends behind, the place of the full
  /// declaration.
  private boolean holds(FleetLog now, FleetLog then) {
    List<Long> first = begins.getOrDefault(now.topic(), List.of());
    if (then.from().size() != now.from().size()) {
      return false;
    }
    for (int partition = 0; partition < first.size(); partition++) {
      long from = then.from().get(partition);
      if (first.get(partition) > from || now.from().get(partition) < from) {
        return false;
      }
    }
    return true;
  }

  /// Returns the topics as they are to be remembered when everything is declared now.
  List<FleetLog> asDeclared() {
    return topics;
  }
}
