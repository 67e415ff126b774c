package io.rheostat.app.service;

import io.rheostat.actuator.shell.Actuator;
import io.rheostat.app.service.role.IngestRole;
import io.rheostat.app.service.role.Ticker;
import io.rheostat.app.service.runtime.ServiceSettings;
import io.rheostat.streams.StageBinding;
import io.rheostat.streams.StreamsHost;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// Steps of a service of all roles in lock step with a clock moved by hand: once it has moved, each
/// part does its due work in turn, and waits until the next has seen it.
///
/// ```
/// reports of targets, pages ─► tick of the workload-log ─► tick of the pool-log ─► commands
///                                                                ▲                    │ outcomes
///                                                                └────────────────────┘
/// ```
/// Nobody else writes a log while one does, so the logs hold the same records in the same order
/// however fast the machine is. From one thread.
public final class Steps implements AutoCloseable {
  /// Longest time for a part's work of one step, however busy the machine is.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final int partitions;
  private final IngestRole ingest;
  private final Ticker ticker;
  private final Actuator actuator;
  private final Admin admin;
  private Map<Integer, Long> commands = Map.of();

  Steps(ServiceSettings settings, IngestRole ingest, Ticker ticker, Actuator actuator) {
    this.partitions = settings.logPartitions();
    this.ingest = ingest;
    this.ticker = ticker;
    this.actuator = actuator;
    admin = Admin.create(Clients.admin(settings.bootstrap(), settings.clientSettings()));
  }

  /// Does the work due at the clock's time, down to the outcomes of its commands.
  ///
  /// @throws IOException when a log cannot be written or read
  /// @throws IllegalStateException when a part does not do its work within two minutes
  public void step() throws IOException, InterruptedException {
    actuator.look(PATIENCE);
    ingest.scrape();
    tick(StageBinding.ESTIMATE);
    boolean more = true;
    while (more) {
      tick(StageBinding.PLAN);
      Map<Integer, Long> ends = ends();
      more = !ends.equals(commands);
      commands = ends;
      if (more && !actuator.carryOut(ends, PATIENCE)) {
        throw late("the actuator has not concluded its commands");
      }
    }
  }

  /// Ticks one partition after the other: their records in one log have one order.
  private void tick(StageBinding<?, ?, ?> stage) throws IOException, InterruptedException {
    for (int partition = 0; partition < partitions; partition++) {
      long offset = ticker.tick(stage, partition);
      TopicPartition log = new TopicPartition(stage.log().topicName(), partition);
      awaitCommit(stage, log, offset);
    }
  }

  /// Waits until a stage has committed its output for a record: then the next reader sees it.
  private void awaitCommit(StageBinding<?, ?, ?> stage, TopicPartition log, long offset)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (committed(log) <= offset) {
      if (System.nanoTime() > deadline) {
        throw late("the stage \"" + stage.name() + "\" has not read " + log + "/" + offset);
      }
      Thread.sleep(1);
    }
  }

  private static IllegalStateException late(String what) {
    return new IllegalStateException(what + " within " + PATIENCE.toSeconds() + " s");
  }

  private long committed(TopicPartition log) throws IOException, InterruptedException {
    ListConsumerGroupOffsetsOptions stable =
        new ListConsumerGroupOffsetsOptions().requireStable(true);
    OffsetAndMetadata offset =
        got(admin
                .listConsumerGroupOffsets(StreamsHost.APPLICATION, stable)
                .partitionsToOffsetAndMetadata())
            .get(log);
    return offset == null ? -1 : offset.offset();
  }

  /// Returns the offsets after the last command by partition. A transaction ends in one partition
  /// earlier than in another: while some of a partition is not committed yet, it is asked again.
  private Map<Integer, Long> ends() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Map<Integer, Long> ends = ends(IsolationLevel.READ_UNCOMMITTED);
      if (ends.equals(ends(IsolationLevel.READ_COMMITTED))) {
        return ends;
      }
      if (System.nanoTime() > deadline) {
        throw late("a transaction on " + Topic.COMMANDS.topicName() + " has not ended");
      }
      Thread.sleep(1);
    }
  }

  private Map<Integer, Long> ends(IsolationLevel level) throws IOException, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      wanted.put(new TopicPartition(Topic.COMMANDS.topicName(), partition), OffsetSpec.latest());
    }
    Map<Integer, Long> ends = new HashMap<>();
    got(admin.listOffsets(wanted, new ListOffsetsOptions(level)).all())
        .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    return ends;
  }

  private static <T> T got(KafkaFuture<T> answer) throws IOException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IOException("the logs' offsets cannot be read: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
