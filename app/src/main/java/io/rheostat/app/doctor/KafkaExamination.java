package io.rheostat.app.doctor;

import io.rheostat.actuator.driver.Owner;
import io.rheostat.app.service.fleet.FleetOwner;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import io.rheostat.topics.Topics;
import io.rheostat.topics.Unreachable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Examination of brokers, topics, rights on them, and clocks.
///
/// @param findings the findings
/// @param owner Rheostat owning the topics; empty when they do not exist
record KafkaExamination(List<Finding> findings, Optional<Owner> owner) {
  private static final String SUBJECT = "kafka";
  private static final int SECONDS = 10;

  /// Ticks come each second.
  private static final Duration SILENT = Duration.ofSeconds(30);

  private static final Duration SKEW = Duration.ofSeconds(5);

  /// Asks the brokers.
  static KafkaExamination of(String bootstrap, Map<String, String> clientSettings)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    Optional<String> silence = BrokerProbe.silence(bootstrap, clientSettings);
    if (silence.isPresent()) {
      findings.add(Finding.problem(SUBJECT, silence.get()));
      return new KafkaExamination(findings, Optional.empty());
    }
    try (Admin admin =
        Admin.create(Clients.admin(bootstrap, BrokerProbe.bounded(clientSettings)))) {
      DescribeClusterResult cluster = admin.describeCluster();
      int brokers = got(cluster.nodes()).size();
      findings.add(Finding.ok(SUBJECT, "%d broker(s) answer at %s".formatted(brokers, bootstrap)));
      Map<String, TopicDescription> topics = topics(admin, findings);
      if (topics.size() < Topic.values().length) {
        return new KafkaExamination(findings, Optional.empty());
      }
      copies(topics, brokers, findings);
      rights(topics, findings);
      clocks(admin, topics, findings);
      return new KafkaExamination(findings, Optional.of(FleetOwner.of(admin)));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      findings.add(
          Finding.problem(
              SUBJECT, "the brokers do not tell of the topics: " + Unreachable.words(e)));
      return new KafkaExamination(findings, Optional.empty());
    }
  }

  private static <T> T got(KafkaFuture<T> answer)
      throws ExecutionException, TimeoutException, InterruptedException {
    return answer.get(SECONDS, TimeUnit.SECONDS);
  }

  private static Map<String, TopicDescription> topics(Admin admin, List<Finding> findings)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<String> names = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      names.add(topic.topicName());
    }
    Map<String, TopicDescription> found = new HashMap<>();
    Set<String> missing = new TreeSet<>();
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    for (var asked : admin.describeTopics(names, options).topicNameValues().entrySet()) {
      try {
        found.put(asked.getKey(), got(asked.getValue()));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        missing.add(asked.getKey());
      }
    }
    if (!missing.isEmpty()) {
      findings.add(
          Finding.warning(
              SUBJECT,
              "topics are not there: "
                  + String.join(", ", missing)
                  + ". rheostat up creates them, if its login may"));
    }
    return found;
  }

  private static void copies(
      Map<String, TopicDescription> topics, int brokers, List<Finding> findings) {
    int fewest = Topics.fewestCopies(topics.values());
    boolean lonely = fewest < 2 && brokers > 1;
    String words = "all topics are there, with %d copies at least".formatted(fewest);
    findings.add(
        lonely
            ? Finding.warning(
                SUBJECT, words + ": when that broker is lost, so is what was declared and learned")
            : Finding.ok(SUBJECT, words));
  }

  private static void rights(Map<String, TopicDescription> topics, List<Finding> findings) {
    Set<String> lacking = new TreeSet<>();
    topics.forEach(
        (name, topic) -> {
          Set<AclOperation> may = topic.authorizedOperations();
          if (may != null) {
            for (AclOperation wanted : List.of(AclOperation.READ, AclOperation.WRITE)) {
              if (!may.contains(wanted)) {
                lacking.add(wanted + " on " + name);
              }
            }
          }
        });
    findings.add(
        lacking.isEmpty()
            ? Finding.ok(SUBJECT, "this login may read and write every topic")
            : Finding.warning(
                SUBJECT,
                "this login lacks "
                    + String.join(", ", lacking)
                    + ": enough for some roles only, see docs/how-to/production.md"));
  }

  /// Compares clocks. The newest record is a tick of any Rheostat running on these topics.
  private static void clocks(
      Admin admin, Map<String, TopicDescription> topics, List<Finding> findings)
      throws ExecutionException, TimeoutException, InterruptedException {
    String log = Topic.WORKLOAD_LOG.topicName();
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    TopicDescription described = topics.get(log);
    if (described == null) {
      return;
    }
    described
        .partitions()
        .forEach(
            one -> wanted.put(new TopicPartition(log, one.partition()), OffsetSpec.maxTimestamp()));
    long newest =
        got(admin.listOffsets(wanted).all()).values().stream()
            .mapToLong(end -> end.timestamp())
            .max()
            .orElse(-1);
    if (newest < 0) {
      findings.add(Finding.warning(SUBJECT, log + " is empty: no Rheostat has run on it yet"));
      return;
    }
    findings.add(clock(log, Duration.between(Instant.ofEpochMilli(newest), Instant.now())));
  }

  private static Finding clock(String log, Duration behind) {
    if (behind.compareTo(SKEW.negated()) < 0) {
      return Finding.problem(
          SUBJECT,
          "the newest record of %s is dated %d s ahead of this machine's clock: set both by NTP"
              .formatted(log, -behind.toSeconds()));
    }
    if (behind.compareTo(SILENT) > 0) {
      return Finding.warning(
          SUBJECT,
          "the newest record of %s is %d s old: no Rheostat runs on it, or its clock is behind"
              .formatted(log, behind.toSeconds()));
    }
    return Finding.ok(
        SUBJECT,
        "a Rheostat runs on these topics; its clock is within %d s of this one"
            .formatted(Math.max(1, behind.abs().toSeconds())));
  }
}
