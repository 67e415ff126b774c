package io.rheostat.streams;

import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Host of the topology in this process.
public final class StreamsHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsHost.class);
  private static final int COMMIT_MILLIS = 20;
  /// Consumer group of the stages.
  public static final String APPLICATION = "rheostat";

  /// Number of threads. Each commits by itself; half of the cores are the broker's and ingest's.
  private static final int THREADS =
      Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);

  private static final Duration RECENT = Duration.ofMinutes(1);

  private final KafkaStreams streams;
  private final Deque<Long> deaths = new ConcurrentLinkedDeque<>();
  private volatile String lastDeath = "";
  private final CountDownLatch running = new CountDownLatch(1);

  private final Predecessor predecessor;

  private StreamsHost(KafkaStreams streams, Predecessor predecessor) {
    this.streams = streams;
    this.predecessor = predecessor;
    streams.setStateListener(
        (newState, oldState) -> {
          LOG.atInfo()
              .addKeyValue("from", oldState)
              .addKeyValue("to", newState)
              .log("streams state");
          if (newState == KafkaStreams.State.RUNNING) {
            running.countDown();
          }
        });
    streams.setUncaughtExceptionHandler(
        problem -> {
          LOG.atError().setCause(problem).log("a stream thread failed and is replaced");
          lastDeath = String.valueOf(problem);
          deaths.add(System.nanoTime());
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
  }

  /// Starts the stages.
  ///
  /// @param bootstrap the brokers
  /// @param stateDirectory for Kafka Streams' own lock files
  /// @param extra further client settings, such as TLS and SASL
  public static StreamsHost start(
      String bootstrap, Path stateDirectory, HostSettings settings, Map<String, ?> extra) {
    Properties properties = new Properties();
    properties.putAll(config(bootstrap, stateDirectory, settings.delivery()));
    properties.putAll(extra);
    Predecessor predecessor = new Predecessor(stateDirectory);
    predecessor.end(bootstrap, APPLICATION, extra);
    StreamsHost host =
        new StreamsHost(new KafkaStreams(StreamsTopology.build(settings), properties), predecessor);
    host.streams.start();
    predecessor.isNow(host.streams, APPLICATION);
    return host;
  }

  /// Returns the settings of Kafka Streams for a delivery, as this host uses them; a measurement
  /// beside it should have the same.
  ///
  /// @param stateDirectory for Kafka Streams' own lock files
  public static Map<String, Object> config(
      String bootstrap, Path stateDirectory, Delivery delivery) {
    boolean exactly = delivery == Delivery.EXACTLY_ONCE;
    Map<String, Object> consumer = Clients.consumer(bootstrap, APPLICATION);
    return Map.ofEntries(
        Map.entry(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION),
        Map.entry(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
        Map.entry(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString()),
        Map.entry(
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            exactly ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE),
        Map.entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, exactly ? COMMIT_MILLIS : 100),
        Map.entry(StreamsConfig.NUM_STREAM_THREADS_CONFIG, THREADS),
        Map.entry(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1),
        Map.entry(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L),
        // Nobody sees a record before its commit, which flushes: until then records wait for
        // company.
        Map.entry(
            StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
            exactly ? COMMIT_MILLIS : 0),
        Map.entry(
            StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
            Topic.MOST_RECORD_BYTES),
        Map.entry(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 3_000),
        // As in Clients.transactionalProducer: nothing may be sent behind a refused first request.
        Map.entry(
            StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION),
            exactly ? 1 : 5),
        Map.entry(
            StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
            consumer.get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG)),
        Map.entry(
            StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
            consumer.get(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG)),
        // Outcomes are written in transactions whatever the delivery here: an aborted one is none.
        Map.entry(
            StreamsConfig.mainConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG),
            consumer.get(ConsumerConfig.ISOLATION_LEVEL_CONFIG)),
        Map.entry(StreamsConfig.POLL_MS_CONFIG, 10L),
        // A log is one order already: no input waits for another.
        Map.entry(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L));
  }

  /// Waits until all stages run.
  ///
  /// @return false when they did not within the time
  public boolean awaitRunning(Duration atMost) throws InterruptedException {
    return running.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Returns the problem with the threads of the stages; empty when all run. One failed thread, as
  /// at a rebalance or when a broker went away, is replaced and no trouble.
  public Optional<String> problem() {
    long now = System.nanoTime();
    deaths.removeIf(at -> now - at > RECENT.toNanos());
    KafkaStreams.State state = streams.state();
    if (!state.isRunningOrRebalancing()) {
      return Optional.of("the stages are " + state);
    }
    return deaths.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "stream threads failed "
                + deaths.size()
                + " times within a minute, last with "
                + lastDeath);
  }

  /// Returns Kafka Streams itself, for its metrics.
  public KafkaStreams streams() {
    return streams;
  }

  @Override
  public void close() {
    // Leaving the group at once spares the successor the 6 s until the session ends.
    streams.close(
        CloseOptions.timeout(Duration.ofSeconds(20))
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    predecessor.close();
  }
}
