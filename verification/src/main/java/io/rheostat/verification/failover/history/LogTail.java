package io.rheostat.verification.failover.history;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.CommandCodec;
import io.rheostat.topics.codec.DecisionCodec;
import io.rheostat.topics.codec.PoolEventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Follows the committed records of a trial's services: commands, outcomes and decisions. Safe for
/// use by several threads.
public final class LogTail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final Set<String> workloads;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Thread thread;
  private final List<Command> commands = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final Map<String, Command> byId = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private final Map<String, Decision> last = new HashMap<>();

  private LogTail(Set<String> workloads, KafkaConsumer<String, byte[]> consumer) {
    this.workloads = workloads;
    this.consumer = consumer;
    thread = Thread.ofPlatform().name("logs").daemon().unstarted(this::run);
  }

  /// Starts at the beginning of the topics, and they must exist.
  public static LogTail start(String bootstrap, Set<String> workloads) {
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Clients.consumer(bootstrap, ""), new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (Topic topic : List.of(Topic.COMMANDS, Topic.POOL_LOG, Topic.DECISIONS)) {
      consumer
          .partitionsFor(topic.topicName())
          .forEach(info -> all.add(new TopicPartition(info.topic(), info.partition())));
    }
    consumer.assign(all);
    consumer.seekToBeginning(all);
    LogTail tail = new LogTail(Set.copyOf(workloads), consumer);
    tail.thread.start();
    return tail;
  }

  private void run() {
    try (consumer) {
      while (!Thread.currentThread().isInterrupted()) {
        consumer.poll(POLL).forEach(this::keep);
      }
    } catch (WakeupException | InterruptException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void keep(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null || !workloads.contains(record.key())) {
      return;
    }
    if (record.topic().equals(Topic.COMMANDS.topicName())) {
      Command command = CommandCodec.decode(record.value());
      commands.add(command);
      byId.put(command.id(), command);
    } else if (record.topic().equals(Topic.DECISIONS.topicName())) {
      Decision decision = DecisionCodec.decode(record.value());
      decisions.add(decision);
      if (!(decision instanceof Decision.Request)) {
        last.put(decision.workload(), decision);
      }
    } else if (PoolEventCodec.decode(record.value()) instanceof PoolEvent.Concluded(Outcome one)) {
      outcomes.add(one);
      ended.add(one.workload() + "/" + one.generation());
    }
  }

  /// Returns a committed command by its id; empty before it is read.
  public synchronized Optional<Command> command(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// Returns commands without an outcome.
  public synchronized List<Command> open() {
    return byId.values().stream().filter(command -> !ended.contains(command.id())).toList();
  }

  /// Returns the last decision about a service; an operator's request is no decision about
  /// replicas.
  public synchronized Optional<Decision> last(String workload) {
    return Optional.ofNullable(last.get(workload));
  }

  /// Returns all records read so far.
  ///
  /// @param together whether a decision and its command commit together: exactly-once
  public synchronized History.Logs all(boolean together) {
    return new History.Logs(commands, outcomes, decisions, together);
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
