package io.rheostat.app.service.role;

import io.rheostat.app.service.runtime.Clock;
import io.rheostat.app.service.runtime.Heartbeat;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.streams.StageBinding;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.codec.WorkloadEventCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ticker appending one tick a second of the clock to each partition folded by this process:
/// silence is noticed by ticks in the log.
public final class Ticker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final byte[] WORKLOAD_TICK = WorkloadEventCodec.encode(new WorkloadEvent.Tick());
  private static final byte[] POOL_TICK = PoolEventCodec.encode(new PoolEvent.Tick());

  private final Clock clock;
  private final Function<StageBinding<?, ?, ?>, Collection<Integer>> owned;
  private final KafkaProducer<String, byte[]> producer;
  private final Thread thread;
  private final Thread watcher;
  private final Heartbeat heartbeat = new Heartbeat("the ticker", Duration.ofSeconds(15));

  private Ticker(
      String bootstrap,
      Clock clock,
      Function<StageBinding<?, ?, ?>, Collection<Integer>> owned,
      Map<String, ?> extra) {
    this.clock = clock;
    this.owned = owned;
    Map<String, Object> settings = new HashMap<>();
    // A tick not sent at once is worth nothing later.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
    settings.putAll(extra);
    producer =
        new KafkaProducer<>(
            Clients.producer(bootstrap, settings),
            new StringSerializer(),
            new ByteArraySerializer());
    thread = Thread.ofPlatform().name("ticker").unstarted(this::run);
    watcher = Thread.ofPlatform().name("ticker-watch").unstarted(this::watch);
  }

  /// Starts ticking.
  ///
  /// @param owned the partitions of a stage's log folded by this process
  public static Ticker start(
      String bootstrap,
      Clock clock,
      Function<StageBinding<?, ?, ?>, Collection<Integer>> owned,
      Map<String, ?> extra) {
    Ticker ticker = open(bootstrap, clock, owned, extra);
    ticker.thread.start();
    ticker.watcher.start();
    return ticker;
  }

  /// Opens a ticker that ticks only on request.
  ///
  /// @param owned the partitions of a stage's log folded by this process
  static Ticker open(
      String bootstrap,
      Clock clock,
      Function<StageBinding<?, ?, ?>, Collection<Integer>> owned,
      Map<String, ?> extra) {
    return new Ticker(bootstrap, clock, owned, extra);
  }

  private void run() {
    Instant next = clock.source().instant();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Instant now = tick();
        next = next.plus(TICK);
        if (next.isBefore(now)) {
          next = now.plus(TICK);
        }
        clock.pacer().sleepUntil(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Repeats ticks while a scaled clock stands still, waiting for the stages to see its ticks. A
  /// tick missed by a partition, because a rebalance was under way or a send failed, would never
  /// come again: so as long as the clock stands, it is sent once more each real second.
  private void watch() {
    Instant seen = Instant.MIN;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Instant now = clock.source().instant();
        if (now.equals(seen)) {
          var _ = tick();
        }
        seen = now;
        Thread.sleep(TICK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Returns the sign of life of ticking.
  Heartbeat heartbeat() {
    return heartbeat;
  }

  /// Appends one tick to a partition of a stage's log.
  ///
  /// @return its offset
  /// @throws IOException when the log does not take it
  public long tick(StageBinding<?, ?, ?> stage, int partition)
      throws IOException, InterruptedException {
    byte[] tick = stage.log() == Topic.WORKLOAD_LOG ? WORKLOAD_TICK : POOL_TICK;
    long millis = clock.source().instant().toEpochMilli();
    try {
      return producer
          .send(new ProducerRecord<>(stage.log().topicName(), partition, millis, "", tick))
          .get()
          .offset();
    } catch (ExecutionException | KafkaException e) {
      throw new IOException("a tick was not sent: " + e.getMessage(), e);
    }
  }

  private synchronized Instant tick() {
    Instant now = clock.source().instant();
    try {
      append(Topic.WORKLOAD_LOG, owned.apply(StageBinding.ESTIMATE), now, WORKLOAD_TICK);
      append(Topic.POOL_LOG, owned.apply(StageBinding.PLAN), now, POOL_TICK);
      heartbeat.beat();
    } catch (IllegalStateException e) {
      // The stages do not run just now, and have no partitions; health reports it when it lasts.
      LOG.atWarn().setCause(e).log("no tick was sent");
    }
    return now;
  }

  private void append(Topic topic, Collection<Integer> partitions, Instant now, byte[] tick) {
    for (int partition : partitions) {
      try {
        var _ =
            producer.send(
                new ProducerRecord<>(topic.topicName(), partition, now.toEpochMilli(), "", tick));
      } catch (KafkaException e) {
        // The next tick says the same; lag and silence show in the stages' own clocks.
        LOG.atWarn().setCause(e).log("a tick was not sent");
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    watcher.interrupt();
    try {
      for (Thread one : List.of(thread, watcher)) {
        if (one.isAlive()) {
          one.join(Duration.ofSeconds(5));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(Duration.ofSeconds(5));
  }
}
