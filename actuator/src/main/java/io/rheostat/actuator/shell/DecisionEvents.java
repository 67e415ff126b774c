package io.rheostat.actuator.shell;

import io.rheostat.actuator.driver.Announcement;
import io.rheostat.actuator.driver.Announcer;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.topics.Clients;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.DecisionCodec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reader of new decisions for announcements at targets. It decides nothing and holds nothing up;
/// decisions missed while it does not run are never announced.
public final class DecisionEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionEvents.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PERIOD = Duration.ofMinutes(3);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private final ActuatorSettings settings;
  private final Announcer announcer;
  private final Supplier<Fleet> declared;
  private final Announcements announcements = new Announcements();
  private final Thread thread;
  private volatile long turned = System.nanoTime();
  private final CountDownLatch closed = new CountDownLatch(1);

  private DecisionEvents(ActuatorSettings settings, Announcer announcer, Supplier<Fleet> declared) {
    this.settings = settings;
    this.announcer = announcer;
    this.declared = declared;
    thread = Thread.ofPlatform().name("decision-events").daemon().unstarted(this::run);
  }

  /// Begins with the next decision.
  ///
  /// @param declared this machine's own configuration: nothing is written elsewhere
  public static DecisionEvents start(
      ActuatorSettings settings, Announcer announcer, Supplier<Fleet> declared) {
    DecisionEvents events = new DecisionEvents(settings, announcer, declared);
    events.thread.start();
    return events;
  }

  private void run() {
    while (isOpen()) {
      try (KafkaConsumer<String, byte[]> consumer = consumer()) {
        while (isOpen()) {
          for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            decoded(record).ifPresent(this::tell);
          }
          turned = System.nanoTime();
        }
      } catch (RuntimeException e) {
        // Whatever it was: events are told again once decisions can be read.
        LOG.atWarn().setCause(e).log("decisions are not read for events; it is tried again");
        pause();
      }
    }
  }

  /// Returns a sentence about a loop without a good turn for three minutes; empty otherwise.
  public Optional<String> problem() {
    Duration silent = Duration.ofNanos(System.nanoTime() - turned);
    return silent.compareTo(PERIOD) <= 0
        ? Optional.empty()
        : Optional.of("events at targets have not turned for " + silent.toSeconds() + " s");
  }

  private KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> reading =
        Clients.consumer(settings.bootstrap(), "", settings.clientSettings());
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(Topic.DECISIONS.topicName()).stream()
            .map(one -> new TopicPartition(one.topic(), one.partition()))
            .toList());
    consumer.seekToEnd(consumer.assignment());
    return consumer;
  }

  /// Decodes a decision. Unreadable ones are reported by the readers in need of them.
  private static Optional<Decision> decoded(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(DecisionCodec.decode(record.value()));
    } catch (MalformedRecordException _) {
      return Optional.empty();
    }
  }

  private void tell(Decision decision) {
    Workload workload = declared.get().workloads().get(decision.workload());
    if (workload == null) {
      return;
    }
    for (Announcement news : announcements.of(decision)) {
      for (String failure : announcer.announce(workload, news)) {
        settings.metrics().unannounced();
        announcements.failed(news);
        LOG.atInfo().log("an event of {} was not written: {}", workload.name(), failure);
      }
    }
  }

  private void pause() {
    try {
      boolean _ = closed.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      closed.countDown();
    }
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
